/* What C++ adds: the graph that each comes to. */
#include "ast/specimen.h"

/* a throw goes to the handler of its type; what a call throws is unknown */
static void throw_and_catch(void **state)
{
	(void)state;
	specimen_check("f.cc",
		       "struct E {}; void h(int); void f(int a) { try { if (a) throw E(); h(1); } catch (const E &e) { "
		       "h(2); } catch (...) { h(3); } }\n",
		       "function `c:@F@f#I#`(a)\n"
		       "b0:\n"
		       "if (a) b3 else b5\n"
		       "b1:\n"
		       "if (?) catches \"E\" b3 else b6\n"
		       "b2:\n"
		       "return\n"
		       "b3:\n"
		       "e = ?\n"
		       "`c:@F@h#I#`(2)\n"
		       "goto b2\n"
		       "b4:\n"
		       "`c:@F@h#I#`(3)\n"
		       "goto b2\n"
		       "b5:\n"
		       "`c:@F@h#I#`(1) unwind b1\n"
		       "goto b2\n"
		       "b6:\n"
		       "if (?) catches \"...\" b4 else b4\n");
}

/* a function of its own, called through any variable of its type */
static void lambda(void **state)
{
	(void)state;
	specimen_check("f.cc",
		       "int g(int); int f(int a) { auto l = [a](int b) { return g(b); }; if (int x = l(a); x > 0) "
		       "return x; return 0; }\n",
		       "function `f.cc#lambda@1:37`(b, closure)\n"
		       "b0:\n"
		       "t1 = `c:@F@g#I#`(b)\n"
		       "return t1\n"
		       "function `c:@F@f#I#`(a)\n"
		       "b0:\n"
		       "l = `f.cc#lambda@1:37`\n"
		       "l.a = a\n"
		       "x = `f.cc#lambda@1:37`(a, &l)\n"
		       "if (x > 0) b1 else b2\n"
		       "b1:\n"
		       "return x\n"
		       "b2:\n"
		       "return 0\n");
}

/* this is the first parameter; a reference is a pointer */
static void methods_and_references(void **state)
{
	(void)state;
	specimen_check("f.cc",
		       "struct S { int fd; S(int n) : fd(n) {} int get() const { return fd; } }; int f(int a) { S "
		       "s(a); S *p = &s; int &r = a; r = p->get(); return s.get(); }\n",
		       "function `c:@S@S@F@S#I#`(this, n)\n"
		       "b0:\n"
		       "this->fd = n\n"
		       "return\n"
		       "function `c:@S@S@F@get#1`(this)\n"
		       "b0:\n"
		       "return this->fd\n"
		       "function `c:@F@f#I#`(a addressed)\n"
		       "b0:\n"
		       "`c:@S@S@F@S#I#`(&s, a)\n"
		       "p = &s\n"
		       "r = &a\n"
		       "*r = `c:@S@S@F@get#1`(p)\n"
		       "t1 = `c:@S@S@F@get#1`(&s)\n"
		       "return t1\n");
}

/* libclang has no cursor for it */
static void switch_with_initialiser(void **state)
{
	(void)state;
	specimen_check("f.cc",
		       "int g(int); int f(int a) { switch (int e = g(a); e) { case 2: return e; } return 0; }\n",
		       "function `c:@F@f#I#`(a)\n"
		       "b0:\n"
		       "e = `c:@F@g#I#`(a)\n"
		       "switch (e) { 2: b2; default: b1 }\n"
		       "b1:\n"
		       "return 0\n"
		       "b2:\n"
		       "return e\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(throw_and_catch),
		cmocka_unit_test(lambda),
		cmocka_unit_test(methods_and_references),
		cmocka_unit_test(switch_with_initialiser),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
