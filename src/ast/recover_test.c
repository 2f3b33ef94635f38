/* Lowering of what the compiler dropped or could not type.
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
	{"unknown-types", "t.c",
	 "#include \"missing.h\"\n"
	 "int g(int);\n"
	 "int f(thing_t *t, u32 n) { thing_t *u = t; u->fd = g(t->a.b[n]); if (u->fd < 0 && !t->cb(u, n = 3)) return "
	 "BAD; (*u).x++; return u ? t->y : -1; }\n",
	 "  b0:\n"
	 "    u = t\n"
	 "    t1 = g(t->a.b[n])\n"
	 "    u->fd = t1\n"
	 "    if (u->fd < 0) b3 else b2\n"
	 "  b1:\n"
	 "    return BAD\n"
	 "  b2:\n"
	 "    u->x = (u->x + 1)\n"
	 "    if (u) b4 else b5\n"
	 "  b3:\n"
	 "    n = 3\n"
	 "    t2 = t->cb(u, n)\n"
	 "    if (t2) b2 else b1\n"
	 "  b4:\n"
	 "    t3 = t->y\n"
	 "    goto b6\n"
	 "  b5:\n"
	 "    t3 = -1\n"
	 "    goto b6\n"
	 "  b6:\n"
	 "    return t3\n"},
	{"lost-statements", "t.c",
	 "#include \"missing.h\"\n"
	 "int g(int);\n"
	 "int f(int a) { a = NOWHERE + g(a); int b = g(UNSEEN), c; switch (g(b)) { case HERE: a = 1; break; case 2: "
	 "return THERE; }\n"
	 "  c = g(1) ? NOWHERE : (a = 2); return c; }\n",
	 "  b0:\n"
	 "    t1 = g(a)\n"
	 "    a = (NOWHERE + t1)\n"
	 "    b = g(UNSEEN)\n"
	 "    t2 = g(b)\n"
	 "    if (?) b2 else b4\n"
	 "  b1:\n"
	 "    t4 = g(1)\n"
	 "    if (t4) b5 else b6\n"
	 "  b2:\n"
	 "    a = 1\n"
	 "    goto b1\n"
	 "  b3:\n"
	 "    return THERE\n"
	 "  b4:\n"
	 "    switch (t2) { 2: b3; default: b1 }\n"
	 "  b5:\n"
	 "    t3 = NOWHERE\n"
	 "    goto b7\n"
	 "  b6:\n"
	 "    a = 2\n"
	 "    t3 = a\n"
	 "    goto b7\n"
	 "  b7:\n"
	 "    c = t3\n"
	 "    return c\n"},
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
