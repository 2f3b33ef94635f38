/* The table of what the libraries do: that its lines are consistent, that arguments are counted, and what the words of
 * an attribute's name say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "rules/library.h"

static void lines_are_consistent(void **state)
{
	(void)state;
	size_t n;
	const struct library_function *table = library_table(&n);
	assert_true(n > 100);
	for (size_t i = 0; i < n; i++) {
		const struct library_function *f = &table[i];
		if (library_find(f->name) != f)
			fail_msg("%s stands twice in the table", f->name);
		if (f->arguments && strspn(f->arguments, "ispf.*") != strlen(f->arguments))
			fail_msg("%s: an argument is none of i s p f . *", f->name);
		if (f->arguments && strchr(f->arguments, '*') && !g_str_has_suffix(f->arguments, "*"))
			fail_msg("%s: * stands last", f->name);
		if (f->does & LIBRARY_CALLS_AGAIN && library_argument(f, f->callback) != 'f')
			fail_msg("%s: the callback is no function", f->name);
		for (unsigned k = 0; k < 32; k++)
			if (f->calls & (1u << k) && library_argument(f, k) != 'f')
				fail_msg("%s: it calls what is no function", f->name);
		if (f->unless_zero && (!(f->does & LIBRARY_NO_RETURN) || library_argument(f, 0) != 'i'))
			fail_msg("%s: its first argument is no status", f->name);
		if (f->member && !f->fills)
			fail_msg("%s: a member of nothing", f->name);
		if (f->arguments && f->fills >> strlen(f->arguments))
			fail_msg("%s: it fills an argument that it does not have", f->name);
		if (f->does & (LIBRARY_ABORTS | LIBRARY_JUMPS) && !(f->does & LIBRARY_NO_RETURN))
			fail_msg("%s: ends the program, and returns", f->name);
	}
}

static void what_is_asked_most(void **state)
{
	(void)state;
	assert_true(library_does("abort", LIBRARY_NO_RETURN | LIBRARY_ABORTS));
	assert_true(library_does("exit", LIBRARY_NO_RETURN) && !library_does("exit", LIBRARY_ABORTS));
	assert_true(library_find("error")->unless_zero && !library_find("err")->unless_zero);
	assert_string_equal(library_find("poll")->member, "revents");
	assert_null(library_find("accept"));
	assert_null(library_find(NULL));
	assert_false(library_does("nothing", 0));
}

static void arguments_are_counted(void **state)
{
	(void)state;
	const struct library_function *err = library_find("err");
	assert_false(library_takes(err, 1));
	assert_true(library_takes(err, 2) && library_takes(err, 7));
	assert_false(library_takes(library_find("exit"), 0) || library_takes(library_find("exit"), 2));
	assert_true(library_takes(library_find("__assert_fail"), 9));
	assert_int_equal(library_argument(err, 0), 'i');
	assert_int_equal(library_argument(err, 1), 's');
	assert_int_equal(library_argument(err, 5), '.');
}

/* A name stands in one of the two lists, or in none. */
static void plain_names(void **state)
{
	(void)state;
	size_t n;
	const struct library_function *table = library_table(&n);
	for (size_t i = 0; i < n; i++)
		if (library_has_plain(table[i].name))
			fail_msg("%s stands in the table, too", table[i].name);
	assert_true(library_has_plain("memccpy") && library_has_plain("fprintf") &&
		    library_has_plain("if_indextoname"));
	assert_false(library_has_plain("log_msg") || library_has_plain("warn") || library_has_plain(""));
	assert_false(library_has_plain(NULL));
}

static void words_that_say_it(void **state)
{
	(void)state;
	static const char *const say[] = {
		"noreturn",        "_Noreturn",          "NORETURN",      "__noreturn__",         "ATTRIBUTE_NORETURN",
		"G_GNUC_NORETURN", "NO_RETURN",          "Py_NO_RETURN",  "attrNoReturn",         "__dead",
		"__dead2",         "XX_DOES_NOT_RETURN", "NEVER_RETURNS", "pg_attribute_noreturn"};
	static const char *const do_not[] = {"",
					     "return",
					     "RETURN",
					     "DEADLINE",
					     "deadlock",
					     "DEAD_CODE",
					     "no_returned_value",
					     "ANALYZER_NORETURN",
					     "NORETURN_IF_DEBUG",
					     "MAYBE_NORETURN",
					     "analyzer_noreturn",
					     "NO_INLINE",
					     "RETURNS_NONNULL",
					     "noreturning"};
	for (size_t i = 0; i < G_N_ELEMENTS(say); i++)
		if (!library_says_noreturn(say[i], strlen(say[i])))
			fail_msg("%s says it", say[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(do_not); i++)
		if (library_says_noreturn(do_not[i], strlen(do_not[i])))
			fail_msg("%s does not say it", do_not[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_consistent),  cmocka_unit_test(what_is_asked_most),
		cmocka_unit_test(arguments_are_counted), cmocka_unit_test(plain_names),
		cmocka_unit_test(words_that_say_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
