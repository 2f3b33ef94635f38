/* Lexing: classes of occurrences, line splices, raw strings, directives and their arms. */
#include "source/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "source/lex_internal.h"

static struct source_needles *needles_of(const char *first, const char *second)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	g_ptr_array_add(names, (gpointer)first);
	if (second)
		g_ptr_array_add(names, (gpointer)second);
	return source_needles_new(names);
}

static struct source_text *lex(const char *path, const char *bytes)
{
	auto_ptr(source_needles) needles = needles_of("accept4", "SYS_accept4");

	return source_text_lex(path, bytes, strlen(bytes), needles);
}

static const struct lex_match *match(const struct source_text *text, unsigned i)
{
	assert_true(i < text->matches->len);
	return &g_array_index(text->matches, struct lex_match, i);
}

static const struct if_arm *arm(const struct source_text *text, unsigned i)
{
	assert_true(i < text->arms->len);
	return &g_array_index(text->arms, struct if_arm, i);
}

/* The classes of all matches as letters, in order. */
static void assert_classes(const char *bytes, const char *expected)
{
	static const char letters[] =
		"ckSNBCDL"; /* code, comment, string, name, body, condition, directive, look-alike */
	auto_ptr(source_text) text = lex("x.cc", bytes);
	g_autoptr(GString) found = g_string_new(NULL);

	for (unsigned i = 0; i < text->matches->len; i++)
		g_string_append_c(found, letters[match(text, i)->class]);
	assert_string_equal(found->str, expected);
}

static void test_classes(void **state)
{
	(void)state;
	assert_classes("accept4(a);", "c");
	assert_classes("// accept4\naccept4 /* accept4\n accept4 */ accept4", "kckkc");
	assert_classes("x = \"accept4\" 'accept4' L\"accept4\" u8\"\\\"accept4\" ; accept4", "SSSSc");
	assert_classes("my_accept4 accept44 xaccept4 accept4x accept4_", "");
	assert_classes("#define accept4 f\n#define f(accept4) accept4 \"accept4\" // accept4\n", "NBBSk");
	assert_classes("#ifdef accept4\n#elif accept4\n#undef accept4\n#endif accept4\n", "CCDD");
	assert_classes("#include <accept4.h>\n#include \"accept4.h\"\n#pragma accept4\n#error accept4 don't\naccept4",
		       "DDDDc");
	assert_classes("#if 0\naccept4\n#endif\n", "c");
	assert_classes("%:define accept4\n", "N");
	assert_classes("a # accept4\n", "c");
	assert_classes("$accept4 accept4\xc3\xa9 1.accept4", "LLL");
	assert_classes("f(SYS_accept4, accept4)", "cc");
}

static void test_comments(void **state)
{
	(void)state;
	assert_classes("// spliced \\\n accept4\naccept4", "kc");
	assert_classes("// spliced \\ \r\n accept4\r\naccept4", "kc");
	assert_classes("/\\\n/ accept4\naccept4", "kc");
	assert_classes("/\\\n* accept4 *\\\n/ accept4", "kc");
	assert_classes("/* accept4", "k");
	assert_classes("\"/*\" accept4 \"*/\"", "c");
	assert_classes("// \"\naccept4 \"//\" accept4", "cc");
	assert_classes("'\"' accept4 '\"'", "c");
	assert_classes("a /* x */ # define accept4\n", "c");
	assert_classes("/* x */ # define accept4\n", "N");
	assert_classes("#define X /* two\nlines accept4 */ accept4\naccept4", "kBc");
	assert_classes("/*/ accept4 */ accept4", "kc");
}

static void test_literals(void **state)
{
	(void)state;
	assert_classes("\"not closed accept4\naccept4", "Sc");
	assert_classes("\"line \\\n accept4\" accept4", "Sc");
	assert_classes("it's\naccept4", "c");
	assert_classes("1'000'000 accept4 '", "c");
	assert_classes("x = 0x1'accept4 ;", "L");
	assert_classes("R\"(accept4 \" accept4)\" accept4", "SSc");
	assert_classes("R\"x(accept4 )\" accept4)x\" accept4", "SSc");
	assert_classes("u8R\"(\\)\" accept4", "c");
	assert_classes("R\"(a)\\\n\" accept4)\" accept4", "Sc");
	assert_classes("R\"(never closed\naccept4", "c");
	assert_classes("FOOR\"(accept4\" accept4", "Sc");
}

