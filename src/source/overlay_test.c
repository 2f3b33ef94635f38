/* Contents that differ from the disk's. */
#include "source/overlay.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "source/walk.h"

static char *make_tree(void)
{
	char *root = g_dir_make_tmp("sysfall-overlay-XXXXXX", NULL);
	g_autofree char *a = g_build_filename(root, "a.c", NULL), *b = g_build_filename(root, "b.c", NULL);

	assert_true(g_file_set_contents(a, "disk a", -1, NULL));
	assert_true(g_file_set_contents(b, "disk b", -1, NULL));
	return root;
}

static void remove_tree(char *root)
{
	g_autofree char *a = g_build_filename(root, "a.c", NULL), *b = g_build_filename(root, "b.c", NULL);

	g_remove(a);
	g_remove(b);
	assert_int_equal(g_rmdir(root), 0);
	g_free(root);
}

static char *content(const struct source_overlay *overlay, const char *root, const char *name)
{
	g_autofree char *path = g_build_filename(root, name, NULL);
	GMappedFile *file = source_overlay_map(overlay, path, NULL);
	const char *bytes = file ? g_mapped_file_get_contents(file) : NULL; /* NULL for no bytes, too */
	char *text = file ? g_strndup(bytes ? bytes : "", g_mapped_file_get_length(file)) : NULL;

	if (file)
		g_mapped_file_unref(file);
	return text;
}

/* A look shows what a mapping shows, of small files and of large ones. */
static void assert_same_view(const struct source_overlay *overlay, const char *root, const char *name)
{
	g_autofree char *path = g_build_filename(root, name, NULL), *text = content(overlay, root, name);
	g_autoptr(GByteArray) buffer = g_byte_array_new();
	struct source_view view = {.bytes = NULL};
	g_autoptr(GError) error = NULL;

	assert_int_equal(source_overlay_view(overlay, path, buffer, &view, &error), text != NULL);
	assert_int_equal(error != NULL, text == NULL);
	assert_int_equal(view.length, text ? strlen(text) : 0);
	assert_true(!view.length || memcmp(view.bytes, text, view.length) == 0);
	source_view_clear(&view);
}

static void put(struct source_overlay *overlay, const char *root, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(root, name, NULL);

	assert_true(source_overlay_put(overlay, path, text, text ? strlen(text) : 0, NULL));
}

static void test_contents(void **state)
{
	(void)state;
	char *root = make_tree();
	auto_ptr(source_overlay) overlay = source_overlay_new();

	put(overlay, root, "a.c", "new a");
	put(overlay, root, "b.c", NULL);
	put(overlay, root, "empty.c", "");
	g_autofree char *a = content(overlay, root, "x/../a.c"), *b = content(overlay, root, "b.c");
	g_autofree char *disk = content(NULL, root, "b.c"), *empty = content(overlay, root, "empty.c");

	assert_string_equal(a, "new a");
	assert_null(b);
	assert_string_equal(disk, "disk b");
	assert_string_equal(empty, "");
	g_autofree char *gone = g_build_filename(root, "b.c", NULL);
	assert_true(source_overlay_covers(overlay, gone));
	assert_false(source_overlay_has(overlay, gone));
	assert_true(source_overlay_has(NULL, gone));
	assert_false(source_overlay_covers(NULL, gone));
	remove_tree(root);
}

static void test_views(void **state)
{
	(void)state;
	char *root = make_tree();
	g_autofree char *large = g_strnfill((1 << 20) + 5, 'x'), *a = g_build_filename(root, "a.c", NULL);
	auto_ptr(source_overlay) overlay = source_overlay_new();

	put(overlay, root, "b.c", "new b");
	put(overlay, root, "gone.c", NULL);
	assert_same_view(overlay, root, "a.c");
	assert_same_view(overlay, root, "b.c");
	assert_same_view(NULL, root, "b.c");
	assert_same_view(overlay, root, "gone.c");
	assert_same_view(overlay, root, "never.c");
	assert_same_view(NULL, root, "."); /* a folder */
	assert_true(g_file_set_contents(a, "", 0, NULL));
	assert_same_view(overlay, root, "a.c");
	assert_true(g_file_set_contents(a, large, -1, NULL));
	assert_same_view(overlay, root, "a.c");
	remove_tree(root);
}

static char *names_of(const struct source_walk *walk)
{
	GString *names = g_string_new(NULL);

	for (guint i = 0; i < walk->entries->len; i++)
		g_string_append_printf(names, "%s ", ((const struct source_entry *)walk->entries->pdata[i])->path);
	return g_string_free(names, FALSE);
}

static void test_walk(void **state)
{
	(void)state;
	char *root = make_tree();
	char *excludes[] = {(char *)(uintptr_t)"out*", NULL};
	auto_ptr(source_overlay) overlay = source_overlay_new();
	struct source_walk walk = {.root = root,
				   .excludes = excludes,
				   .entries = g_ptr_array_new_with_free_func((GDestroyNotify)source_entry_free),
				   .problems = g_ptr_array_new()};

	put(overlay, root, "a.c", NULL);
	put(overlay, root, "b.c", "new b");
	put(overlay, root, "dir/c.c", "new c");
	put(overlay, root, "out.c", "left out");
	put(overlay, root, "notes.txt", "no source");
	put(overlay, "/elsewhere", "d.c", "not below");
	assert_true(source_walk_run(&walk, NULL));
	source_walk_overlay(&walk, overlay);
	g_autofree char *names = names_of(&walk);
	assert_string_equal(names, "b.c dir/c.c ");
	g_ptr_array_unref(walk.entries);
	g_ptr_array_unref(walk.problems);
	remove_tree(root);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_contents), cmocka_unit_test(test_views),
					   cmocka_unit_test(test_walk)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
