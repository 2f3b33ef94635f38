/* Where C++ objects end, and closures: the graph that each comes to. */
#include "ast/specimen.h"

/* return, break and continue leave what they leave */
static void locals_end_with_their_scope(void **state)
{
	(void)state;
	specimen_check("f.cc",
		       "struct G { int n; G(int); ~G(); int get() const; }; int h(int); int f(int a) { G g(a); while "
		       "(h(a)) { G in(a); if (a == 1) continue; if (a == 2) break; h(3); } return g.get(); }\n",
		       "function `c:@F@f#I#`(a)\n"
		       "b0:\n"
		       "`c:@S@G@F@G#I#`(&g, a)\n"
		       "goto b2\n"
		       "b1:\n"
		       "`c:@S@G@F@~G#`(&g)\n"
		       "throw\n"
		       "b2:\n"
		       "t1 = `c:@F@h#I#`(a) unwind b1\n"
		       "if (t1) b3 else b4\n"
		       "b3:\n"
		       "`c:@S@G@F@G#I#`(&in, a) unwind b1\n"
		       "if (a == 1) b6 else b7\n"
		       "b4:\n"
		       "t2 = `c:@S@G@F@get#1`(&g) unwind b1\n"
		       "`c:@S@G@F@~G#`(&g)\n"
		       "return t2\n"
		       "b5:\n"
		       "`c:@S@G@F@~G#`(&in)\n"
		       "goto b1\n"
		       "b6:\n"
		       "`c:@S@G@F@~G#`(&in)\n"
		       "goto b2\n"
		       "b7:\n"
		       "if (a == 2) b8 else b9\n"
		       "b8:\n"
		       "`c:@S@G@F@~G#`(&in)\n"
		       "goto b4\n"
		       "b9:\n"
		       "`c:@F@h#I#`(3) unwind b5\n"
		       "`c:@S@G@F@~G#`(&in)\n"
		       "goto b2\n");
}

/* a goto leaves the scopes that its label is not in */
static void jumps_to_labels(void **state)
{
	(void)state;
	specimen_check("f.cc",
		       "struct G { int n; G(int); ~G(); int get() const; }; int h(int); int f(int a) { G g(a); again: "
		       "{ G in(a); if (a == 1) goto again; if (a == 2) goto out; } h(4); out: return a; }\n",
		       "function `c:@F@f#I#`(a)\n"
		       "b0:\n"
		       "`c:@S@G@F@G#I#`(&g, a)\n"
		       "goto again\n"
		       "b1:\n"
		       "`c:@S@G@F@~G#`(&g)\n"
		       "throw\n"
		       "again:\n"
		       "`c:@S@G@F@G#I#`(&in, a) unwind b1\n"
		       "if (a == 1) b3 else b4\n"
		       "b3:\n"
		       "`c:@S@G@F@~G#`(&in)\n"
		       "goto again\n"
		       "b4:\n"
		       "if (a == 2) b5 else b6\n"
		       "b5:\n"
		       "`c:@S@G@F@~G#`(&in)\n"
		       "goto out\n"
		       "b6:\n"
		       "`c:@S@G@F@~G#`(&in)\n"
		       "`c:@F@h#I#`(4) unwind b1\n"
		       "goto out\n"
		       "out:\n"
		       "`c:@S@G@F@~G#`(&g)\n"
		       "return a\n");
}

/* in a condition on both sides; on the right of && only where it was made */
static void temporaries_end_with_their_expression(void **state)
{
	(void)state;
	specimen_check("f.cc",
		       "struct G { int n; G(int); ~G(); int get() const; }; int h(int); int f(int a) { int x = "
		       "G(a).get(); if (a && G(2).get()) return 1; G(3); return x; }\n",
		       "function `c:@F@f#I#`(a)\n"
		       "b0:\n"
		       "`c:@S@G@F@G#I#`(&m1, a)\n"
		       "x = `c:@S@G@F@get#1`(&m1) unwind b1\n"
		       "`c:@S@G@F@~G#`(&m1)\n"
		       "made3 = 0\n"
		       "if (a) b6 else b5\n"
		       "b1:\n"
		       "`c:@S@G@F@~G#`(&m1)\n"
		       "throw\n"
		       "b2:\n"
		       "return 1\n"
		       "b3:\n"
		       "`c:@S@G@F@G#I#`(&m5, 3)\n"
		       "`c:@S@G@F@~G#`(&m5)\n"
		       "return x\n"
		       "b4:\n"
		       "if (made3) b10 else b2\n"
		       "b5:\n"
		       "if (made3) b11 else b3\n"
		       "b6:\n"
		       "`c:@S@G@F@G#I#`(&m2, 2)\n"
		       "made3 = 1\n"
		       "t4 = `c:@S@G@F@get#1`(&m2) unwind b7\n"
		       "if (t4) b4 else b5\n"
		       "b7:\n"
		       "if (made3) b8 else b9\n"
		       "b8:\n"
		       "`c:@S@G@F@~G#`(&m2)\n"
		       "goto b9\n"
		       "b9:\n"
		       "throw\n"
		       "b10:\n"
		       "`c:@S@G@F@~G#`(&m2)\n"
		       "goto b2\n"
		       "b11:\n"
		       "`c:@S@G@F@~G#`(&m2)\n"
		       "goto b3\n");
}

