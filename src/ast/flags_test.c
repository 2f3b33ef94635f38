/* Which flags of a compile database get through. */
#include "ast/specimen.h"

/* What comes of the arguments, in one line, without the flags that every parse has. */
static char *passed(const char *const *args)
{
	struct compdb_command command = {"/src/a.c", "/build", (char **)args};
	g_autoptr(GPtrArray) flags = flags_of_command(&command);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < flags->len && strcmp(flags->pdata[i], "-working-directory") != 0; i++)
		g_string_append_printf(out, "%s%s", i ? " " : "", (char *)flags->pdata[i]);
	return g_string_free(out, FALSE);
}

#define PASSED(expected, ...)                                                                                          \
	do {                                                                                                           \
		g_autofree char *got = passed((const char *const[]){__VA_ARGS__, NULL});                               \
		assert_string_equal(got, expected);                                                                    \
	} while (0)

static void passes_what_the_code_needs(void **state)
{
	(void)state;
	PASSED("-DA=1 -D B -UC -std=gnu99 -pthread", "-DA=1", "-D", "B", "-UC", "-std=gnu99", "-pthread");
	PASSED("-I /build/inc -I /abs -isystem /build/sys -include /build/config.h", "-Iinc", "-I", "/abs", "-isystem",
	       "sys", "-include", "config.h");
	PASSED("-x c++ -fno-exceptions", "-x", "c++", "-fno-exceptions");
}

static void drops_what_loads_code(void **state)
{
	(void)state;
	PASSED("", "-fplugin=/tmp/evil.so");
	PASSED("", "-fplugin", "/tmp/evil.so");
	PASSED("", "-Xclang", "-load", "-Xclang", "/tmp/evil.so");
	PASSED("", "-Xclang", "-add-plugin", "-Xclang", "evil");
	PASSED("", "-fpass-plugin=/tmp/evil.so");
	PASSED("", "@/tmp/flags");
	PASSED("", "-wrapper", "/tmp/evil,--args");
	PASSED("", "-B/tmp/evil", "-specs=/tmp/evil", "--config=/tmp/evil", "-fuse-ld=/tmp/evil");
	PASSED("", "-mllvm", "-load=/tmp/evil.so");
}

/* An argument of a dropped flag is no flag, and does not take the next one for its own value. */
static void drops_arguments_with_their_flag(void **state)
{
	(void)state;
	PASSED("-DA", "-Xclang", "-include", "-DA");
	PASSED("-DA", "-o", "-I", "-DA");
	PASSED("-DA", "-MF", "deps.d", "-MT", "a.o", "-c", "/src/a.c", "-DA");
	PASSED("", "-D");
	PASSED("", "-include");
}

static void knows_other_spellings(void **state)
{
	(void)state;
	PASSED("-DA -D B=1 -U C", "-Wp,-DA,-MD,a.d", "--define-macro=B=1", "--undefine-macro", "C");
	PASSED("-I /build/a -I /build/b -idirafter /c", "--include-directory=a", "--include-directory", "b",
	       "--include-directory-after=/c");
	PASSED("-DA -isysroot /build/root -std=c99 -std=gnu11 -ansi", "-Xpreprocessor", "-DA", "--sysroot=root",
	       "--std=c99", "--std", "gnu11", "--ansi");
	PASSED("", "-std=c++20");
	PASSED("-x c++ -std=c++20", "-x", "c++", "-std=c++20", "-std=c17");
	PASSED("", "--define-macros=A", "-Xpreprocessor", "--includes");
}

static void tells_what_matters(void **state)
{
	struct compdb_command command = {
		"/src/a.c", "/build",
		(char **)(const char *const[]){"--target=arm", "-O2", "--sysroot=/nonexistent", "-Wall", NULL}};
	g_autoptr(GPtrArray) unused = flags_unused(&command);

	(void)state;
	assert_int_equal(unused->len, 2);
	assert_string_equal(unused->pdata[0], "--target=arm");
	assert_string_equal(unused->pdata[1], "-isysroot /nonexistent");
}

static void tells_what_clang_refuses(void **state)
{
	static const char *const given[] = {"-DA", "-x", "f77", "-std=c17", "-std=foo99", "-D", "B"};
	g_autoptr(GPtrArray) flags = g_ptr_array_new_with_free_func(g_free);
	CXIndex index = clang_createIndex(0, 0);

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(given); i++)
		g_ptr_array_add(flags, g_strdup(given[i]));
	g_autoptr(GPtrArray) refused = flags_take_refused(index, flags);

	assert_int_equal(flags->len, 4);
	assert_int_equal(refused->len, 2);
	assert_string_equal(refused->pdata[0], "-x f77");
	assert_string_equal(refused->pdata[1], "-std=foo99");
	clang_disposeIndex(index);
}

static bool is_cxx(const char *flag, const char *value, const char *path)
{
	struct ast_request request = {.path = path};
	g_autoptr(GPtrArray) flags = g_ptr_array_new();

	if (flag)
		g_ptr_array_add(flags, (gpointer)flag);
	if (value)
		g_ptr_array_add(flags, (gpointer)value);
	return flags_say_cxx(flags, &request, NULL);
}

static void tells_the_language(void **state)
{
	(void)state;
	assert_false(is_cxx(NULL, NULL, "a.c"));
	assert_true(is_cxx(NULL, NULL, "a.cc"));
	assert_true(is_cxx("-x", "c++", "a.c"));
	assert_true(is_cxx("-xc++-header", NULL, "a.h"));
	assert_false(is_cxx("-xc", NULL, "a.cc"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passes_what_the_code_needs), cmocka_unit_test(drops_what_loads_code),
		cmocka_unit_test(knows_other_spellings),      cmocka_unit_test(tells_what_matters),
		cmocka_unit_test(tells_what_clang_refuses),   cmocka_unit_test(drops_arguments_with_their_flag),
		cmocka_unit_test(tells_the_language),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
