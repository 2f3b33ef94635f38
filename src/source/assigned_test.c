/* What a text puts into a variable: one row for each way of mentioning it. */
#include "source/assigned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "source/width.h"

/* "1 2 | 4": what is written, exact values before the bar, bits behind it; "?" for a variable that is left open. */
static char *summary(const char *path, const char *text)
{
	auto_ptr(assigned) a = assigned_new(g_intern_static_string("g"));
	g_autoptr(GString) exact = g_string_new(NULL), bits = g_string_new(NULL);

	assigned_read(a, path, text, strlen(text));
	if (a->open)
		return g_strdup("?");
	if (a->computed)
		return g_strdup_printf("computed %u", a->writes->len);
	for (guint i = 0; i < a->values->len; i++) {
		const struct assigned_value *v = a->values->pdata[i];
		GString *to = v->exact ? exact : bits;

		g_string_append_printf(to, "%s%s", to->len ? " " : "", v->text);
	}
	if (a->listed)
		return g_strdup(exact->str);
	return g_strdup_printf("%s | %s", exact->str, bits->str);
}

struct row {
	const char *text, *expected;
};

static void check_rows(const char *path, const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		g_autofree char *found = summary(path, rows[i].text);

		if (strcmp(found, rows[i].expected) != 0)
			fail_msg("%s\n  expected %s, found %s", rows[i].text, rows[i].expected, found);
	}
}

static void writes(void **state)
{
	static const struct row rows[] = {
		{"int g;", "0"},
		{"extern int g;", ""},
		{"int g = 3;", "3"},
		{"int g = 1, h = 2;", "1"},
		{"int g;\nvoid f(void) { g = A; }", "0 A"},
		{"void f(void) { g = (A); g = 4; }", "A 4"},
		{"void f(void) { g = A | B; }", " | A B"},
		{"void f(void) { g |= A; }", " | A"},
		{"void f(void) { g ^= (A|B); }", " | A B"},
		{"void f(void) { g &= ~h; }", " | "},
		{"void f(void) { g = g | A; }", " | A"},
		{"void f(void) { g = 1 << A; }", "1 << A"},
		{"void f(void) { if ((g = A)) h(); }", "A"},
		{"void f(void) { s.g = h(); p->g++; q(&p->g); }", ""},
		{"struct g { int a; }; void f(struct g *x) { h(x); }", ""},
		{"void f(void) { g = A // g = h\n/* g++ */ ; }", "A"},
		{"void f(void) { g =\\\n A; }", "A"},
	};

	(void)state;
	check_rows("a.c", rows, G_N_ELEMENTS(rows));
}

static void reads(void **state)
{
	static const struct row rows[] = {
		{"void f(void) { if (g) h(); if (!g) h(); while (g & A) h(); }", ""},
		{"void f(void) { x = g; y = g & A; return g; }", ""},
		{"void f(void) { if (A & g) h(); if (x == 1 && g) h(); }", ""},
		{"void f(void) { h(g & A, g == B); }", ""},
		{"void f(void) { x = g ? 1 : 2; n = sizeof(g); }", ""},
		{"void f(void) { if (!(g)) h(); x = ~(g); }", ""},
	};

	(void)state;
	check_rows("a.c", rows, G_N_ELEMENTS(rows));
}

static void left_open(void **state)
{
	static const struct row rows[] = {
		{"void f(void) { h(&g); }", "?"},
		{"void f(void) { p = (int *)&g; }", "?"},
		{"void f(void) { return &g != p; }", "?"},
		{"int *p = &g;", "?"},
		{"void f(void) { h(g); }", "?"},
		{"void f(void) { g++; }", "?"},
		{"void f(void) { --g; }", "?"},
		{"void f(void) { !(g)++; }", "?"},
		{"void f(void) { g += A; }", "?"},
		{"void f(void) { g <<= 1; }", "?"},
		{"#define SET g = 1\n", "?"},
		{"#if g\n#endif\n", "?"},
		{"void f(void) { p = dlsym(0, \"g\"); }", "?"},
		{"int g[3];", "?"},
		{"int *g;", "?"},
		{"int a, g;", "?"},
		{"void f(int *g) { }", "?"},
		{"void f(void) { *g = 1; }", "?"},
		{"int g(void);", "?"},
		{"void f(int g) { h(); }", "?"},
		{"API int g;", "?"},
		{"extern API type_t g;", "?"},
		{"API(1) int g;", "?"},
	};

	(void)state;
	check_rows("a.c", rows, G_N_ELEMENTS(rows));
}

