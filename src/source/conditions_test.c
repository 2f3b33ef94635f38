/* The #if solver: states, definitions, readable guards, grouping. scripts/check-conditions holds it against a real
 * preprocessor; here are the cases that a reader wants to see. */
#include "source/conditions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct source_text *lex(const char *bytes)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	g_ptr_array_add(names, (gpointer)g_intern_string("mark"));
	auto_ptr(source_needles) needles = source_needles_new(names);
	return source_text_lex("x.c", bytes, strlen(bytes), needles);
}

static int arm_of_mark(const struct source_text *text, unsigned i)
{
	assert_true(i < text->matches->len);
	return g_array_index(text->matches, struct lex_match, i).arm;
}

static char *flags_of(const struct config *config)
{
	GString *out = g_string_new(NULL);

	for (unsigned i = 0; i < config->macros->len; i++) {
		const struct config_macro *macro = &g_array_index(config->macros, struct config_macro, i);

		g_string_append_printf(out, "%s%s%s%s", i ? " " : "", macro->value ? "" : "!", macro->name,
				       macro->value && strcmp(macro->value, "1") != 0 ? "=" : "");
		if (macro->value && strcmp(macro->value, "1") != 0)
			g_string_append(out, macro->value);
	}
	return g_string_free(out, FALSE);
}

static void assert_solved(const char *bytes, enum arm_state state, const char *flags, const char *guard)
{
	auto_ptr(source_text) text = lex(bytes);
	auto_ptr(config) config = NULL;
	g_autofree char *found = NULL, *found_flags = NULL;

	assert_int_equal(conditions_solve(text, arm_of_mark(text, 0), &config, &found), state);
	assert_non_null(config);
	found_flags = flags_of(config);
	if (flags)
		assert_string_equal(found_flags, flags);
	if (guard)
		assert_string_equal(found, guard);
	else
		assert_null(found);
}

static void test_simple(void **state)
{
	(void)state;
	assert_solved("mark\n", ARM_ALWAYS, "", NULL);
	assert_solved("#ifdef HAVE_X\nmark\n#endif\n", ARM_SOLVED, "HAVE_X", "defined(HAVE_X)");
	assert_solved("#ifdef HAVE_X\n#else\nmark\n#endif\n", ARM_SOLVED, "!HAVE_X", "!defined(HAVE_X)");
	assert_solved("#if A\n#if defined(B) && C >= 3\nmark\n#endif\n#endif\n", ARM_SOLVED, "A B C=3",
		      "A && defined(B) && C >= 3");
	assert_solved("#if A\n#elif B && !defined(C)\n#else\nmark\n#endif\n", ARM_SOLVED, NULL,
		      "!A && (!B || defined(C))");
	assert_solved("#if 0\nmark\n#endif\n", ARM_INACTIVE, "", "0");
	assert_solved("#if 1\nmark\n#endif\n", ARM_ALWAYS, "", NULL);
	assert_solved("#if 1\n#else\nmark\n#endif\n", ARM_INACTIVE, "", "0");
	assert_solved("#ifdef A\n#ifndef A\nmark\n#endif\n#endif\n", ARM_INACTIVE, "", "defined(A) && !defined(A)");
	assert_solved("#if A > 3 && A < 4\nmark\n#endif\n", ARM_INACTIVE, "", "A > 3 && A < 4");
	assert_solved("#if A > 3 && A < 5\nmark\n#endif\n", ARM_SOLVED, "A=4", "A > 3 && A < 5");
	assert_solved("#ifndef X_H\n#define X_H\nmark\n#endif\n", ARM_ALWAYS, "", NULL);
	assert_solved("#ifdef A\n#elifdef B\nmark\n#endif\n", ARM_SOLVED, "!A B", "!defined(A) && defined(B)");
}