/* until their own scope ends */
static void references_keep_temporaries(void **state)
{
	(void)state;
	specimen_check("f.cc",
		       "struct G { int n; G(int); ~G(); int get() const; }; int h(int); int f(int a) { { const G &r = "
		       "G(a); h(a); } return h(a); }\n",
		       "function `c:@F@f#I#`(a)\n"
		       "b0:\n"
		       "`c:@S@G@F@G#I#`(&m1, a)\n"
		       "r = &m1\n"
		       "`c:@F@h#I#`(a) unwind b1\n"
		       "`c:@S@G@F@~G#`(&m1)\n"
		       "t2 = `c:@F@h#I#`(a)\n"
		       "return t2\n"
		       "b1:\n"
		       "`c:@S@G@F@~G#`(&m1)\n"
		       "throw\n");
}

/* behind the destructor's own body, in the reverse order of their making */
static void members_and_bases(void **state)
{
	(void)state;
	specimen_check("f.cc",
		       "struct G { int n; G(int); ~G(); int get() const; }; int h(int); struct B { G b; ~B(); }; "
		       "struct D : B { G x, y; ~D(); }; D::~D() { h(1); } int f(D *d) { delete d; return 0; }\n",
		       "function `c:@S@D@F@~D#`(this)\n"
		       "b0:\n"
		       "`c:@F@h#I#`(1) unwind b4\n"
		       "`c:@S@G@F@~G#`(&this->y)\n"
		       "`c:@S@G@F@~G#`(&this->x)\n"
		       "`c:@S@B@F@~B#`(this)\n"
		       "return\n"
		       "b1:\n"
		       "call noreturn terminate()\n"
		       "stop\n"
		       "b2:\n"
		       "`c:@S@B@F@~B#`(this)\n"
		       "goto b1\n"
		       "b3:\n"
		       "`c:@S@G@F@~G#`(&this->x)\n"
		       "goto b2\n"
		       "b4:\n"
		       "`c:@S@G@F@~G#`(&this->y)\n"
		       "goto b3\n"
		       "function `c:@F@f#*$@S@D#`(d)\n"
		       "b0:\n"
		       "t1 = d\n"
		       "if (t1) b1 else b2\n"
		       "b1:\n"
		       "`c:@S@D@F@~D#`(t1)\n"
		       "goto b2\n"
		       "b2:\n"
		       "`operator delete`(t1)\n"
		       "return 0\n");
}

/* an implicit constructor and destructor are those of the members */
static void compilers_own_members(void **state)
{
	(void)state;
	specimen_check("f.cc",
		       "struct G { int n; G(int); ~G(); int get() const; }; int h(int); struct S { int saved = h(1); "
		       "~S() { h(saved); } }; struct H { S s; int k = 2; }; int f(int a) { H o; return o.k + a; }\n",
		       "function `c:@S@S@F@~S#`(this)\n"
		       "b0:\n"
		       "`c:@F@h#I#`(this->saved) unwind b1\n"
		       "return\n"
		       "b1:\n"
		       "call noreturn terminate()\n"
		       "stop\n"
		       "function `c:@F@f#I#`(a)\n"
		       "b0:\n"
		       "o.s.saved = `c:@F@h#I#`(1)\n"
		       "o.k = 2\n"
		       "t1 = (o.k + a)\n"
		       "`c:@S@S@F@~S#`(&o.s)\n"
		       "return t1\n");
}

