/* Offsets, lines and columns agree in both directions, with and without a last newline, and with CRLF. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/lines.h"

static void empty_text_has_one_line(void **state)
{
	(void)state;
	g_autoptr(GArray) index = lines_index("", 0);
	unsigned column = 0;
	assert_int_equal(index->len, 1);
	assert_int_equal(lines_find(index, 0, &column), 1);
	assert_int_equal(column, 1);
}

static void offsets_go_both_ways(void **state)
{
	(void)state;
	static const char text[] = "one\n\nthree\nlast";
	size_t length = sizeof text - 1;
	g_autoptr(GArray) index = lines_index(text, length);
	assert_int_equal(index->len, 4);
	for (size_t offset = 0; offset <= length; offset++) {
		unsigned column;
		unsigned line = lines_find(index, offset, &column);
		size_t back = length + 1;
		assert_true(lines_offset(index, length, line, column, &back));
		assert_int_equal(back, offset);
	}
	size_t untouched = 77;
	assert_false(lines_offset(index, length, 5, 1, &untouched));
	assert_false(lines_offset(index, length, 4, 6, &untouched));
	assert_false(lines_offset(index, length, 0, 1, &untouched));
	assert_int_equal(untouched, 77);
}

static void line_without_its_end(void **state)
{
	(void)state;
	static const char text[] = "one\r\n\nthree";
	g_autoptr(GArray) index = lines_index(text, sizeof text - 1);
	static const char *const expected[] = {"one", "", "three"};
	for (unsigned i = 0; i < G_N_ELEMENTS(expected); i++) {
		size_t length;
		const char *line = lines_get(index, text, sizeof text - 1, i + 1, &length);
		g_autofree char *copy = g_strndup(line, length);
		assert_string_equal(copy, expected[i]);
	}
	size_t length;
	assert_null(lines_get(index, text, sizeof text - 1, 4, &length));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty_text_has_one_line),
		cmocka_unit_test(offsets_go_both_ways),
		cmocka_unit_test(line_without_its_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
