/* The values are those that GitHub's own tests expect (codeql-action, src/fingerprints.test.ts). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "render/line_hash.h"

static void expect(const char *text, const char *wanted)
{
	g_autoptr(GPtrArray) hashes = line_hashes(text, strlen(text));

	g_ptr_array_add(hashes, NULL);
	g_autofree char *is = g_strjoinv(" ", (char **)hashes->pdata);

	assert_string_equal(is, wanted);
}

#define GREETINGS                                                                                                      \
	"e9496ae3ebfced30:1 fb7c023a8b9ccb3f:1 ce8ba1a563dcdaca:1 e20e36e16fcb0cc8:1 b3edc88f2938467e:1 "              \
	"c8e28b0b4002a3a0:1 c129715d7a2bc9a3:1"

static void published_values(void **state)
{
	(void)state;
	expect("", "c129715d7a2bc9a3:1");
	expect(" a\nb\n  \t\tc\n d", "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1");
	expect(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End",
	       "8b7cf3e952e7aeb2:1 b1ae1287ec4718d9:1 bff680108adb0fcc:1 c6805c5e1288b612:1 b86d3392aea1be30:1 "
	       "e6ceba753e1a442:1");
	expect(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", GREETINGS);
	expect(" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", GREETINGS);
	expect(" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", GREETINGS);
	expect("alpha\nbeta\nalpha\n", "8d07ce75f7b3af45:1 ca140c3f893ffa65:1 26f09ff008857193:1 c129715d7a2bc9a3:1");
}

/* Lines whose next 100 units are the same are told apart by their number. */
static void equal_lines_are_numbered(void **state)
{
	(void)state;
	g_autoptr(GString) text = g_string_new(NULL);

	for (int i = 0; i < 300; i++)
		g_string_append(text, "x\n");
	g_autoptr(GPtrArray) hashes = line_hashes(text->str, text->len);

	assert_int_equal(hashes->len, 301);
	const char *first = g_ptr_array_index(hashes, 0), *second = g_ptr_array_index(hashes, 1);

	assert_true(g_str_has_suffix(first, ":1"));
	assert_true(g_str_has_suffix(second, ":2"));
	assert_memory_equal(first, second, strlen(first) - 1);
}

/* "é" is one unit, an emoji two, a stray byte one. */
static void units_are_utf16(void **state)
{
	(void)state;
	g_autoptr(GString) padded = g_string_new("\xc3\xa9\xf0\x9f\x98\x80\xff");

	for (int i = 0; i < 100; i++)
		g_string_append_c(padded, 'x');
	g_string_append(padded, "\nend");
	g_autoptr(GPtrArray) hashes = line_hashes(padded->str, padded->len);
	const guint32 units[] = {0xe9, 0xd83d, 0xde00, 0xfffd};
	guint64 hash = 0;

	for (unsigned i = 0; i < 100; i++)
		hash = hash * 37 + (i < 4 ? units[i] : 'x');
	g_autofree char *wanted = g_strdup_printf("%" G_GINT64_MODIFIER "x:1", hash);

	assert_string_equal(g_ptr_array_index(hashes, 0), wanted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(published_values),
					   cmocka_unit_test(equal_lines_are_numbered),
					   cmocka_unit_test(units_are_utf16)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
