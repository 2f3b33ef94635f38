/* Any bytes become valid UTF-8; text for a terminal holds nothing that moves a cursor. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "util/utf8.h"

#define BYTES(literal) literal, sizeof(literal) - 1

static void repaired(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t length;
		const char *expected;
	} cases[] = {
		{BYTES(""), ""},
		{BYTES("plain é \xf0\x9f\x90\xa7"), "plain é \xf0\x9f\x90\xa7"},
		{BYTES("a\xff\xfe"
		       "b"),
		 "a\xef\xbf\xbd\xef\xbf\xbd"
		 "b"},
		{BYTES("cut \xe2\x82"), "cut \xef\xbf\xbd\xef\xbf\xbd"},
		{BYTES("\xc0\xaf"), "\xef\xbf\xbd\xef\xbf\xbd"},
		{BYTES("\xed\xa0\x80"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
		{BYTES("a\0b"), "a\xef\xbf\xbd"
				"b"},
		{BYTES("tab\tnewline\n"), "tab\tnewline\n"},
	};
	for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = utf8_repair(cases[i].bytes, cases[i].length);
		assert_string_equal(text, cases[i].expected);
	}
}

static void printable(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t length;
		const char *expected;
	} cases[] = {
		{BYTES("a\tb"), "a\tb"},
		{BYTES("\033[2J"), "\\x1b[2J"},
		{BYTES("line\r\nend"), "line\\r\\nend"},
		{BYTES("x\0y"), "x\\0y"},
		{BYTES("\x7f\xc2\x9b"
		       "31m"),
		 "\\x7f\\x9b31m"},
		{BYTES("\xe2\x80\xae"
		       "evil"),
		 "\\u202eevil"},
		{BYTES("ü\xfc"), "ü\xef\xbf\xbd"},
	};
	for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = utf8_printable(cases[i].bytes, cases[i].length);
		assert_string_equal(text, cases[i].expected);
	}
}

static void any_bytes(void **state)
{
	(void)state;
	g_autoptr(GRand) r = g_rand_new_with_seed(1);
	for (int n = 0; n < 5000; n++) {
		char bytes[24];
		size_t length = (size_t)g_rand_int_range(r, 0, sizeof bytes + 1);
		for (size_t i = 0; i < length; i++)
			bytes[i] = (char)g_rand_int_range(r, 0, 256);
		g_autofree char *text = utf8_repair(bytes, length), *shown = utf8_printable(bytes, length);
		assert_true(g_utf8_validate(text, -1, NULL));
		assert_true(g_utf8_validate(shown, -1, NULL));
		assert_true(utf8_width(shown) <= strlen(shown) * 8);
		for (const char *p = shown; *p; p = g_utf8_next_char(p))
			assert_true(*p == '\t' || !g_unichar_iscntrl(g_utf8_get_char(p)));
		g_autofree char *again = utf8_repair(text, strlen(text));
		assert_string_equal(again, text);
	}
}

static void width(void **state)
{
	(void)state;
	assert_int_equal(utf8_width(""), 0);
	assert_int_equal(utf8_width("abc"), 3);
	assert_int_equal(utf8_width("\ta"), 9);
	assert_int_equal(utf8_width("abcdefgh\t"), 16);
	assert_int_equal(utf8_width("日本"), 4);
	assert_int_equal(utf8_width("e\xcc\x81"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(repaired),
		cmocka_unit_test(printable),
		cmocka_unit_test(any_bytes),
		cmocka_unit_test(width),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
