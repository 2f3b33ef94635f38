/* Lowering of what C++ adds.
 * Each case's function f() and the graph that it must become, without variables and locations. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ast/dev/fixture.h"

static const struct lower_case {
	const char *name, *path, *source, *expected;
} cases[] = {
	{"references", "t.cc",
	 "int g(int &, const int &);\n"
	 "int f(int &r, int v) { int &q = r; q = v; r++; int *p = &r; const int &k = 3; return g(q, v) + k + *p; }\n",
	 "  b0:\n"
	 "    q = r\n"
	 "    *q = v\n"
	 "    *r = (*r + 1)\n"
	 "    p = r\n"
	 "    m1 = 3\n"
	 "    k = &m1\n"
	 "    t2 = `c:@F@g#&I#&1I#`(q, &v)\n"
	 "    return ((t2 + *k) + *p)\n"},
	{"if-with-init", "t.cc",
	 "int g(int);\n"
	 "int f(int a) { if (int x = g(a); x > 0) return x; if (int y = g(2)) return y; else return -1; }\n",
	 "  b0:\n"
	 "    x = `c:@F@g#I#`(a)\n"
	 "    if (x > 0) b1 else b2\n"
	 "  b1:\n"
	 "    return x\n"
	 "  b2:\n"
	 "    y = `c:@F@g#I#`(2)\n"
	 "    if (y) b3 else b4\n"
	 "  b3:\n"
	 "    return y\n"
	 "  b4:\n"
	 "    return -1\n"},
	{"methods", "t.cc",
	 "struct A { int m; static int s; int get(int x = 7); static int st(int); int operator+(int); operator bool() "
	 "const; };\n"
	 "int f(A a, A *p) { a.m = p->get(); p->m = a.get(1) + A::st(2) + A::s; if (a) return a + 4; return 0; }\n",
	 "  b0:\n"
	 "    a.m = `c:@S@A@F@get#I#`(p, 7)\n"
	 "    t1 = `c:@S@A@F@get#I#`(&a, 1)\n"
	 "    t2 = `c:@S@A@F@st#I#S`(2)\n"
	 "    p->m = ((t1 + t2) + s)\n"
	 "    t3 = `c:@S@A@F@operator bool#1`(&a)\n"
	 "    if (t3) b1 else b2\n"
	 "  b1:\n"
	 "    t4 = `c:@S@A@F@operator+#I#`(&a, 4)\n"
	 "    return t4\n"
	 "  b2:\n"
	 "    return 0\n"},
	{"this", "t.cc",
	 "struct A { int m; int f(int x); int g(); };\n"
	 "int A::f(int x) { m = x; this->m += 1; A *self = this; return g() + self->m; }\n",
	 "  b0:\n"
	 "    this->m = x\n"
	 "    this->m = (this->m + 1)\n"
	 "    self = this\n"
	 "    t1 = `c:@S@A@F@g#`(this)\n"
	 "    return (t1 + self->m)\n"},
	{"static-method-and-overload", "t.cc",
	 "struct A { static int f(long x) { return x; } };\n"
	 "int f2(long x) { return A::f(x); }\n",
	 "  b0:\n"
	 "    return (s32)x\n"},
	{"range-for", "t.cc",
	 "int g(int);\n"
	 "struct V { int *begin(); int *end(); };\n"
	 "int f(V &v) { int n = 0; for (int x : v) { if (g(x)) continue; n += x; } for (auto &y : v) y = n; return n; "
	 "}\n",
	 "  b0:\n"
	 "    n = 0\n"
	 "    goto b1\n"
	 "  b1:\n"
	 "    if (?) b2 else b4\n"
	 "  b2:\n"
	 "    x = ?\n"
	 "    t1 = `c:@F@g#I#`(x)\n"
	 "    if (t1) b1 else b3\n"
	 "  b3:\n"
	 "    n = (n + x)\n"
	 "    goto b1\n"
	 "  b4:\n"
	 "    if (?) b5 else b6\n"
	 "  b5:\n"
	 "    y = ?\n"
	 "    *y = n\n"
	 "    goto b4\n"
	 "  b6:\n"
	 "    return n\n"},
	{"try-catch", "t.cc",
	 "int g(int); void h() noexcept; struct E {};\n"
	 "int f(int a) { int r = 0; try { r = g(a); h(); if (r) throw E(); } catch (const E &e) { r = 1; } catch (...) "
	 "{ r = 2; } return r; }\n",
	 "  b0:\n"
	 "    r = 0\n"
	 "    r = `c:@F@g#I#`(a) unwind b1\n"
	 "    `c:@F@h#`()\n"
	 "    if (r) b3 else b2\n"
	 "  b1:\n"
	 "    if (?) catches \"E\" b3 else b5\n"
	 "  b2:\n"
	 "    return r\n"
	 "  b3:\n"
	 "    e = ?\n"
	 "    r = 1\n"
	 "    goto b2\n"
	 "  b4:\n"
	 "    r = 2\n"
	 "    goto b2\n"
	 "  b5:\n"
	 "    if (?) catches \"...\" b4 else b4\n"},
	{"nested-try", "t.cc",
	 "int g(int); struct E {};\n"
	 "int f(int a) { try { try { a = g(1); } catch (const E &) { a = g(2); throw; } } catch (const E &) { return "
	 "3; } throw a; }\n",
	 "  b0:\n"
	 "    a = `c:@F@g#I#`(1) unwind b4\n"
	 "    goto b2\n"
	 "  b1:\n"
	 "    if (?) catches \"E\" b3 else b7\n"
	 "  b2:\n"
	 "    throw of \"int\"\n"
	 "  b3:\n"
	 "    return 3\n"
	 "  b4:\n"
	 "    if (?) catches \"E\" b5 else b6\n"
	 "  b5:\n"
	 "    a = `c:@F@g#I#`(2) unwind b1\n"
	 "    throw b1 of \"?\"\n"
	 "  b6:\n"
	 "    throw b1\n"
	 "  b7:\n"
	 "    throw\n"},
	{"c-functions-do-not-throw", "t.cc",
	 "extern \"C\" int c(int); int g(int);\n"
	 "int f(int a) { try { return c(a) + g(a); } catch (...) { return -1; } }\n",
	 "  b0:\n"
	 "    t1 = c(a)\n"
	 "    t2 = `c:@F@g#I#`(a) unwind b1\n"
	 "    return (t1 + t2)\n"
	 "  b1:\n"
	 "    if (?) catches \"...\" b2 else b2\n"
	 "  b2:\n"
	 "    return -1\n"},
	{"lambda", "t.cc",
	 "int g(int);\n"
	 "int f(int a) { int seen = 0; auto l = [&seen](int x) { seen = x; return g(x); }; int r = l(a); return r + "
	 "seen; }\n",
	 "  b0:\n"
	 "    seen = 0\n"
	 "    l = `t.cc#lambda@2:39`\n"
	 "    l.seen = &seen\n"
	 "    r = `t.cc#lambda@2:39`(a, &l)\n"
	 "    return (r + seen)\n"},
	{"constructors", "t.cc",
	 "struct Fd { int fd; explicit Fd(int x); Fd(const Fd &) = default; int get() const; };\n"
	 "int g(int);\n"
	 "int f(int a) { Fd x(g(a)); Fd y = x; Fd z{3}; return y.get() + Fd(4).get(); }\n",
	 "  b0:\n"
	 "    t1 = `c:@F@g#I#`(a)\n"
	 "    `c:@S@Fd@F@Fd#I#`(&x, t1)\n"
	 "    y.fd = x.fd\n"
	 "    `c:@S@Fd@F@Fd#I#`(&z, 3)\n"
	 "    t2 = `c:@S@Fd@F@get#1`(&y)\n"
	 "    `c:@S@Fd@F@Fd#I#`(&m3, 4)\n"
	 "    t4 = `c:@S@Fd@F@get#1`(&m3)\n"
	 "    return (t2 + t4)\n"},
	{"aggregate", "t.cc",
	 "struct P { int x, y = 5; };\n"
	 "int f(int a) { P p{a}; P q = p; int n{a}; int z{}; return q.x + n + z; }\n",
	 "  b0:\n"
	 "    p.y = 5\n"
	 "    p.x = a\n"
	 "    q.x = p.x\n"
	 "    q.y = p.y\n"
	 "    n = a\n"
	 "    z = 0\n"
	 "    return ((q.x + n) + z)\n"},
	{"new-and-delete", "t.cc",
	 "struct A { int m; A(int); ~A(); };\n"
	 "int f(int a) { A *p = new A(a); int r = p->m; delete p; int *q = new int(3); return r + *q; }\n",
	 "  b0:\n"
	 "    t1 = `operator new`()\n"
	 "    `c:@S@A@F@A#I#`(t1, a)\n"
	 "    p = t1\n"
	 "    r = p->m\n"
	 "    t2 = p\n"
	 "    if (t2) b1 else b2\n"
	 "  b1:\n"
	 "    `c:@S@A@F@~A#`(t2)\n"
	 "    goto b2\n"
	 "  b2:\n"
	 "    `operator delete`(t2)\n"
	 "    t3 = `operator new`()\n"
	 "    q = t3\n"
	 "    return (r + *q)\n"},
	{"casts", "t.cc",
	 "struct B { int b; }; struct D : B { int d; };\n"
	 "int f(D *d, long v) { B *b = static_cast<B *>(d); return static_cast<int>(v) + b->b + "
	 "reinterpret_cast<unsigned char &>(v) + (nullptr == d) + bool(v); }\n",
	 "  b0:\n"
	 "    b = d\n"
	 "    return (((((s32)v + b->b) + (u8)v) + (0 == d)) + (bool)v)\n"},
	{"namespaces-and-anonymous", "t.cc",
	 "namespace n { int g(int); int v; } namespace { int hidden(int x) { return x; } int count; }\n"
	 "int f(int a) { using namespace n; v = g(a); count++; return hidden(a) + ::n::v; }\n",
	 "  b0:\n"
	 "    v = `c:@N@n@F@g#I#`(a)\n"
	 "    count = (count + 1)\n"
	 "    t1 = `t.cc#c:t.cc@aN@F@hidden#I#`(a)\n"
	 "    return (t1 + v)\n"},
	{"move-and-forward", "t.cc",
	 "#include <utility>\n"
	 "struct A { int m; A(A &&); A(int); };\n"
	 "void g(A &&);\n"
	 "int f(A a) { g(std::move(a)); int x = std::forward<int>(a.m); return x; }\n",
	 "  b0:\n"
	 "    `c:@F@g#&&$@S@A#`(&a)\n"
	 "    x = a.m\n"
	 "    return x\n"},
	{"template", "t.cc",
	 "template <class T> int f(T t) { if (t.open() < 0) return t.code; auto x = t + 1; return static_cast<int>(x); "
	 "}\n",
	 "  b0:\n"
	 "    t1 = t.open()\n"
	 "    if (t1 < 0) b1 else b2\n"
	 "  b1:\n"
	 "    return t.code\n"
	 "  b2:\n"
	 "    x = (t + 1)\n"
	 "    return x\n"},
	{"exceptions-from-constructors", "t.cc",
	 "struct A { A(int); };\n"
	 "int f(int a) { try { A x(a); return 0; } catch (int e) { return e; } }\n",
	 "  b0:\n"
	 "    `c:@S@A@F@A#I#`(&x, a) unwind b1\n"
	 "    return 0\n"
	 "  b1:\n"
	 "    if (?) catches \"int\" b2 else b3\n"
	 "  b2:\n"
	 "    e = ?\n"
	 "    return e\n"
	 "  b3:\n"
	 "    throw\n"},
	{"structured", "t.cc",
	 "struct P { int x, y; }; P g();\n"
	 "int f() { auto [x, y] = g(); return x + y; }\n",
	 "  b0:\n"
	 "    `[x, y]` = `c:@F@g#`()\n"
	 "    return (? + ?)\n"},
	{"terminate", "t.cc",
	 "#include <exception>\n"
	 "[[noreturn]] void die();\n"
	 "int f(int a) { if (a == 1) std::terminate(); if (a == 2) die(); return a; }\n",
	 "  b0:\n"
	 "    if (a == 1) b1 else b2\n"
	 "  b1:\n"
	 "    call noreturn `c:@N@std@F@terminate#`()\n"
	 "    stop\n"
	 "  b2:\n"
	 "    if (a == 2) b3 else b4\n"
	 "  b3:\n"
	 "    call noreturn `c:@F@die#`()\n"
	 "    stop\n"
	 "  b4:\n"
	 "    return a\n"},
	{"constexpr", "t.cc",
	 "constexpr int invalid = -1; enum class E : int { A = 38 };\n"
	 "int f(int a) { constexpr int k = 3 + 4; if constexpr (sizeof(int) == 4) a += k; return a == invalid || a == "
	 "static_cast<int>(E::A); }\n",
	 "  b0:\n"
	 "    k = (3 + 4)\n"
	 "    if (4 == 4) b1 else b2\n"
	 "  b1:\n"
	 "    a = (a + 7)\n"
	 "    goto b2\n"
	 "  b2:\n"
	 "    if (a == -1) b3 else b6\n"
	 "  b3:\n"
	 "    t1 = 1\n"
	 "    goto b5\n"
	 "  b4:\n"
	 "    t1 = 0\n"
	 "    goto b5\n"
	 "  b5:\n"
	 "    return t1\n"
	 "  b6:\n"
	 "    if (a == 38) b3 else b4\n"},
	{"class-nowhere-to-be-seen", "t.cc",
	 "#include \"missing.hpp\"\n"
	 "int g(int);\n"
	 "fd_t net::listener_t::f() { fd_t s = g(fd); if (s == bad && g(2)) s = g(3); return s; }\n",
	 "  b0:\n"
	 "    t1 = `c:@F@g#I#`(fd)\n"
	 "    s = t1\n"
	 "    if (s == bad) b3 else b2\n"
	 "  b1:\n"
	 "    t4 = `c:@F@g#I#`(3)\n"
	 "    m3 = t4\n"
	 "    s = m3\n"
	 "    goto b2\n"
	 "  b2:\n"
	 "    m5 = s\n"
	 "    return m5\n"
	 "  b3:\n"
	 "    t2 = `c:@F@g#I#`(2)\n"
	 "    if (t2) b1 else b2\n"},
};

static void check_case(void **state)
{
	const struct lower_case *c = *state;
	const char *const files[] = {c->path, c->source, NULL};
	auto_ptr(ast_unit) unit = fixture_analyse(files, "f", NULL);
	g_autofree char *got = fixture_function(unit, "f");

	assert_string_equal(got, c->expected);
}

int main(void)
{
	struct CMUnitTest tests[G_N_ELEMENTS(cases)];

	for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++)
		tests[i] = (struct CMUnitTest){cases[i].name, check_case, NULL, NULL, (void *)&cases[i]};
	return _cmocka_run_group_tests("ast", tests, G_N_ELEMENTS(tests), NULL, NULL);
}
