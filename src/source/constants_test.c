/* What names of constants stand for. */
#include "source/constants.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* "1 4"; "?" where a value is not known. */
static char *values(const char *text, const char *expression)
{
	auto_ptr(constants) c = constants_new();
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_autoptr(GString) out = g_string_new(NULL);

	constants_want(c, expression);
	for (unsigned round = 0; round < 4; round++) {
		g_autoptr(GPtrArray) names = constants_take_wanted(c);

		constants_read(c, names, text, strlen(text));
	}
	if (!constants_evaluate(c, expression, found))
		return g_strdup("?");
	for (guint i = 0; i < found->len; i++)
		g_string_append_printf(out, "%s%" G_GINT64_FORMAT, i ? " " : "", g_array_index(found, gint64, i));
	return g_strdup(out->str);
}

static void known_and_open(void **state)
{
	static const struct {
		const char *text, *expression, *expected;
	} rows[] = {
		{"", "4", "4"},
		{"", "A", "?"},
		{"#define A 0x10u\n", "A", "16"},
		{"#define A (1 << 3)\n", "A", "8"},
		{"#define A B\n#define B 2\n", "A", "2"},
		{"#define A 1\n#if X\n#undef A\n#define A 4\n#endif\n", "A", "1 4"},
		{"#ifndef A\n#define A 1\n#endif\n", "A", "?"},
		{"#if A > 1\n#endif\n#define A 1\n", "A", "?"},
		{"#define A(x) 1\n", "A", "?"},
		{"#define A\n", "A", "?"},
		{"#define A -1\n", "A", "?"},
		{"#define A ~0\n", "A", "?"},
		{"#define A 0x80000000\n", "A", "?"},
		{"#define A '\\xff'\n", "A", "?"},
		{"#define A A\n", "A", "?"},
		{"#define A 1 + 1\n", "A << 2", "?"},
		{"#define A (1 + 1)\n", "A << 2", "8"},
		{"#define A 1\n#define B 2\n", "A | (B | 4)", "7"},
		{"enum { A, B, C = 4, D };", "B", "1"},
		{"enum { A, B, C = 4, D };", "D", "5"},
		{"enum e { A = 1 << 2, B = A * 2 };", "B", "8"},
		{"enum {\n#if X\nZ,\n#endif\nA };", "A", "?"},
		{"enum e : int { A = 3 };", "A", "3"},
		{"static const int A = 3;", "A", "?"},
		{"#define A 1\nvoid f(int A) { }", "A", "?"},
		{"#define A 1\nvoid f(void) { int x, A; }", "A", "?"},
		{"#define A 1\nvoid f(void) { A = 2; }", "A", "?"},
		{"#define A 1\nchar *A;", "A", "?"},
		{"#define A 1\nvoid f(void) { g(x, A, y); return A; }", "A", "1"},
		{"#define A 1\nint t[] = { 2, A, 3 };", "A", "1"},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *found = values(rows[i].text, rows[i].expression);

		if (strcmp(found, rows[i].expected) != 0)
			fail_msg("%s of\n%s\n  expected %s, found %s", rows[i].expression, rows[i].text,
				 rows[i].expected, found);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(known_and_open)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