static void test_splices(void **state)
{
	auto_ptr(source_text) text = lex("x.c", "int a;\nacc\\\nept\\\r\n4(x);\nb accept4");

	(void)state;
	assert_int_equal(text->matches->len, 2);
	assert_int_equal(match(text, 0)->line, 2);
	assert_int_equal(match(text, 0)->column, 1);
	assert_int_equal(match(text, 0)->offset, 7);
	assert_int_equal(match(text, 0)->length, 12);
	assert_int_equal(match(text, 1)->line, 5);
	assert_int_equal(match(text, 1)->column, 3);
	assert_true(text->crlf);
	assert_classes("acc?\?/\nept4", "c");
	assert_classes("// what?\?/\naccept4", "c");
	/* To a plain search these are words. */
	assert_classes("foo\\\naccept4 accept4\\\nfoo", "LL");
	assert_classes("accept4\\\n", "c");
	assert_classes("accept4\\\n(x)", "c");
}

static void test_empty_and_odd(void **state)
{
	static const char zeros[4096];
	auto_ptr(source_needles) needles = needles_of("accept4", NULL);
	auto_ptr(source_text) empty = source_text_lex("x.c", NULL, 0, needles);
	auto_ptr(source_text) nul = source_text_lex("x.c", "accept4\0accept4", 15, needles);
	auto_ptr(source_text) bom = lex("x.c", "\xef\xbb\xbf#define accept4");
	auto_ptr(source_text) latin = lex("x.c", "/* gr\xfc\xdf\x65 */ accept4");
	auto_ptr(source_text) zero = source_text_lex("x.c", zeros, sizeof(zeros), needles);

	(void)state;
	assert_int_equal(empty->matches->len, 0);
	assert_int_equal(nul->matches->len, 2);
	assert_int_equal(match(bom, 0)->class, LEX_MACRO_NAME);
	assert_int_equal(match(latin, 0)->class, LEX_CODE);
	assert_true(zero->binary);
	assert_false(latin->binary);
	assert_non_null(source_bytes_unreadable("\xff\xfei\0n\0t\0", 8));
	assert_non_null(source_bytes_unreadable("i\0n\0t\0 \0a\0;\0\n\0", 14));
	assert_null(source_bytes_unreadable("int a;\n", 7));
}

static void test_arms(void **state)
{
	auto_ptr(source_text) text = lex("x.c", "#ifdef A\n"
						"accept4\n"
						"# if B > \\\n 1 /* x */ && C // y\n"
						"accept4\n"
						"# endif\n"
						"#elif defined D\n"
						"accept4\n"
						"#elifndef E\n"
						"#else\n"
						"accept4\n"
						"#endif\n"
						"accept4\n"
						"#endif\n#else\n"
						"#ifndef F\n"
						"accept4\n");

	(void)state;
	assert_int_equal(text->arms->len, 6);
	assert_string_equal(arm(text, 0)->condition, "defined(A)");
	assert_string_equal(arm(text, 1)->condition, "B > 1 && C");
	assert_int_equal(arm(text, 1)->parent, 0);
	assert_string_equal(arm(text, 2)->condition, "defined D");
	assert_int_equal(arm(text, 2)->previous, 0);
	assert_string_equal(arm(text, 3)->condition, "!defined(E)");
	assert_null(arm(text, 4)->condition);
	assert_int_equal(arm(text, 4)->previous, 3);
	assert_int_equal(arm(text, 4)->group, arm(text, 0)->group);
	assert_int_equal(arm(text, 5)->parent, -1);
	assert_int_equal(arm(text, 5)->end, text->length);
	assert_int_equal(match(text, 0)->arm, 0);
	assert_int_equal(match(text, 1)->arm, 1);
	assert_int_equal(match(text, 2)->arm, 2);
	assert_int_equal(match(text, 3)->arm, 4);
	assert_int_equal(match(text, 4)->arm, -1);
	assert_int_equal(match(text, 5)->arm, 5);
	assert_int_equal(arm(text, 0)->begin, strlen("#ifdef A\n"));
}

static bool has_guard(const char *bytes)
{
	auto_ptr(source_text) text = lex("x.h", bytes);

	return arm(text, 0)->header_guard;
}

static void test_header_guards(void **state)
{
	(void)state;
	assert_true(has_guard("/* x */\n#ifndef X_H\n#define X_H\nint a;\n#if B\n#endif\n#endif /* X_H */\n"));
	assert_true(has_guard("#if !defined(X_H)\n#define X_H 1\nint a;\n#endif\n"));
	assert_true(has_guard("#if !defined X_H\n# define X_H\n#endif\n"));
	assert_true(has_guard("#pragma once\n#ifndef X_H\n#define X_H\nint a;\n#endif\n"));
	assert_false(has_guard("#ifndef X_H\n#define X_H\nint a;\n#endif\nint b;\n"));
	assert_false(has_guard("#ifndef X_H\n#define Y_H\nint a;\n#endif\n"));
	assert_false(has_guard("#ifndef X_H\n#define X_H\n#else\n#endif\n"));
	assert_false(has_guard("#ifdef X_H\n#define X_H\n#endif\n"));
	assert_false(has_guard(
		"#ifndef X\n#define X 1\n#endif\n#ifdef B\nint accept4(void);\nint many, lines, of, code;\n#endif\n"));
}

