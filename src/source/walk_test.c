/* The tree walk: what is kept, what is skipped, links and loops, odd names, arguments that cannot be read. */
#include "source/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "model/run.h"

static int make_tree(void **state)
{
	*state = g_dir_make_tmp("walk-XXXXXX", NULL);
	return *state ? 0 : -1;
}

static void remove_all(const char *path)
{
	g_autoptr(GDir) dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *inner = g_build_filename(path, name, NULL);

		remove_all(inner);
	}
	remove(path);
}

static int remove_tree(void **state)
{
	remove_all(*state);
	g_free(*state);
	return 0;
}

static void put(const char *root, const char *name)
{
	g_autofree char *path = g_build_filename(root, name, NULL);
	g_autofree char *folder = g_path_get_dirname(path);

	assert_int_equal(g_mkdir_with_parents(folder, 0755), 0);
	assert_true(g_file_set_contents(path, name, -1, NULL));
}

static void link_to(const char *root, const char *target, const char *name)
{
	g_autofree char *path = g_build_filename(root, name, NULL);

	assert_int_equal(symlink(target, path), 0);
}

struct result {
	struct source_walk walk;
	GString *paths;
};

static void walk(struct result *r, const char *root, char **paths, char **excludes)
{
	*r = (struct result){.walk = {.root = root, .paths = paths, .excludes = excludes}, .paths = g_string_new(NULL)};
	r->walk.entries = g_ptr_array_new_with_free_func((GDestroyNotify)source_entry_free);
	r->walk.problems = g_ptr_array_new_with_free_func((GDestroyNotify)problem_free);
	assert_true(source_walk_run(&r->walk, NULL));
	for (unsigned i = 0; i < r->walk.entries->len; i++) {
		const struct source_entry *entry = r->walk.entries->pdata[i];

		g_string_append_printf(r->paths, "%s%s%s", i ? " " : "", entry->path, entry->named ? "*" : "");
	}
}

static void result_clear(struct result *r)
{
	g_ptr_array_unref(r->walk.entries);
	g_ptr_array_unref(r->walk.problems);
	g_string_free(r->paths, TRUE);
}

static void test_kinds(void **state)
{
	static const char *const names[] = {
		"a.c",      "b.txt",       "sub/c.hpp",       "sub/d.C",   "sub/deep/e.inc",
		".git/x.c", ".pc/p/x.c",   "CVS/x.c",         "noext",     "f.c.orig",
		"g.c.h",    "build/src.c", "out/build.ninja", "out/gen.c", "obj/config.status",
		"obj/x.c",  ".sysfall/x.c"};
	struct result r;

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		put(*state, names[i]);
	walk(&r, *state, NULL, NULL);
	assert_string_equal(r.paths->str, "a.c build/src.c g.c.h sub/c.hpp sub/d.C sub/deep/e.inc");
	assert_int_equal(r.walk.problems->len, 0);
	assert_int_equal(r.walk.seen, 9);
	assert_int_equal(((struct source_entry *)r.walk.entries->pdata[0])->status.size, 3);
	assert_true(((struct source_entry *)r.walk.entries->pdata[0])->status.mtime_ns > 0);
	result_clear(&r);
}

static void test_links(void **state)
{
	g_autofree char *other = g_dir_make_tmp("walk-XXXXXX", NULL);
	g_autofree char *outside = g_build_filename(other, "outside.c", NULL);
	struct result r;

	put(other, "outside.c");
	put(*state, "a.c");
	put(*state, "sub/b.c");
	link_to(*state, other, "sub/elsewhere");
	link_to(*state, "a.c", "0first.c");
	link_to(*state, ".", "loop");
	link_to(*state, "../..", "sub/up");
	link_to(*state, "sub", "again");
	link_to(*state, "nowhere", "dangling.c");
	link_to(*state, "/dev/null", "sub/device.c");
	link_to(*state, outside, "sub/outside.c");
	walk(&r, *state, NULL, NULL);
	assert_string_equal(r.paths->str, "a.c sub/b.c sub/outside.c");
	result_clear(&r);
	remove_all(other);
}

static void test_odd_names(void **state)
{
	struct result r;

	put(*state, "new\nline.c");
	put(*state, "quote\"'.c");
	put(*state, "bad\xff.c");
	put(*state, " .c");
	walk(&r, *state, NULL, NULL);
	assert_string_equal(r.paths->str, " .c bad\xff.c new\nline.c quote\"'.c");
	result_clear(&r);
}

