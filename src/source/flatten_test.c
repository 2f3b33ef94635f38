/* Files with the headers that they include, as the solver sees them; scripts/check-conditions holds the two together
 * against a real preprocessor, here are the shapes that once went wrong. */
#include "source/flatten.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "source/conditions.h"

struct tree_file {
	const char *name, *bytes;
};

#define FILES_MAX 4

static char *beside(const char *name, bool angled, const char *includer, void *data)
{
	g_autofree char *folder = g_path_get_dirname(includer);
	char *path = g_build_filename(folder, name, NULL);

	(void)angled, (void)data;
	if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
		g_clear_pointer(&path, g_free);
	return path;
}

/* "inactive", or the definitions that enable the only `mark` of the text; owned by the caller. */
static char *solve_mark(const char *absolute, const char *bytes)
{
	static const struct header_search search = {.find = beside};
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autoptr(GString) out = g_string_new(NULL);
	g_autofree char *guard = NULL;
	auto_ptr(config) config = NULL;
	int arm;

	g_ptr_array_add(names, (gpointer)g_intern_string("mark"));
	auto_ptr(source_needles) needles = source_needles_new(names);
	auto_ptr(source_text) text = source_text_lex("x.c", bytes, strlen(bytes), needles);
	assert_int_equal(text->matches->len, 1);
	arm = g_array_index(text->matches, struct lex_match, 0).arm;
	auto_ptr(flattened) flat = flattened_new(text, absolute, &arm, 1, &search);

	assert_non_null(flat);
	if (conditions_solve(flat->text, arm < 0 ? -1 : flat->arms[arm], &config, &guard) == ARM_INACTIVE)
		return g_strdup("inactive");
	for (unsigned i = 0; i < config->macros->len; i++) {
		const struct config_macro *macro = &g_array_index(config->macros, struct config_macro, i);

		g_string_append_printf(out, "%s%s%s%s", i ? " " : "", macro->name, macro->value ? "=" : " undefined",
				       macro->value ? macro->value : "");
	}
	return g_strdup(out->str);
}

/* The first file is the one with the mark. */
static void assert_flat(const struct tree_file files[FILES_MAX], const char *expected)
{
	g_autofree char *folder = g_dir_make_tmp("sysfall-flatten-XXXXXX", NULL);
	g_autofree char *paths[FILES_MAX] = {NULL};
	g_autofree char *found = NULL;

	for (unsigned i = 0; i < FILES_MAX && files[i].name; i++) {
		paths[i] = g_build_filename(folder, files[i].name, NULL);
		assert_true(g_file_set_contents(paths[i], files[i].bytes, -1, NULL));
	}
	found = solve_mark(paths[0], files[0].bytes);
	for (unsigned i = 0; i < FILES_MAX && paths[i]; i++) {
		g_remove(paths[i]);
		g_clear_pointer(&paths[i], g_free);
	}
	assert_int_equal(g_rmdir(folder), 0);
	assert_string_equal(found, expected);
}

/* A name that a header tests around all that it holds, and that is asked for as well. */
static void test_default_as_guard(void **state)
{
	static const struct tree_file value[FILES_MAX] = {
		{"x.c", "#include \"d.h\"\n#if USE == 2\nmark\n#endif\n"},
		{"d.h", "#ifndef USE\n#define USE 0\n#endif\n"},
	};
	static const struct tree_file before[FILES_MAX] = {
		{"x.c", "#if P\n#if B == 2\nmark\n#endif\n#endif\n#include \"d.h\"\n"},
		{"d.h", "#ifndef P\n#define P 0\n#define B 2\n#endif\n"},
	};
	static const struct tree_file left_alone[FILES_MAX] = {
		{"x.c", "#include \"d.h\"\n#if defined(D_H) && USE\nmark\n#endif\n"},
		{"d.h", "#ifndef D_H\n#define D_H\n#ifdef WANTED\n#define USE 1\n#endif\n#endif\n"},
	};
	static const struct tree_file never[FILES_MAX] = {
		{"x.c", "#include \"d.h\"\n#ifndef USE\nmark\n#endif\n"},
		{"d.h", "#ifndef USE\n#define USE 0\n#endif\n"},
	};

	(void)state;
	assert_flat(value, "USE=2");
	assert_flat(before, "B=2 P=1");
	assert_flat(left_alone, "WANTED=1"); /* not D_H, and a USE from outside */
	assert_flat(never, "inactive");
}

/* What is inside such a header may not be read, and then its own headers are not, either. */
static void test_default_around_include(void **state)
{
	static const struct tree_file files[FILES_MAX] = {
		{"x.c", "#include \"d.h\"\n#include \"e.h\"\n#if USE == 3 && EXTRA\nmark\n#endif\n"},
		{"d.h", "#ifndef USE\n#define USE 0\n#include \"e.h\"\n#endif\n"},
		{"e.h", "#ifndef E_H\n#define E_H\n#define EXTRA 1\n#endif\n"},
	};

	(void)state;
	assert_flat(files, "USE=3");
}

/* A header that is to be read again has its guard undefined. */
static void test_guard_undefined_elsewhere(void **state)
{
	static const struct tree_file files[FILES_MAX] = {
		{"x.c", "#define PASS 1\n#include \"d.h\"\n#undef D_H\n#undef PASS\n#define PASS 2\n"
			"#include \"d.h\"\n#if SECOND\nmark\n#endif\n"},
		{"d.h", "#ifndef D_H\n#define D_H\n#undef SECOND\n#if PASS == 2\n#define SECOND 1\n#else\n"
			"#define SECOND 0\n#endif\n#endif\n"},
	};

	(void)state;
	assert_flat(files, "");
}

/* A header that includes another one, which includes it: the file itself is not read twice. */
static void test_round_trip(void **state)
{
	static const struct tree_file files[FILES_MAX] = {
		{"x.h",
		 "#ifndef X_H\n#define X_H\n#include \"y.h\"\n#ifndef DONE\nmark\n#endif\n#define DONE 1\n#endif\n"},
		{"y.h", "#ifndef Y_H\n#define Y_H\n#include \"x.h\"\n#endif\n"},
	};

	(void)state;
	assert_flat(files, "DONE undefined");
}

/* What looks like the file's own guard, but a header that stands before it has a say. */
static void test_own_guard(void **state)
{
	static const struct tree_file gone[FILES_MAX] = {
		{"x.c", "#include \"d.h\"\n#ifndef HAVE\n#define HAVE\nmark\n#endif\n"},
		{"d.h", "#define HAVE 1\n"},
	};
	static const struct tree_file sometimes[FILES_MAX] = {
		{"x.c", "#include \"d.h\"\n#ifndef HAVE\n#define HAVE\nmark\n#endif\n"},
		{"d.h", "#ifdef WITH\n#define HAVE 1\n#endif\n"},
	};

	(void)state;
	assert_flat(gone, "inactive");
	assert_flat(sometimes, "WITH undefined");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_default_as_guard),
		cmocka_unit_test(test_default_around_include),
		cmocka_unit_test(test_guard_undefined_elsewhere),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_own_guard),
	};

	return cmocka_run_group_tests_name("flatten", tests, NULL, NULL);
}