static void test_directives(void **state)
{
	auto_ptr(source_text) text = lex("x.c", "#include <sys/socket.h>\n"
						"#define A 1 + /* x */ 2\n"
						"#define F(a, ...) a /* c */ \\\n  accept4(__VA_ARGS__)\n"
						"#if A\n#undef A\n#include \"b.h\"\n#endif\n"
						"#include NAME\n#define E\n#define G (x)\n");
	const struct lex_define *defines = (const struct lex_define *)(const void *)text->defines->data;
	const struct lex_include *includes = (const struct lex_include *)(const void *)text->includes->data;

	(void)state;
	assert_int_equal(text->defines->len, 5);
	assert_string_equal(defines[0].body, "1 + 2");
	assert_true(defines[1].function_like);
	assert_string_equal(defines[1].params, "a,...");
	assert_string_equal(defines[1].body, "a accept4(__VA_ARGS__)");
	assert_string_equal(match(text, 0)->macro, "F");
	assert_null(defines[2].body);
	assert_int_equal(defines[2].arm, 0);
	assert_int_equal(defines[2].line, 6);
	assert_string_equal(defines[3].body, "");
	assert_false(defines[4].function_like);
	assert_int_equal(text->includes->len, 2);
	assert_string_equal(includes[0].name, "sys/socket.h");
	assert_true(includes[0].angled);
	assert_int_equal(includes[1].arm, 0);
}

static bool hits(const struct source_needles *needles, const char *bytes)
{
	return source_needles_hit(needles, bytes, strlen(bytes));
}

static void test_needles(void **state)
{
	auto_ptr(source_needles) needles = needles_of("accept4", "SYS_accept4");
	auto_ptr(source_needles) one = needles_of("x", "accept4");
	auto_ptr(source_needles) two = needles_of("sk", "s");
	auto_ptr(source_needles) none = source_needles_new(NULL);

	(void)state;
	assert_true(hits(needles, "accept4"));
	assert_true(hits(needles, "xaccept4 accept4"));
	assert_false(hits(needles, "xaccept4 accept4x accept_4 accept"));
	assert_true(hits(needles, "a SYS_accept4"));
	assert_true(hits(needles, "acc\\\nept4"));
	assert_true(hits(needles, "acc\\\r\nep\\ \nt4"));
	assert_true(hits(needles, "\\\nacc\\\n\\\nept4"));
	assert_false(hits(needles, "xacc\\\nept4"));
	assert_true(hits(needles, "acc?\?/\nept4"));
	assert_false(hits(needles, "acc\\ept4"));
	assert_false(hits(needles, ""));
	assert_true(hits(one, "a+x"));
	assert_false(hits(one, "a+xx"));
	assert_true(hits(two, "(s)"));
	assert_false(hits(two, "sks"));
	assert_true(hits(two, "sk"));
	assert_false(hits(none, "accept4"));
}

/* Every name at every offset, against the simplest search there is. */
static void test_needles_everywhere(void **state)
{
	static const char *const names[] = {"accept4", "ab", "abab", "b", "aba_"};
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	g_autoptr(GRand) random = g_rand_new_with_seed(4);

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_ptr_array_set_size(list, 0);
		for (size_t j = i; j < G_N_ELEMENTS(names); j += 2)
			g_ptr_array_add(list, (gpointer)names[j]);
		auto_ptr(source_needles) needles = source_needles_new(list);

		for (unsigned round = 0; round < 3000; round++) {
			g_autoptr(GString) text = g_string_new(NULL);
			bool expected = false;

			for (int n = g_rand_int_range(random, 0, 12); n > 0; n--)
				g_string_append_c(text, "ab_ b"[g_rand_int_range(random, 0, 5)]);
			g_auto(GStrv) words = g_strsplit(text->str, " ", -1);
			for (char **word = words; *word; word++)
				for (unsigned j = 0; j < list->len; j++)
					expected = expected || strcmp(*word, list->pdata[j]) == 0;
			assert_int_equal(hits(needles, text->str), expected);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_classes),       cmocka_unit_test(test_comments),
		cmocka_unit_test(test_literals),      cmocka_unit_test(test_splices),
		cmocka_unit_test(test_empty_and_odd), cmocka_unit_test(test_arms),
		cmocka_unit_test(test_header_guards), cmocka_unit_test(test_directives),
		cmocka_unit_test(test_needles),       cmocka_unit_test(test_needles_everywhere),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