static void test_excludes(void **state)
{
	char *excludes[] = {(char[]){"sub/"}, (char[]){"*_gen.c"}, NULL};
	struct result r;

	put(*state, "a.c");
	put(*state, "sub/b.c");
	put(*state, "subway/c.c");
	put(*state, "subway/x_gen.c");
	walk(&r, *state, NULL, excludes);
	assert_string_equal(r.paths->str, "a.c subway/c.c");
	result_clear(&r);
}

static void test_arguments(void **state)
{
	g_autofree char *named = g_build_filename(*state, "sub", "notes.txt", NULL);
	g_autofree char *folder = g_build_filename(*state, "sub", ".", NULL);
	g_autofree char *gone = g_build_filename(*state, "gone.c", NULL);
	char *paths[] = {folder, named, gone, named, NULL};
	struct result r;

	put(*state, "a.c");
	put(*state, "sub/b.c");
	put(*state, "sub/notes.txt");
	walk(&r, *state, paths, NULL);
	assert_string_equal(r.paths->str, "sub/b.c sub/notes.txt*");
	assert_int_equal(r.walk.problems->len, 1);
	assert_string_equal(((struct problem *)r.walk.problems->pdata[0])->path, "gone.c");
	assert_true(((struct problem *)r.walk.problems->pdata[0])->incomplete);
	result_clear(&r);
}

static void test_no_root(void **state)
{
	g_autofree char *gone = g_build_filename(*state, "gone", NULL);
	struct source_walk walk_of_nothing = {.root = gone};
	g_autoptr(GError) error = NULL;

	assert_false(source_walk_run(&walk_of_nothing, &error));
	assert_true(g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_READ));
}

/* What is no C but may share variables with it is listed aside; that something was excluded is said. */
static void test_kin(void **state)
{
	static const char *const names[] = {"a.c", "parse.y", "sub/start.S", "notes.txt", ".git/x.y"};
	char left_out[] = "sub", *excludes[] = {left_out, NULL};
	g_autoptr(GPtrArray) kin = g_ptr_array_new_with_free_func(g_free);
	struct result r;

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		put(*state, names[i]);
	for (guint excluded = 0; excluded < 2; excluded++) {
		g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)source_entry_free);
		g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func((GDestroyNotify)problem_free);
		struct source_walk w = {.root = *state,
					.excludes = excluded ? excludes : NULL,
					.entries = entries,
					.problems = problems,
					.kin = kin};

		g_ptr_array_set_size(kin, 0);
		assert_true(source_walk_run(&w, NULL));
		assert_int_equal(entries->len, 1);
		assert_int_equal(kin->len, excluded ? 1 : 2);
		assert_true(g_str_has_suffix(kin->pdata[0], "/parse.y"));
		assert_int_equal(w.left_out, excluded == 1);
	}
	walk(&r, *state, NULL, NULL); /* nobody asks for them */
	assert_null(r.walk.kin);
	result_clear(&r);
}

static void test_extensions(void **state)
{
	(void)state;
	assert_true(source_is_c("a.c") && source_is_c("x/y.tcc") && source_is_c("a.def"));
	assert_false(source_is_c("a.c/b") || source_is_c("Makefile") || source_is_c("c") || source_is_c("a.java"));
	assert_true(source_is_cxx("a.cc") && source_is_cxx("a.C") && source_is_cxx("a.hxx"));
	assert_false(source_is_cxx("a.c") || source_is_cxx("a.h"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_kinds, make_tree, remove_tree),
		cmocka_unit_test_setup_teardown(test_links, make_tree, remove_tree),
		cmocka_unit_test_setup_teardown(test_odd_names, make_tree, remove_tree),
		cmocka_unit_test_setup_teardown(test_excludes, make_tree, remove_tree),
		cmocka_unit_test_setup_teardown(test_arguments, make_tree, remove_tree),
		cmocka_unit_test_setup_teardown(test_no_root, make_tree, remove_tree),
		cmocka_unit_test_setup_teardown(test_kin, make_tree, remove_tree),
		cmocka_unit_test(test_extensions),
	};

	return cmocka_run_group_tests_name("walk", tests, NULL, NULL);
}
