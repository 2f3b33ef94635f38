/* Where a function is called from, and whether that is more than once. */
#include "source/called.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* "main f*": called in main, and again and again in f; "?" where it is more than called. */
static char *callers(const char *text)
{
	g_autoptr(GArray) calls = g_array_new(FALSE, FALSE, sizeof(struct called));
	g_autoptr(GString) out = g_string_new(NULL);

	if (!called_read("set", "a.c", text, strlen(text), calls))
		return g_strdup("?");
	for (guint i = 0; i < calls->len; i++) {
		const struct called *c = &g_array_index(calls, struct called, i);

		g_string_append_printf(out, "%s%s%s", i ? " " : "", c->function, c->repeats ? "*" : "");
	}
	return g_strdup(out->str);
}

static void calls(void **state)
{
	static const struct {
		const char *text, *expected;
	} rows[] = {
		{"void set(void);", ""},
		{"void set(void) { x(); }", ""},
		{"int main(void) { set(); }", "main"},
		{"int main(void) { if (set() != 0) return 1; }", "main"},
		{"int main(void) { if (a) { b(); } else { set(); } }", "main"},
		{"int main(void) { while (a) b(); set(); }", "main"},
		{"int main(void) { for (;;) { b(); } set(); }", "main"},
		{"int main(void) { do b(); while (c); set(); }", "main"},
		{"int main(void) { switch (a) { case 1: set(); } }", "main"},
		{"int main(void) { { set(); } for (;;) b(); }", "main"},
		{"int main(void) {\n#if X\nif (a) {\n#endif\nset(); }", "main"},
		{"int main(void) { while (a) set(); }", "main*"},
		{"int main(void) { while (set()) b(); }", "main*"},
		{"int main(void) { for (;;) if (a) b(); else set(); }", "main*"},
		{"int main(void) { while (a) if (b) { c(); } else set(); }", "main*"},
		{"int main(void) { do { if (a) { set(); } } while (c); }", "main*"},
		{"int main(void) { for_each(a) { set(); } }", "main*"},
		{"int main(void) { again: set(); goto again; }", "main*"},
		{"int main(void) { again: b(); if (a) { set(); goto again; } }", "main*"},
		{"void f(void) { set(); } int main(void) { set(); set(); }", "f main main"},
		{"void f(void) { p->set(); s.set(); }", ""},
		{"void f(void) { on(1, set); }", "?"},
		{"void (*p)(void) = set;", "?"},
		{"struct o o = { set };", "?"},
		{"int x = set();", "?"},
		{"#define S set()\n", "?"},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *found = callers(rows[i].text);

		if (strcmp(found, rows[i].expected) != 0)
			fail_msg("%s\n  expected %s, found %s", rows[i].text, rows[i].expected, found);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(calls)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
