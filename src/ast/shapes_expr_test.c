/* Lowering of expressions.
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
	{"precedence-of-effects", "t.c",
	 "int g(int);\n"
	 "int f(int a, int b) { int x = (a = 2, b++) + g(a) * 2; return x - -b; }\n",
	 "  b0:\n"
	 "    a = 2\n"
	 "    t1 = b\n"
	 "    b = (b + 1)\n"
	 "    t2 = g(a)\n"
	 "    x = (t1 + (t2 * 2))\n"
	 "    return (x - -b)\n"},
	{"comma-in-condition", "t.c",
	 "int g(void);\n"
	 "int f(int a) { if (a = g(), a > 0) return 1; return 0; }\n",
	 "  b0:\n"
	 "    a = g()\n"
	 "    if (a > 0) b1 else b2\n"
	 "  b1:\n"
	 "    return 1\n"
	 "  b2:\n"
	 "    return 0\n"},
	{"gnu-conditional", "t.c",
	 "int g(void);\n"
	 "int f(int a) { return g() ?: a; }\n",
	 "  b0:\n"
	 "    t2 = g()\n"
	 "    if (t2) b1 else b2\n"
	 "  b1:\n"
	 "    t1 = t2\n"
	 "    goto b3\n"
	 "  b2:\n"
	 "    t1 = a\n"
	 "    goto b3\n"
	 "  b3:\n"
	 "    return t1\n"},
	{"logical-value", "t.c",
	 "int g(void);\n"
	 "int f(int a, int b) { int both = a && g(), not = !(a || b); return both + not; }\n",
	 "  b0:\n"
	 "    if (a) b4 else b2\n"
	 "  b1:\n"
	 "    t1 = 1\n"
	 "    goto b3\n"
	 "  b2:\n"
	 "    t1 = 0\n"
	 "    goto b3\n"
	 "  b3:\n"
	 "    both = t1\n"
	 "    if (a) b5 else b8\n"
	 "  b4:\n"
	 "    t2 = g()\n"
	 "    if (t2) b1 else b2\n"
	 "  b5:\n"
	 "    t3 = 1\n"
	 "    goto b7\n"
	 "  b6:\n"
	 "    t3 = 0\n"
	 "    goto b7\n"
	 "  b7:\n"
	 "    not = !t3\n"
	 "    return (both + not)\n"
	 "  b8:\n"
	 "    if (b) b5 else b6\n"},
	{"statement-expression", "t.c",
	 "int g(int);\n"
	 "int f(int a) { int r = ({ long t; do t = g(a); while (t == -1); t; }); return r; }\n",
	 "  b0:\n"
	 "    goto b1\n"
	 "  b1:\n"
	 "    t = g(a)\n"
	 "    goto b2\n"
	 "  b2:\n"
	 "    if (t == -1) b1 else b3\n"
	 "  b3:\n"
	 "    r = (s32)t\n"
	 "    return r\n"},
	{"errno-in-its-spellings", "t.c",
	 "#include <errno.h>\n"
	 "int f(void) { int *p = &errno, e = errno; errno = 0; *p = e; return -errno; }\n",
	 "  b0:\n"
	 "    p = &errno\n"
	 "    e = errno\n"
	 "    errno = 0\n"
	 "    *p = e\n"
	 "    return -errno\n"},
	{"conversions", "t.c",
	 "unsigned long g(void);\n"
	 "int f(long a) { unsigned char c = a; short s = c; unsigned u = -1; long l = u; _Bool b = a; s += 1;\n"
	 "  return c == 255 && (unsigned)s > u && (int)g() && (char)l && b; }\n",
	 "  b0:\n"
	 "    c = (u8)a\n"
	 "    s = c\n"
	 "    u = 4294967295\n"
	 "    l = u\n"
	 "    b = (bool)a\n"
	 "    s = (s16)(s + 1)\n"
	 "    if (c == 255) b7 else b2\n"
	 "  b1:\n"
	 "    t1 = 1\n"
	 "    goto b3\n"
	 "  b2:\n"
	 "    t1 = 0\n"
	 "    goto b3\n"
	 "  b3:\n"
	 "    return t1\n"
	 "  b4:\n"
	 "    if (b) b1 else b2\n"
	 "  b5:\n"
	 "    if ((s8)l) b4 else b2\n"
	 "  b6:\n"
	 "    t2 = g()\n"
	 "    if ((s32)t2) b5 else b2\n"
	 "  b7:\n"
	 "    if ((u32)s > u) b6 else b2\n"},
	{"unsigned-comparisons", "t.c",
	 "#include <stddef.h>\n"
	 "int f(size_t n, unsigned u) { if (n >= 0) u++; if (n < 0) return 1; if (u == -1) return 2; return u - 1 > 5; "
	 "}\n",
	 "  b0:\n"
	 "    goto b1\n"
	 "  b1:\n"
	 "    u = (u32)(u + 1)\n"
	 "    goto b2\n"
	 "  b2:\n"
	 "    if (u == 4294967295) b3 else b4\n"
	 "  b3:\n"
	 "    return 2\n"
	 "  b4:\n"
	 "    return ((u32)(u - 1) > 5)\n"},
	{"members", "t.c",
	 "struct in { int fd; }; struct out { struct in a, *b; struct { int c; }; union { int d; long e; }; int v[3]; "
	 "};\n"
	 "int f(struct out *o) { struct out *p = o; p->a.fd = p->b->fd; p->c = p->d; (*p).v[2] = p[1].v[p->c]; return "
	 "(&p->a)->fd; }\n",
	 "  b0:\n"
	 "    p = o\n"
	 "    p->a.fd = p->b->fd\n"
	 "    p->c = p->d\n"
	 "    p->v[2] = p[1].v[p->c]\n"
	 "    return p->a.fd\n"},
	{"bit-fields", "t.c",
	 "struct s { unsigned one : 1, three : 3; int sign : 2; };\n"
	 "int f(struct s *s, int a) { s->one = a; s->three = 9; s->sign = a; s->three++; return s->one; }\n",
	 "  b0:\n"
	 "    s->one = ((u32)a & 1)\n"
	 "    s->three = 1\n"
	 "    s->sign = a\n"
	 "    s->three = ((u32)(s->three + 1) & 7)\n"
	 "    return (s32)s->one\n"},
	{"increments", "t.c", "int f(int *p, int i) { int a = *p++ + i--; ++*p; p[i++] += a; return --i; }\n",
	 "  b0:\n"
	 "    t1 = p\n"
	 "    p = (p + 1)\n"
	 "    t2 = i\n"
	 "    i = (i - 1)\n"
	 "    a = (*t1 + t2)\n"
	 "    *p = (*p + 1)\n"
	 "    t3 = i\n"
	 "    i = (i + 1)\n"
	 "    p[t3] = (p[t3] + a)\n"
	 "    i = (i - 1)\n"
	 "    return i\n"},
	{"constants", "t.c",
	 "enum { THREE = 3 }; static const int four = 4;\n"
	 "int f(char *s) { int n = sizeof(int) + THREE + four + 'a' + 0x10; return n + (s == (char *)0) + ~0 + !2; }\n",
	 "  b0:\n"
	 "    n = (s32)((((4 + 3) + 4) + 97) + 16)\n"
	 "    return (((n + (s == 0)) + -1) + 0)\n"},
	{"strings-and-functions", "t.c",
	 "int g(const char *, int (*)(int)); int h(int);\n"
	 "int f(void) { int (*p)(int) = h, (*q)(int) = &h; char a[] = \"xy\"; return g(\"xy\", p) + (*q)(2) + q(3) + "
	 "g(a, *h) + g(__func__, h); }\n",
	 "  b0:\n"
	 "    p = h\n"
	 "    q = h\n"
	 "    a = ?\n"
	 "    t1 = g(\"xy\", p)\n"
	 "    t2 = q(2)\n"
	 "    t3 = q(3)\n"
	 "    t4 = g(&a, h)\n"
	 "    t5 = g(\"f\", h)\n"
	 "    return ((((t1 + t2) + t3) + t4) + t5)\n"},
	{"initialisers", "t.c",
	 "struct in { int x, y; }; struct s { int fd; struct in in; int *p; char n[4]; };\n"
	 "int f(int a) { struct s s = { .in.y = a, .n = \"ab\" }, t = { 1, { 2, 3 }, &a }, u = t; int v[4] = { [1] = "
	 "7, 8 };\n"
	 "  u = (struct s){ .fd = t.fd }; return u.fd + s.fd + v[1]; }\n",
	 "  b0:\n"
	 "    s.fd = 0\n"
	 "    s.in.x = 0\n"
	 "    s.in.y = 0\n"
	 "    s.p = 0\n"
	 "    s.in.y = a\n"
	 "    s.n = ?\n"
	 "    t.n[0] = 0\n"
	 "    t.n[1] = 0\n"
	 "    t.n[2] = 0\n"
	 "    t.n[3] = 0\n"
	 "    t.fd = 1\n"
	 "    t.in.x = 2\n"
	 "    t.in.y = 3\n"
	 "    t.p = &a\n"
	 "    u.fd = t.fd\n"
	 "    u.in.x = t.in.x\n"
	 "    u.in.y = t.in.y\n"
	 "    u.p = t.p\n"
	 "    u.n = t.n\n"
	 "    v[0] = 0\n"
	 "    v[1] = 0\n"
	 "    v[2] = 0\n"
	 "    v[3] = 0\n"
	 "    v[1] = 7\n"
	 "    v[2] = 8\n"
	 "    m1.in.x = 0\n"
	 "    m1.in.y = 0\n"
	 "    m1.p = 0\n"
	 "    m1.n[0] = 0\n"
	 "    m1.n[1] = 0\n"
	 "    m1.n[2] = 0\n"
	 "    m1.n[3] = 0\n"
	 "    m1.fd = t.fd\n"
	 "    u.fd = m1.fd\n"
	 "    u.in.x = m1.in.x\n"
	 "    u.in.y = m1.in.y\n"
	 "    u.p = m1.p\n"
	 "    u.n = m1.n\n"
	 "    return ((u.fd + s.fd) + v[1])\n"},
	{"generic-and-builtins", "t.c",
	 "#include <stddef.h>\n"
	 "struct s { int a, b; };\n"
	 "int f(int x) { x = _Generic(x, int: 4, default: 5); x += __builtin_offsetof(struct s, b);\n"
	 "  if (__builtin_expect(!!(x > 3), 0)) __builtin_unreachable(); return __builtin_constant_p(x); }\n",
	 "  b0:\n"
	 "    x = 4\n"
	 "    x = (x + 4)\n"
	 "    if (x > 3) b1 else b2\n"
	 "  b1:\n"
	 "    call noreturn __builtin_unreachable()\n"
	 "    stop\n"
	 "  b2:\n"
	 "    return 0\n"},
	{"conditional-as-statement", "t.c",
	 "void g(void); void h(void);\n"
	 "void f(int a) { a ? g() : h(); a && (g(), 1); (void)(a || (h(), 0)); }\n",
	 "  b0:\n"
	 "    if (a) b1 else b2\n"
	 "  b1:\n"
	 "    g()\n"
	 "    goto b3\n"
	 "  b2:\n"
	 "    h()\n"
	 "    goto b3\n"
	 "  b3:\n"
	 "    if (a) b5 else b4\n"
	 "  b4:\n"
	 "    if (a) b6 else b7\n"
	 "  b5:\n"
	 "    g()\n"
	 "    goto b4\n"
	 "  b6:\n"
	 "    return\n"
	 "  b7:\n"
	 "    h()\n"
	 "    goto b6\n"},
	{"noreturn", "t.c",
	 "#include <stdlib.h>\n"
	 "#include <assert.h>\n"
	 "_Noreturn void die(int); void gone(void) __attribute__((noreturn));\n"
	 "int f(int a) { if (a == 1) exit(1); if (a == 2) die(a); if (a == 3) gone(); (a ? (void)0 : "
	 "__assert_fail(\"a\", \"t.c\", 4, \"f\")); return a; }\n",
	 "  b0:\n"
	 "    if (a == 1) b1 else b2\n"
	 "  b1:\n"
	 "    call noreturn exit(1)\n"
	 "    stop\n"
	 "  b2:\n"
	 "    if (a == 2) b3 else b4\n"
	 "  b3:\n"
	 "    call noreturn die(a)\n"
	 "    stop\n"
	 "  b4:\n"
	 "    if (a == 3) b5 else b6\n"
	 "  b5:\n"
	 "    call noreturn gone()\n"
	 "    stop\n"
	 "  b6:\n"
	 "    if (a) b8 else b7\n"
	 "  b7:\n"
	 "    call noreturn __assert_fail(\"a\", \"t.c\", 4, \"f\")\n"
	 "    stop\n"
	 "  b8:\n"
	 "    return a\n"},
	{"asm", "t.c", "int f(int a) { int r = 1; __asm__ volatile(\"x\" : \"=r\"(r) : \"r\"(a)); return r; }\n",
	 "  b0:\n"
	 "    r = 1\n"
	 "    r = ?\n"
	 "    return r\n"},
	{"statics", "t.c",
	 "static int flag = 1; extern int other; int third;\n"
	 "int f(void) { static int calls = 3; calls++; flag = 0; other = third; { extern int fourth; fourth = 1; } "
	 "return calls; }\n",
	 "  b0:\n"
	 "    calls = (calls + 1)\n"
	 "    flag = 0\n"
	 "    other = third\n"
	 "    fourth = 1\n"
	 "    return calls\n"},
	{"knr", "t.c", "int f(a, b) int a; char *b; { return a + (b != 0); }\n",
	 "  b0:\n"
	 "    return (a + (b != 0))\n"},
	{"calls-that-are-none", "t.c",
	 "#include <stdlib.h>\n"
	 "int f(int a) { int b = abs(a); long c = __builtin_expect(a, 1); b = b ? abs(b) : 0; return b + (int)c; }\n",
	 "  b0:\n"
	 "    t1 = a\n"
	 "    if (t1 < 0) b1 else b2\n"
	 "  b1:\n"
	 "    t2 = -t1\n"
	 "    goto b3\n"
	 "  b2:\n"
	 "    t2 = t1\n"
	 "    goto b3\n"
	 "  b3:\n"
	 "    b = t2\n"
	 "    c = a\n"
	 "    if (b) b4 else b5\n"
	 "  b4:\n"
	 "    t4 = b\n"
	 "    if (t4 < 0) b7 else b8\n"
	 "  b5:\n"
	 "    t3 = 0\n"
	 "    goto b6\n"
	 "  b6:\n"
	 "    b = t3\n"
	 "    return (b + (s32)c)\n"
	 "  b7:\n"
	 "    t5 = -t4\n"
	 "    goto b9\n"
	 "  b8:\n"
	 "    t5 = t4\n"
	 "    goto b9\n"
	 "  b9:\n"
	 "    t3 = t5\n"
	 "    goto b6\n"},
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