/* What is written is not known, but where is. */
static void computed(void **state)
{
	static const struct row rows[] = {
		{"int g = -1;", "computed 0"},
		{"void f(void) { g = h(); }", "computed 1"},
		{"void f(void) { g = A ? B : C; g = 1; }", "computed 2"},
		{"void f(void) { g = A & g; }", "computed 1"},
		{"void f(void) { g = ~A; }", "computed 1"},
		{"void f(void) { g = -1; }", "computed 1"},
		{"void f(void) { g = h = A; }", "computed 1"},
		{"void f(void) { g |= A B; }", "computed 1"},
		{"void f(void) { g = h(&g); }", "?"},
		{"void f(void) { g = h(g); }", "?"},
		{"void f(void) { g = g++; }", "?"},
		{"void f(void) { g = !(g); }", "computed 1"},
	};

	(void)state;
	check_rows("a.c", rows, G_N_ELEMENTS(rows));
}

/* A reference may be bound where C copies. */
static void references(void **state)
{
	static const struct row rows[] = {
		{"void f() { int &r = g; }", "?"},
		{"int &f() { return g; }", "?"},
		{"void f() { x = g & 1; }", ""},
		{"void f() { N::g = A; }", "?"},
	};

	(void)state;
	check_rows("a.cc", rows, G_N_ELEMENTS(rows));
}

/* All arms count, and what stands behind a statement that one of them ends does not get lost. */
static void arms(void **state)
{
	static const struct row rows[] = {
		{"void f(void) {\n#if X\ng = A;\n#else\ng = B;\n#endif\n}", "A B"},
		{"void f(void) {\ng = A\n#if X\n| B\n#endif\n;}", " | A B"},
		{"void f(void) {\n#if X\ng = A\n#else\ng = B\n#endif\n| C; }", " | A B C B C"},
		{"void f(void) {\ng = A\n#if X\n;\n#else\n| B;\n#endif\n}", "computed 1"},
		{"void f(void) {\n#if X\ng = A\n#else\nh = 1;\n#endif\n| B; }", "computed 1"},
		{"void f(void) {\n#if X\n#if Y\ng = A\n#endif\n#else\n;\n#endif\n| B; }", "computed 1"},
		{"void f(void) {\ng\n#if X\n= A;\n#endif\n}", "?"},
	};

	(void)state;
	check_rows("a.c", rows, G_N_ELEMENTS(rows));
}

static void places(void **state)
{
	static const char text[] = "int g;\nvoid f(void)\n{\n\tg = 1;\n\twhile (h())\n\t\tg = 2;\n}\n";
	auto_ptr(assigned) a = assigned_new(g_intern_static_string("g"));

	(void)state;
	assigned_read(a, "a.c", text, strlen(text));
	assert_int_equal(a->definitions, 1);
	assert_int_equal(a->writes->len, 2);
	for (guint i = 0; i < 2; i++) {
		const struct assigned_place *p = &g_array_index(a->writes, struct assigned_place, i);

		assert_string_equal(p->function, "f");
		assert_int_equal(p->repeats, i == 1);
	}
}

static void widths(void **state)
{
	static const struct {
		const char *text;
		bool wide, other;
	} rows[] = {
		{"typedef uintptr_t word_t;", true, false},
		{"typedef unsigned long word_t;", true, false},
		{"typedef unsigned char word_t;", false, true},
		{"typedef int word_t; typedef short word_t;", true, true},
		{"typedef short *p, word_t;", false, true},
		{"typedef int word_t __attribute__((mode(QI)));", false, true},
		{"typedef struct { int a; } word_t;", false, true},
		{"typedef word_t other_t; word_t x;", false, false},
		{"typedef int (*call_t)(word_t a, word_t);", false, false},
		{"typedef word_t (*call_t)(word_t *);", false, false},
		{"typedef char (*word_t)(int);", false, true},
		{"typedef unsigned char word_t[4];", false, true},
		{"#define word_t char\n", false, true},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct width width = {0};

		width_read(&width, "word_t", rows[i].text, strlen(rows[i].text));
		if (width.wide != rows[i].wide || width.other != rows[i].other)
			fail_msg("%s: wide %d, other %d", rows[i].text, width.wide, width.other);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes),   cmocka_unit_test(reads),      cmocka_unit_test(left_open),
		cmocka_unit_test(computed), cmocka_unit_test(references), cmocka_unit_test(arms),
		cmocka_unit_test(places),   cmocka_unit_test(widths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
