/* Which words are remarks, what follows them, and which line is the next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "source/remarks.h"

static const char *const words[] = {"MARK", "MARKNEXT", NULL};

/* "word@line>next(rest) …" */
static char *told(const char *text)
{
	g_autoptr(GPtrArray) found = source_remarks(text, strlen(text), words);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < found->len; i++) {
		const struct source_remark *r = g_ptr_array_index(found, i);

		g_string_append_printf(out, "%s%s@%u>%u(%s)", i ? " " : "", r->word, r->line, r->next_line, r->rest);
	}
	return g_string_free(out, FALSE);
}

static void expect(const char *text, const char *wanted)
{
	g_autofree char *is = told(text);

	assert_string_equal(is, wanted);
}

static void only_in_comments(void **state)
{
	(void)state;
	expect("int MARK; // MARK(x): why\n", "MARK@1>2((x): why)");
	expect("char *s = \"// MARK\"; /* MARK */\n", "MARK@1>2( )");
	expect("char c = '\"'; // MARK\n", "MARK@1>2()");
	expect("R\"(/* MARK */)\" /* MARKS NOMARK */", "");
	expect("// MARK \\\n MARK\nMARK", "MARK@1>3(  MARK) MARK@2>3()");
}

static void the_next_line(void **state)
{
	(void)state;
	expect("/* MARKNEXT(x): a\n   long story */\n\n", "MARKNEXT@1>3((x): a)");
	expect("// MARKNEXT\n// more\n/* and\n more */\ncall();\n", "MARKNEXT@1>5()");
	expect("// MARKNEXT\n/* here */ call();\n", "MARKNEXT@1>2()");
	expect("// MARKNEXT\n\n// not next\ncall();\n", "MARKNEXT@1>2()");
	expect("call(); /* MARKNEXT */ /* x */\ncall();\n", "MARKNEXT@1>2( )");
}

static void odd_endings(void **state)
{
	(void)state;
	expect("", "");
	expect("/* MARK", "MARK@1>2()");
	expect("// MARK\r\ncall();\r\n", "MARK@1>2()");
	expect("/*MARK*/", "MARK@1>2()");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(only_in_comments), cmocka_unit_test(the_next_line),
					   cmocka_unit_test(odd_endings)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