/* what is alive ends on the way to the handler, or out */
static void exceptions_pass_by(void **state)
{
	(void)state;
	specimen_check("f.cc",
		       "struct G { int n; G(int); ~G(); int get() const; }; int h(int); struct E {}; int f(int a) { G "
		       "o(1); try { G i(2); if (a) throw E(); h(3); } catch (const E &) { return h(4); } return 0; }\n",
		       "function `c:@F@f#I#`(a)\n"
		       "b0:\n"
		       "`c:@S@G@F@G#I#`(&o, 1)\n"
		       "`c:@S@G@F@G#I#`(&i, 2) unwind b2\n"
		       "if (a) b6 else b7\n"
		       "b1:\n"
		       "`c:@S@G@F@~G#`(&o)\n"
		       "throw\n"
		       "b2:\n"
		       "if (?) catches \"E\" b4 else b8\n"
		       "b3:\n"
		       "`c:@S@G@F@~G#`(&o)\n"
		       "return 0\n"
		       "b4:\n"
		       "t2 = `c:@F@h#I#`(4) unwind b1\n"
		       "`c:@S@G@F@~G#`(&o)\n"
		       "return t2\n"
		       "b5:\n"
		       "`c:@S@G@F@~G#`(&i)\n"
		       "goto b2\n"
		       "b6:\n"
		       "`c:@S@G@F@~G#`(&i)\n"
		       "goto b4\n"
		       "b7:\n"
		       "`c:@F@h#I#`(3) unwind b5\n"
		       "`c:@S@G@F@~G#`(&i)\n"
		       "goto b3\n"
		       "b8:\n"
		       "throw b1\n");
}

/* an exception goes no further */
static void noexcept_ends_the_program(void **state)
{
	(void)state;
	specimen_check("f.cc", "struct E {}; int h(int); int f(int a) noexcept { if (a) throw E(); return h(a); }\n",
		       "function `c:@F@f#I#`(a)\n"
		       "b0:\n"
		       "if (a) b2 else b3\n"
		       "b1:\n"
		       "call noreturn terminate()\n"
		       "stop\n"
		       "b2:\n"
		       "throw b1 of \"E\"\n"
		       "b3:\n"
		       "t2 = `c:@F@h#I#`(a) unwind b1\n"
		       "return t2\n");
}

/* ends what it has made */
static void constructor_that_throws(void **state)
{
	(void)state;
	specimen_check("f.cc",
		       "struct G { int n; G(int); ~G(); int get() const; }; int h(int); struct P { G a, b; P(int n) : "
		       "a(n), b(n) { h(n); } }; int f(int a) { P p(a); return a; }\n",
		       "function `c:@S@P@F@P#I#`(this, n)\n"
		       "b0:\n"
		       "`c:@S@G@F@G#I#`(&this->a, n)\n"
		       "`c:@S@G@F@G#I#`(&this->b, n) unwind b1\n"
		       "`c:@F@h#I#`(n) unwind b2\n"
		       "return\n"
		       "b1:\n"
		       "`c:@S@G@F@~G#`(&this->a)\n"
		       "throw\n"
		       "b2:\n"
		       "`c:@S@G@F@~G#`(&this->b)\n"
		       "goto b1\n"
		       "function `c:@F@f#I#`(a)\n"
		       "b0:\n"
		       "`c:@S@P@F@P#I#`(&p, a)\n"
		       "`c:@S@G@F@~G#`(&p.b)\n"
		       "`c:@S@G@F@~G#`(&p.a)\n"
		       "return a\n");
}

/* the callee's to destroy; a local that is returned is the caller's */
static void parameters_and_returned_objects(void **state)
{
	(void)state;
	specimen_check("f.cc",
		       "struct G { int n; G(int); ~G(); int get() const; }; int h(int); G f(G a, int n) { G r(n); if "
		       "(n) return r; return G(a.n); } \n",
		       "function `c:@F@f#$@S@G#I#`(a addressed, n)\n"
		       "b0:\n"
		       "`c:@S@G@F@G#I#`(&r, n) unwind b1\n"
		       "if (n) b3 else b4\n"
		       "b1:\n"
		       "`c:@S@G@F@~G#`(&a)\n"
		       "throw\n"
		       "b2:\n"
		       "`c:@S@G@F@~G#`(&r)\n"
		       "goto b1\n"
		       "b3:\n"
		       "`c:@S@G@F@~G#`(&a)\n"
		       "return r\n"
		       "b4:\n"
		       "`c:@S@G@F@G#I#`(&m1, a.n) unwind b2\n"
		       "t2 = m1\n"
		       "`c:@S@G@F@~G#`(&r)\n"
		       "`c:@S@G@F@~G#`(&a)\n"
		       "return t2\n");
}