static void test_platform(void **state)
{
	(void)state;
	assert_solved("#ifdef __linux__\nmark\n#endif\n", ARM_ALWAYS, "", "defined(__linux__)");
	assert_solved("#ifdef _WIN32\nmark\n#endif\n", ARM_INACTIVE, "", "defined(_WIN32)");
	assert_solved("#if defined(__FreeBSD__) || defined(__NetBSD__)\nmark\n#endif\n", ARM_INACTIVE, "",
		      "defined(__FreeBSD__) || defined(__NetBSD__)");
	assert_solved("#if defined(SOCK_CLOEXEC) && !defined(__NetBSD__)\nmark\n#endif\n", ARM_SOLVED, "",
		      "defined(SOCK_CLOEXEC) && !defined(__NetBSD__)");
	assert_solved("#ifndef SOCK_CLOEXEC\nmark\n#endif\n", ARM_SOLVED, "!SOCK_CLOEXEC", "!defined(SOCK_CLOEXEC)");
	assert_solved("#if defined(__linux__) && (defined(__arm__) || defined(X))\nmark\n#endif\n", ARM_SOLVED, NULL,
		      "defined(__linux__) && (defined(__arm__) || defined(X))");
	assert_solved("#ifdef __arm__\nmark\n#endif\n", ARM_SOLVED, "__arm__", "defined(__arm__)");
	assert_solved("#if __GLIBC_PREREQ(2, 10)\nmark\n#endif\n", ARM_SOLVED, "", "__GLIBC_PREREQ(2, 10)");
	assert_solved("#if !__GLIBC_PREREQ(2, 10)\nmark\n#endif\n", ARM_SOLVED, NULL, "!__GLIBC_PREREQ(2, 10)");
	assert_solved("#if LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 28)\nmark\n#endif\n", ARM_SOLVED, "",
		      "LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 28)");
	assert_solved("#if __has_include(<sys/socket.h>)\nmark\n#endif\n", ARM_ALWAYS, "",
		      "__has_include(<sys/socket.h>)");
	assert_solved("#if __has_include(<foo.h>) && A\nmark\n#endif\n", ARM_UNSOLVED, "A",
		      "__has_include(<foo.h>) && A");
	assert_solved("#ifdef __cplusplus\nmark\n#endif\n", ARM_SOLVED, "__cplusplus", "defined(__cplusplus)");
}

static void test_definitions(void **state)
{
	(void)state;
	assert_solved("#define USE_X 1\n#if USE_X\nmark\n#endif\n", ARM_ALWAYS, "", "USE_X");
	assert_solved("#define USE_X 0\n#if USE_X\nmark\n#endif\n", ARM_INACTIVE, "", "USE_X");
	assert_solved("#define C 0\n#ifndef C\n#define C 1\n#ifdef Q\nmark\n#endif\n#endif\n", ARM_INACTIVE, "",
		      "!defined(C) && defined(Q)");
	assert_solved("#undef C\n#ifndef C\n#define C 1\nmark\n#endif\n", ARM_ALWAYS, "", NULL);
	assert_solved("#undef X\n#ifdef X\nmark\n#endif\n", ARM_INACTIVE, "", "defined(X)");
	assert_solved("#if USE_X\nmark\n#endif\n#define USE_X 0\n", ARM_SOLVED, "USE_X", "USE_X");
	assert_solved("#ifdef HAVE_Y\n#define USE_X 1\n#else\n#define USE_X 0\n#endif\n#if USE_X\nmark\n#endif\n",
		      ARM_SOLVED, "HAVE_Y", "USE_X");
	assert_solved("#ifdef _WIN32\n#define USE_X\n#endif\n#ifdef USE_X\nmark\n#endif\n", ARM_SOLVED, "USE_X",
		      "defined(USE_X)");
	assert_solved("#if defined(A) && B > 2\n#define C (B + 1)\n#endif\n#if C == 8\nmark\n#endif\n", ARM_SOLVED,
		      NULL, "C == 8");
	assert_solved("#define MIN(a, b) ((a) < (b))\n#if MIN(A, 3) && MIN(1, A)\nmark\n#endif\n", ARM_SOLVED, "A=2",
		      "MIN(A, 3) && MIN(1, A)");
	assert_solved("#define A B\n#define B A\n#if A\nmark\n#endif\n", ARM_INACTIVE, "", "A");
	assert_solved("#ifndef A\n#define A 3\n#endif\n#if A > 5\nmark\n#endif\n", ARM_SOLVED, "A=6", "A > 5");
	assert_solved("#if ENABLED(FOO) && defined(BAR)\nmark\n#endif\n", ARM_SOLVED, "BAR ENABLED(...)",
		      "ENABLED(FOO) && defined(BAR)");
	assert_solved("#if defined(FOO) && FOO(3)\nmark\n#endif\n", ARM_SOLVED, "FOO(...)", "defined(FOO) && FOO(3)");
}

