/* The root of a scan, and the prefix of its paths, in a tree of this test's own. */
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/root.h"

/* TOP/one/a.c, TOP/one/b.c, TOP/oneself/c.c; the current folder is TOP/one. */
struct tree {
	char *top;
	char *before;
};

static const char *const folders[] = {"one", "oneself"};
static const char *const files[] = {"one/a.c", "one/b.c", "oneself/c.c"};

static int make_tree(void **state)
{
	struct tree *tree = g_new0(struct tree, 1);
	g_autofree char *made = g_dir_make_tmp("cli-root-XXXXXX", NULL);
	char *real = realpath(made, NULL);

	tree->before = g_get_current_dir();
	tree->top = g_strdup(real);
	free(real);
	assert_int_equal(chdir(tree->top), 0);
	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++)
		assert_int_equal(g_mkdir(folders[i], 0777), 0);
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
		assert_true(g_file_set_contents(files[i], "", 0, NULL));
	assert_int_equal(chdir("one"), 0);
	*state = tree;
	return 0;
}

static int remove_tree(void **state)
{
	struct tree *tree = *state;

	assert_int_equal(chdir(tree->top), 0);
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
		(void)g_unlink(files[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++)
		(void)g_rmdir(folders[i]);
	assert_int_equal(chdir(tree->before), 0);
	(void)g_rmdir(tree->top);
	g_free(tree->top);
	g_free(tree->before);
	g_free(tree);
	return 0;
}

/* The root for the words of `list`, relative to the tree's top, with '.' for the top itself; NULL: refused. */
static char *root_of(const struct tree *tree, const char *list)
{
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) words = g_strsplit(list, " ", -1);
	g_autoptr(GError) error = NULL;

	for (char **word = words; *word; word++) {
		if (**word)
			g_ptr_array_add(paths, g_strdup(*word));
	}
	g_autofree char *root = root_find(paths, &error);

	assert_true(root ? !error : error && error->message);
	if (!root)
		return NULL;
	assert_true(g_str_has_prefix(root, tree->top));
	return g_strconcat(".", root + strlen(tree->top), NULL);
}

static void finds_the_root(void **state)
{
	static const struct {
		const char *paths, *root;
	} rows[] = {
		{"", "./one"},
		{".", "./one"},
		{"..", "."},
		{"../oneself/", "./oneself"},
		{"a.c", "./one"},
		{"a.c b.c", "./one"},
		{". a.c", "./one"},
		{"../one/./a.c", "./one"},
		{"../oneself/c.c", "./oneself"},
		{"a.c ../oneself/c.c", "."},
		{". ../oneself", "."},
		{"a.c nowhere", NULL},
		{"a.c/x", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *root = root_of(*state, rows[i].paths);

		if (g_strcmp0(root, rows[i].root) != 0)
			fail_msg("'%s' gives %s and not %s", rows[i].paths, root, rows[i].root);
	}
}

static void check_prefix(const char *root, const char *prefix)
{
	g_autofree char *given = root_prefix(root);

	assert_string_equal(given, prefix);
}

static void prefixes_paths(void **state)
{
	const struct tree *tree = *state;
	g_autofree char *here = g_get_current_dir(), *deep = g_build_filename(here, "x", "y", NULL);
	g_autofree char *beside = g_build_filename(tree->top, "oneself", NULL);

	check_prefix(here, "");
	check_prefix(deep, "x/y/");
	check_prefix(beside, "../oneself/");
	check_prefix(tree->top, "../");
	check_prefix("/nowhere", "/nowhere/");
	check_prefix("/", "/");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds_the_root, make_tree, remove_tree),
		cmocka_unit_test_setup_teardown(prefixes_paths, make_tree, remove_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