/* and copies nobody wrote are of the members */
static void written_moves_are_calls(void **state)
{
	(void)state;
	specimen_check("f.cc",
		       "struct M { int fd; M(int); M(M &&o) : fd(o.fd) { o.fd = -1; } ~M(); }; struct C { int fd; }; "
		       "int f(int a) { M m(a); M k(static_cast<M &&>(m)); C c = {a}; C d = c; return d.fd; }\n",
		       "function `c:@S@M@F@M#&&$@S@M#`(this, o)\n"
		       "b0:\n"
		       "this->fd = o->fd\n"
		       "o->fd = -1\n"
		       "return\n"
		       "function `c:@F@f#I#`(a)\n"
		       "b0:\n"
		       "`c:@S@M@F@M#I#`(&m, a)\n"
		       "`c:@S@M@F@M#&&$@S@M#`(&k, &m) unwind b1\n"
		       "c.fd = a\n"
		       "d.fd = c.fd\n"
		       "t1 = d.fd\n"
		       "`c:@S@M@F@~M#`(&k)\n"
		       "`c:@S@M@F@~M#`(&m)\n"
		       "return t1\n"
		       "b1:\n"
		       "`c:@S@M@F@~M#`(&m)\n"
		       "throw\n");
}

/* an empty destructor, one by default, and the system's */
static void what_does_nothing_is_no_call(void **state)
{
	(void)state;
	specimen_check("f.cc",
		       "#include <string>\nstruct N { int n; ~N() {} }; struct K { N n; ~K() = default; }; int f(int "
		       "a) { N n; K k; std::string s(\"x\"); return a; }\n",
		       "function `c:@S@N@F@~N#`(this)\n"
		       "b0:\n"
		       "return\n"
		       "function `c:@S@K@F@~K#`(this)\n"
		       "b0:\n"
		       "return\n"
		       "function `c:@F@f#I#`(a)\n"
		       "b0:\n"
		       "m1 = ?\n"
		       "`c:@N@std@N@__cxx11@S@basic_string>#C#$@N@std@S@char_traits>#C#$@N@std@S@allocator>#C@F@basic_"
		       "string<#S1_>#*1C#&1S1_#`(&s, \"x\", &m1)\n"
		       "return a\n");
}

/* captures are fields of the closure, references are pointers */
static void closures(void **state)
{
	(void)state;
	specimen_check("f.cc",
		       "int h(int); struct S { int m; int f(int a) { int b = a; auto l = [this, a, &b, c = h(a)](int "
		       "x) { b = x; return m + a + c; }; return l(3) + b; } };\n",
		       "function `f.cc#lambda@1:66`(x, closure)\n"
		       "b0:\n"
		       "*closure->b = x\n"
		       "return ((closure->this->m + closure->a) + closure->c)\n"
		       "function `c:@S@S@F@f#I#`(this, a)\n"
		       "b0:\n"
		       "b = a\n"
		       "l = `f.cc#lambda@1:66`\n"
		       "l.a = a\n"
		       "l.b = &b\n"
		       "l.c = `c:@F@h#I#`(a)\n"
		       "l.this = this\n"
		       "t1 = `f.cc#lambda@1:66`(3, &l)\n"
		       "return (t1 + b)\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(locals_end_with_their_scope),
		cmocka_unit_test(jumps_to_labels),
		cmocka_unit_test(temporaries_end_with_their_expression),
		cmocka_unit_test(references_keep_temporaries),
		cmocka_unit_test(members_and_bases),
		cmocka_unit_test(compilers_own_members),
		cmocka_unit_test(exceptions_pass_by),
		cmocka_unit_test(noexcept_ends_the_program),
		cmocka_unit_test(constructor_that_throws),
		cmocka_unit_test(parameters_and_returned_objects),
		cmocka_unit_test(written_moves_are_calls),
		cmocka_unit_test(what_does_nothing_is_no_call),
		cmocka_unit_test(closures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