static void test_hard(void **state)
{
	(void)state;
	assert_solved("#if A(1) && !A(2)\nmark\n#endif\n", ARM_UNSOLVED, "", "A(1) && !A(2)");
	assert_solved("#if A +\nmark\n#endif\n", ARM_UNSOLVED, "", "A +");
	assert_solved("#if\nmark\n#endif\n", ARM_UNSOLVED, "", "");
	assert_solved("#if A * B == 391 && A > 1 && B > 1\nmark\n#endif\n", ARM_UNSOLVED, "",
		      "A * B == 391 && A > 1 && B > 1");
	assert_solved("#if A\n#if B(1) && !B(2)\nmark\n#endif\n#endif\n", ARM_UNSOLVED, "A", "A && B(1) && !B(2)");
	assert_solved("#if 0 && 1 / 0\n#else\nmark\n#endif\n", ARM_ALWAYS, "", NULL);
}

static void test_guards(void **state)
{
	(void)state;
	assert_solved("#if A == 1\n#else\nmark\n#endif\n", ARM_SOLVED, NULL, "A != 1");
	assert_solved("#if !(A > 3 || defined B)\nmark\n#endif\n", ARM_SOLVED, NULL, "A <= 3 && !defined(B)");
	assert_solved("#if A\n#if A && B\nmark\n#endif\n#endif\n", ARM_SOLVED, "A B", "A && B");
	assert_solved("#if A\n#if !A || B\nmark\n#endif\n#endif\n", ARM_SOLVED, "A B", "A && B");
	assert_solved("#if !!A\nmark\n#endif\n", ARM_SOLVED, "A", "A");
	assert_solved("#if (A + 1) * 2 > 4\n#else\nmark\n#endif\n", ARM_SOLVED, NULL, "(A + 1) * 2 <= 4");
	assert_solved("#if A ? B : C\n#else\nmark\n#endif\n", ARM_SOLVED, NULL, "!(A ? B : C)");
}

static void test_cover(void **state)
{
	auto_ptr(source_text) text = lex("#ifdef A\nmark\n#else\nmark\n#endif\n"
					 "#ifndef B\nmark\n#endif\n"
					 "#if defined(A) && defined(B)\nmark\n#endif\nmark\n");
	int arms[5];
	unsigned which[5];
	g_autoptr(GPtrArray) configs = NULL;

	(void)state;
	for (unsigned i = 0; i < 5; i++)
		arms[i] = arm_of_mark(text, i);
	configs = conditions_cover(text, arms, 5, which);
	assert_int_equal(configs->len, 2);
	assert_int_equal(which[0], which[3]);
	assert_int_equal(which[1], which[2]);
	assert_int_not_equal(which[0], which[1]);
	g_autofree char *with = flags_of(configs->pdata[which[0]]), *without = flags_of(configs->pdata[which[1]]);
	assert_string_equal(with, "A B");
	assert_string_equal(without, "!A !B");
}

/* Each definition is read only with a value that the one before it asks for. */
static void assert_chain(unsigned links, enum arm_state state, const char *flags)
{
	g_autoptr(GString) bytes = g_string_new("#define P0 X\n");
	g_autofree char *guard = g_strdup_printf("P%u", links);
	guint64 value = 1;

	for (unsigned i = 1; i <= links; i++, value *= 10)
		g_string_append_printf(
			bytes, "#if P%u\n#define P%u (X > %" G_GUINT64_FORMAT ")\n#else\n#define P%u 0\n#endif\n",
			i - 1, i, value, i);
	g_string_append_printf(bytes, "#if P%u\nmark\n#endif\n", links);
	assert_solved(bytes->str, state, flags, guard);
}

static void test_rounds(void **state)
{
	(void)state;
	assert_chain(2, ARM_SOLVED, "X=11");
	assert_chain(5, ARM_SOLVED, "X=10001");
	assert_chain(12, ARM_UNSOLVED, ""); /* given up, and no proof of anything */
}

/* Deep and long input must neither crash nor take for ever. */
static void test_bounds(void **state)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	g_autofree char *guard = NULL;
	auto_ptr(config) config = NULL;

	(void)state;
	for (unsigned i = 0; i < 20000; i++)
		g_string_append_printf(bytes, "#if A%u\n", i % 500);
	g_string_append(bytes, "mark\n#if ");
	for (unsigned i = 0; i < 50000; i++)
		g_string_append(bytes, "(!(");
	g_string_append(bytes, "\nmark\n");
	auto_ptr(source_text) text = lex(bytes->str);
	conditions_solve(text, arm_of_mark(text, 1), &config, &guard);
	assert_non_null(guard);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_simple), cmocka_unit_test(test_platform), cmocka_unit_test(test_definitions),
		cmocka_unit_test(test_hard),   cmocka_unit_test(test_guards),   cmocka_unit_test(test_cover),
		cmocka_unit_test(test_rounds), cmocka_unit_test(test_bounds),
	};

	return cmocka_run_group_tests_name("conditions", tests, NULL, NULL);
}
