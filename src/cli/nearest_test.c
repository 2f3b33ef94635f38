/* What is offered for a mistyped word, and when nothing is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/nearest.h"

static const char *nearest(const char *word)
{
	static const char *const known[] = {"scan", "report", "runs", "show", "rules", "explain"};
	g_autoptr(GPtrArray) words = g_ptr_array_new();

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		g_ptr_array_add(words, (gpointer)known[i]);
	return nearest_word(word, words);
}

static void finds_the_nearest(void **state)
{
	(void)state;
	assert_string_equal(nearest("scna"), "scan");    /* two swapped */
	assert_string_equal(nearest("scann"), "scan");   /* one more */
	assert_string_equal(nearest("reprt"), "report"); /* one less */
	assert_string_equal(nearest("rulez"), "rules");  /* another */
	assert_string_equal(nearest("exlpian"), "explain");
	assert_string_equal(nearest("runs"), "runs");
}

static void offers_nothing_far_away(void **state)
{
	g_autofree char *long_word = g_strnfill(1000, 's');

	(void)state;
	assert_null(nearest("diff"));
	assert_null(nearest("probe"));
	assert_null(nearest(""));
	assert_null(nearest(long_word));
}

static void makes_a_hint(void **state)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new();

	(void)state;
	g_ptr_array_add(words, (gpointer) "format");
	g_autofree char *hint = nearest_hint("fromat", "--", words), *none = nearest_hint("jobs", "--", words);

	assert_string_equal(hint, "; did you mean --format?");
	assert_string_equal(none, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(finds_the_nearest),
					   cmocka_unit_test(offers_nothing_far_away), cmocka_unit_test(makes_a_hint)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
