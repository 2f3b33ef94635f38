/* Lowering of statements.
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
	{"if-else-chain", "t.c",
	 "int f(int a) { if (a == 1) return 1; else if (a == 2) { a = 5; } else a = 6; return a; }\n",
	 "  b0:\n"
	 "    if (a == 1) b1 else b3\n"
	 "  b1:\n"
	 "    return 1\n"
	 "  b2:\n"
	 "    return a\n"
	 "  b3:\n"
	 "    if (a == 2) b4 else b5\n"
	 "  b4:\n"
	 "    a = 5\n"
	 "    goto b2\n"
	 "  b5:\n"
	 "    a = 6\n"
	 "    goto b2\n"},
	{"while-with-break-and-continue", "t.c",
	 "int g(void);\n"
	 "int f(int a) { while (a < 10) { if (g()) continue; if (a == 5) break; a++; } return a; }\n",
	 "  b0:\n"
	 "    goto b1\n"
	 "  b1:\n"
	 "    if (a < 10) b2 else b3\n"
	 "  b2:\n"
	 "    t1 = g()\n"
	 "    if (t1) b1 else b4\n"
	 "  b3:\n"
	 "    return a\n"
	 "  b4:\n"
	 "    if (a == 5) b3 else b5\n"
	 "  b5:\n"
	 "    a = (a + 1)\n"
	 "    goto b1\n"},
	{"while-forever", "t.c",
	 "int g(void);\n"
	 "int f(void) { while (1) { if (g()) return 1; } }\n",
	 "  b0:\n"
	 "    goto b1\n"
	 "  b1:\n"
	 "    t1 = g()\n"
	 "    if (t1) b2 else b1\n"
	 "  b2:\n"
	 "    return 1\n"},
	{"do-while", "t.c",
	 "int g(void);\n"
	 "int f(int a) { do { if (g()) continue; a--; } while (a > 0 && g()); return a; }\n",
	 "  b0:\n"
	 "    goto b1\n"
	 "  b1:\n"
	 "    t1 = g()\n"
	 "    if (t1) b2 else b4\n"
	 "  b2:\n"
	 "    if (a > 0) b5 else b3\n"
	 "  b3:\n"
	 "    return a\n"
	 "  b4:\n"
	 "    a = (a - 1)\n"
	 "    goto b2\n"
	 "  b5:\n"
	 "    t2 = g()\n"
	 "    if (t2) b1 else b3\n"},
	{"for-parts", "t.c",
	 "int g(void);\n"
	 "int f(int n) { int i; for (i = 0; i < n; i++) g(); for (;;) { if (g()) break; } for (i = 0;;) if (g()) "
	 "break; for (; n;) n = g();\n"
	 "  for (;; n++) if (n) break; for (i = 0; i < 3;) i++; for (i = 1;; i--) if (g()) break; for (int k = 0, m = "
	 "1; k < m; ) k++; return i; }\n",
	 "  b0:\n"
	 "    i = 0\n"
	 "    goto b1\n"
	 "  b1:\n"
	 "    if (i < n) b2 else b4\n"
	 "  b2:\n"
	 "    g()\n"
	 "    goto b3\n"
	 "  b3:\n"
	 "    i = (i + 1)\n"
	 "    goto b1\n"
	 "  b4:\n"
	 "    t1 = g()\n"
	 "    if (t1) b5 else b4\n"
	 "  b5:\n"
	 "    i = 0\n"
	 "    goto b6\n"
	 "  b6:\n"
	 "    t2 = g()\n"
	 "    if (t2) b7 else b6\n"
	 "  b7:\n"
	 "    if (n) b8 else b9\n"
	 "  b8:\n"
	 "    n = g()\n"
	 "    goto b7\n"
	 "  b9:\n"
	 "    if (n) b11 else b10\n"
	 "  b10:\n"
	 "    n = (n + 1)\n"
	 "    goto b9\n"
	 "  b11:\n"
	 "    i = 0\n"
	 "    goto b12\n"
	 "  b12:\n"
	 "    if (i < 3) b13 else b14\n"
	 "  b13:\n"
	 "    i = (i + 1)\n"
	 "    goto b12\n"
	 "  b14:\n"
	 "    i = 1\n"
	 "    goto b15\n"
	 "  b15:\n"
	 "    t3 = g()\n"
	 "    if (t3) b17 else b16\n"
	 "  b16:\n"
	 "    i = (i - 1)\n"
	 "    goto b15\n"
	 "  b17:\n"
	 "    k = 0\n"
	 "    m = 1\n"
	 "    goto b18\n"
	 "  b18:\n"
	 "    if (k < m) b19 else b20\n"
	 "  b19:\n"
	 "    k = (k + 1)\n"
	 "    goto b18\n"
	 "  b20:\n"
	 "    return i\n"},
	{"for-from-macros", "t.c",
	 "#define EACH(i, n) for (i = 0; i < (n); i++)\n"
	 "#define FOREVER for (;;)\n"
	 "#define FROM(i) for (i = 3;; i--)\n"
	 "#define UNTIL(c) for (; !(c);)\n"
	 "int g(void);\n"
	 "int f(int n) { int i; EACH(i, n) g(); FROM(i) if (g()) break; UNTIL(g()) n++; FOREVER { if (g()) return i; } "
	 "}\n",
	 "  b0:\n"
	 "    i = 0\n"
	 "    goto b1\n"
	 "  b1:\n"
	 "    if (i < n) b2 else b4\n"
	 "  b2:\n"
	 "    g()\n"
	 "    goto b3\n"
	 "  b3:\n"
	 "    i = (i + 1)\n"
	 "    goto b1\n"
	 "  b4:\n"
	 "    i = 3\n"
	 "    goto b5\n"
	 "  b5:\n"
	 "    t1 = g()\n"
	 "    if (t1) b7 else b6\n"
	 "  b6:\n"
	 "    i = (i - 1)\n"
	 "    goto b5\n"
	 "  b7:\n"
	 "    t2 = g()\n"
	 "    if (t2) b9 else b8\n"
	 "  b8:\n"
	 "    n = (n + 1)\n"
	 "    goto b7\n"
	 "  b9:\n"
	 "    t3 = g()\n"
	 "    if (t3) b10 else b9\n"
	 "  b10:\n"
	 "    return i\n"},
	{"switch-fallthrough", "t.c",
	 "int f(int a) { int r = 0; switch (a) { case 1: r = 1; case 2: r += 2; break; case 3 ... 5: return 3; } "
	 "return r; }\n",
	 "  b0:\n"
	 "    r = 0\n"
	 "    switch (a) { 1: b2; 2: b3; 3..5: b4; default: b1 }\n"
	 "  b1:\n"
	 "    return r\n"
	 "  b2:\n"
	 "    r = 1\n"
	 "    goto b3\n"
	 "  b3:\n"
	 "    r = (r + 2)\n"
	 "    goto b1\n"
	 "  b4:\n"
	 "    return 3\n"},
	{"switch-default-in-the-middle", "t.c",
	 "int f(int a) { switch (a) { case 1: return 1; default: a = 9; case 2: a++; } return a; }\n",
	 "  b0:\n"
	 "    switch (a) { 1: b2; 2: b4; default: b3 }\n"
	 "  b1:\n"
	 "    return a\n"
	 "  b2:\n"
	 "    return 1\n"
	 "  b3:\n"
	 "    a = 9\n"
	 "    goto b4\n"
	 "  b4:\n"
	 "    a = (a + 1)\n"
	 "    goto b1\n"},
	{"switch-nested-case", "t.c",
	 "int f(int a, int b) { switch (a) { case 0: if (b) { case 1: a = 4; } else { default: a = 5; break; } a = 6; "
	 "} return a; }\n",
	 "  b0:\n"
	 "    switch (a) { 0: b2; 1: b4; default: b5 }\n"
	 "  b1:\n"
	 "    return a\n"
	 "  b2:\n"
	 "    if (b) b4 else b5\n"
	 "  b3:\n"
	 "    a = 6\n"
	 "    goto b1\n"
	 "  b4:\n"
	 "    a = 4\n"
	 "    goto b3\n"
	 "  b5:\n"
	 "    a = 5\n"
	 "    goto b1\n"},
	{"switch-in-loop", "t.c",
	 "int g(void);\n"
	 "int f(void) { int n = 0; for (;;) { switch (g()) { case 1: continue; case 2: break; case 3: return n; } n++; "
	 "} }\n",
	 "  b0:\n"
	 "    n = 0\n"
	 "    goto b1\n"
	 "  b1:\n"
	 "    t1 = g()\n"
	 "    switch (t1) { 1: b1; 2: b2; 3: b3; default: b2 }\n"
	 "  b2:\n"
	 "    n = (n + 1)\n"
	 "    goto b1\n"
	 "  b3:\n"
	 "    return n\n"},
	{"switch-without-braces", "t.c", "int f(int a) { switch (a) case 1: return 1; return 0; }\n",
	 "  b0:\n"
	 "    switch (a) { 1: b2; default: b1 }\n"
	 "  b1:\n"
	 "    return 0\n"
	 "  b2:\n"
	 "    return 1\n"},
	{"switch-enum-and-cast", "t.c",
	 "enum e { A, B = 38, C };\n"
	 "int f(enum e e) { switch ((int)e) { case A: return 1; case B + 1: return 2; case 'x': return 3; } return 0; "
	 "}\n",
	 "  b0:\n"
	 "    switch ((s32)e) { 0: b2; 39: b3; 120: b4; default: b1 }\n"
	 "  b1:\n"
	 "    return 0\n"
	 "  b2:\n"
	 "    return 1\n"
	 "  b3:\n"
	 "    return 2\n"
	 "  b4:\n"
	 "    return 3\n"},
	{"goto-back-and-forth", "t.c",
	 "int g(void);\n"
	 "int f(int a) { if (a) goto out; again: a = g(); if (a < 0) goto again; out: return a; }\n",
	 "  b0:\n"
	 "    if (a) out else again\n"
	 "  out:\n"
	 "    return a\n"
	 "  again:\n"
	 "    a = g()\n"
	 "    if (a < 0) again else out\n"},
	{"goto-into-loop", "t.c",
	 "int f(int a) { if (a) goto inside; while (a < 5) { a++; inside: a += 2; } return a; }\n",
	 "  b0:\n"
	 "    if (a) inside else b2\n"
	 "  inside:\n"
	 "    a = (a + 2)\n"
	 "    goto b2\n"
	 "  b2:\n"
	 "    if (a < 5) b3 else b4\n"
	 "  b3:\n"
	 "    a = (a + 1)\n"
	 "    goto inside\n"
	 "  b4:\n"
	 "    return a\n"},
	{"label-at-end", "t.c", "void f(int a) { if (a) goto end; a = 1; end:; }\n",
	 "  b0:\n"
	 "    if (a) end else b1\n"
	 "  b1:\n"
	 "    a = 1\n"
	 "    goto end\n"
	 "  end:\n"
	 "    return\n"},
	{"return-a-call", "t.c",
	 "int g(int);\n"
	 "int f(int a) { return g(a); }\n",
	 "  b0:\n"
	 "    t1 = g(a)\n"
	 "    return t1\n"},
	{"nothing", "t.c", "void f(void) { ; {} }\n",
	 "  b0:\n"
	 "    return\n"},
	{"dead-code", "t.c", "int f(int a) { return a; a = 3; return 4; }\n",
	 "  b0:\n"
	 "    return a\n"},
	{"switch-on-a-call", "t.c",
	 "#include <errno.h>\n"
	 "int g(int);\n"
	 "int f(int a) { switch (g(a)) { case -1: switch (errno) { case EINTR: case ENOSYS: return 1; } break; "
	 "default: return 2; } return 3; }\n",
	 "  b0:\n"
	 "    t1 = g(a)\n"
	 "    switch (t1) { -1: b2; default: b4 }\n"
	 "  b1:\n"
	 "    return 3\n"
	 "  b2:\n"
	 "    switch (errno) { 4: b3; 38: b3; default: b1 }\n"
	 "  b3:\n"
	 "    return 1\n"
	 "  b4:\n"
	 "    return 2\n"},
	{"computed-goto", "t.c",
	 "int f(int a) { static void *t[] = { &&one, &&two }; goto *t[a]; one: return 1; two: return 2; }\n",
	 "  b0:\n"
	 "    if (?) one else two\n"
	 "  one:\n"
	 "    return 1\n"
	 "  two:\n"
	 "    return 2\n"},
	{"macro-statement", "t.c",
	 "#define RETURN_IF(c) do { if (c) return -1; } while (0)\n"
	 "int f(int a) { RETURN_IF(a < 0); RETURN_IF(a > 9); return a; }\n",
	 "  b0:\n"
	 "    goto b1\n"
	 "  b1:\n"
	 "    if (a < 0) b2 else b3\n"
	 "  b2:\n"
	 "    return -1\n"
	 "  b3:\n"
	 "    if (a > 9) b5 else b4\n"
	 "  b4:\n"
	 "    return a\n"
	 "  b5:\n"
	 "    return -1\n"},
	{"else-less-macro-if", "t.c",
	 "#define ON_ERR if (a < 0)\n"
	 "int f(int a) { ON_ERR return 1; else return 2; }\n",
	 "  b0:\n"
	 "    if (a < 0) b1 else b2\n"
	 "  b1:\n"
	 "    return 1\n"
	 "  b2:\n"
	 "    return 2\n"},
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
