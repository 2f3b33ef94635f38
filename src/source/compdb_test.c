/* Compile databases: both forms of commands, relative names, repeated, stale and broken entries. */
#include "source/compdb.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "model/run.h"
#include "source/path.h"
#include "source/walk.h"

struct fixture {
	char *root, *path;
	GPtrArray *problems;
};

static int setup(void **state)
{
	struct fixture *f = g_new0(struct fixture, 1);
	g_autofree char *a = NULL, *sub = NULL;

	f->root = g_dir_make_tmp("compdb-XXXXXX", NULL);
	f->path = g_build_filename(f->root, "build", "compile_commands.json", NULL);
	f->problems = g_ptr_array_new_with_free_func((GDestroyNotify)problem_free);
	sub = g_build_filename(f->root, "build", NULL);
	a = g_build_filename(f->root, "a.c", NULL);
	*state = f;
	return g_mkdir_with_parents(sub, 0755) == 0 && g_file_set_contents(a, "", -1, NULL) ? 0 : -1;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	g_autofree char *a = g_build_filename(f->root, "a.c", NULL), *sub = g_build_filename(f->root, "build", NULL);

	remove(f->path);
	remove(a);
	remove(sub);
	remove(f->root);
	g_ptr_array_unref(f->problems);
	g_free(f->root);
	g_free(f->path);
	g_free(f);
	return 0;
}

static struct compdb *load(struct fixture *f, const char *json, GError **error)
{
	assert_true(g_file_set_contents(f->path, json, -1, NULL));
	return compdb_load(f->path, f->problems, f->root, NULL, error);
}

static const char *problem_text(const struct fixture *f, unsigned i)
{
	assert_true(i < f->problems->len);
	assert_string_equal(((struct problem *)f->problems->pdata[i])->kind, "stale");
	assert_true(((struct problem *)f->problems->pdata[i])->incomplete);
	return ((struct problem *)f->problems->pdata[i])->text;
}

static void test_forms(void **state)
{
	struct fixture *f = *state;
	auto_ptr(compdb) db =
		load(f,
		     "[{\"directory\": \".\", \"file\": \"../a.c\", \"command\": \"cc -DX='a b' -c ../a.c\"},\n"
		     " {\"file\": \"../x/../a.c\", \"arguments\": [\"cc\", \"-DY\", \"../a.c\"]},\n"
		     " {\"directory\": \".\", \"file\": \"../a.c\", \"command\": \"gcc '-DX=a b' -c ../a.c\"}]",
		     NULL);
	g_autofree char *a = g_build_filename(f->root, "a.c", NULL);
	const struct compdb_command *command;
	g_autoptr(GPtrArray) found = NULL, none = NULL;

	assert_non_null(db);
	assert_int_equal(f->problems->len, 0);
	found = compdb_commands_for(db, a);
	none = compdb_commands_for(db, "/no/such");
	assert_int_equal(none->len, 0);
	assert_int_equal(found->len, 2);
	command = found->pdata[0];
	assert_string_equal(command->args[0], "-DX=a b");
	assert_string_equal(command->args[2], "../a.c");
	assert_null(command->args[3]);
	assert_true(g_str_has_suffix(command->directory, "/build"));
	assert_string_equal(((struct compdb_command *)found->pdata[1])->args[0], "-DY");
}

/* The database may name the files through a link to the checkout. */
static void test_link(void **state)
{
	struct fixture *f = *state;
	g_autofree char *link = g_strconcat(f->root, "-link", NULL), *a = g_build_filename(f->root, "a.c", NULL);
	g_autofree char *json =
		g_strdup_printf("[{\"directory\": \"%s\", \"file\": \"a.c\", \"command\": \"cc -DX a.c\"}]", link);
	g_autofree char *through = g_build_filename(link, "a.c", NULL), *gone = g_build_filename(link, "b.c", NULL);

	assert_int_equal(symlink(f->root, link), 0);
	auto_ptr(compdb) db = load(f, json, NULL);
	assert_non_null(db);
	g_autoptr(GPtrArray) own = compdb_commands_for(db, a), same = compdb_commands_for(db, through);
	g_autoptr(GPtrArray) none = compdb_commands_for(db, gone);

	assert_int_equal(own->len, 1);
	assert_int_equal(same->len, 1);
	assert_int_equal(none->len, 0);
	assert_int_equal(remove(link), 0);
}

/* Words of response files: nested, quoted, gone, without an end, outside of the tree. */
static void test_response_files(void **state)
{
	struct fixture *f = *state;
	g_autofree char *inner = g_build_filename(f->root, "build", "b.rsp", NULL);
	g_autofree char *outer = g_build_filename(f->root, "build", "a.rsp", NULL);

	assert_true(g_file_set_contents(outer, " -DA='x y'\n@b.rsp\t-DC\\ d ", -1, NULL));
	assert_true(g_file_set_contents(inner, "-DB \"\" @a.rsp", -1, NULL));
	auto_ptr(compdb) db =
		load(f, "[{\"file\": \"../a.c\", \"command\": \"cc @a.rsp @/etc/passwd @gone.rsp @ -c\"}]", NULL);
	assert_non_null(db);
	g_autofree char *got = g_strjoinv("|", ((struct compdb_command *)db->commands->pdata[0])->args);

	assert_string_equal(got, "-DA=x y|-DB||@a.rsp|-DC d|@/etc/passwd|@gone.rsp|@|-c");
	assert_int_equal(f->problems->len, 3);
	assert_int_equal(g_hash_table_size(db->read), 2);
	remove(inner);
	remove(outer);
}

static void test_stale(void **state)
{
	struct fixture *f = *state;
	auto_ptr(compdb) db = load(f,
				   "[{\"directory\": \"..\", \"file\": \"gone.c\", \"command\": \"cc gone.c\"},\n"
				   " {\"directory\": \"..\", \"file\": \"gone.c\", \"command\": \"cc -g gone.c\"},\n"
				   " {\"directory\": \"..\", \"command\": \"cc\"}, 3,\n"
				   " {\"directory\": \"..\", \"file\": \"a.c\", \"command\": \"cc 'open\"},\n"
				   " {\"directory\": \"..\", \"file\": \"a.c\", \"arguments\": [1]},\n"
				   " {\"directory\": \"..\", \"file\": \"a.c\", \"arguments\": [\"cc\", \"a.c\"]}]",
				   NULL);

	assert_non_null(db);
	assert_int_equal(db->commands->len, 1);
	assert_int_equal(f->problems->len, 5);
	assert_string_equal(((struct problem *)f->problems->pdata[0])->path, "gone.c");
	assert_non_null(strstr(problem_text(f, 0), "no such file"));
	assert_non_null(strstr(problem_text(f, 1), "entry 3"));
	assert_non_null(strstr(problem_text(f, 2), "entry 4"));
	assert_non_null(strstr(problem_text(f, 3), "entry 5"));
}

static void test_broken(void **state)
{
	struct fixture *f = *state;
	g_autoptr(GError) error = NULL, other = NULL, missing = NULL;

	assert_null(load(f, "[{\"file\": \"a.c\",\n \"comm", &error));
	assert_true(g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_FORMAT));
	assert_non_null(strstr(error->message, "compile_commands.json:2:"));
	assert_null(load(f, "{\"file\": \"a.c\"}", &other));
	assert_non_null(strstr(other->message, "list of entries"));
	assert_null(compdb_load("/no/such/file", f->problems, f->root, NULL, &missing));
	assert_true(g_error_matches(missing, SOURCE_ERROR, SOURCE_ERROR_READ));
}

static void test_find(void **state)
{
	struct fixture *f = *state;
	g_autofree char *before = compdb_find(f->root, NULL), *after = NULL;

	assert_null(before);
	assert_true(g_file_set_contents(f->path, "[]", -1, NULL));
	after = compdb_find(f->root, NULL);
	assert_string_equal(after, f->path);
}

/* What it compiles, where that takes headers from, and nothing else. */
static void test_is_about(void **state)
{
	static const struct {
		const char *below;
		bool about;
	} cases[] = {{"", true}, {"sub/include", true}, {"inc", true}, {"in", false}, {"vendored", false}};
	struct fixture *f = *state;
	auto_ptr(compdb) db = load(f,
				   "[{\"directory\": \"..\", \"file\": \"a.c\", \"command\": \"cc -Isub/include/net "
				   "-iquote inc -DX -c a.c\"}]",
				   NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *folder = path_absolute(f->root, cases[i].below);

		assert_int_equal(compdb_is_about(db, folder), cases[i].about);
	}
}

static void test_paths(void **state)
{
	static const struct {
		const char *directory, *name, *expected;
	} cases[] = {{"/a/b", "c", "/a/b/c"},        {"/a/b", "../c", "/a/c"}, {"/a", "/x//y/./z/", "/x/y/z"},
		     {"/", "../../a", "/a"},         {"/a/b/", "", "/a/b"},    {"/a", "..", "/"},
		     {"/a", "b/../../c/./d", "/c/d"}};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *found = path_absolute(cases[i].directory, cases[i].name);

		assert_string_equal(found, cases[i].expected);
	}
	assert_string_equal(path_below("/a", "/a/b"), "b");
	assert_string_equal(path_below("/", "/a/b"), "a/b");
	assert_string_equal(path_below("/a", "/a"), "");
	assert_null(path_below("/a", "/ab"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_forms, setup, teardown),
		cmocka_unit_test_setup_teardown(test_link, setup, teardown),
		cmocka_unit_test_setup_teardown(test_response_files, setup, teardown),
		cmocka_unit_test_setup_teardown(test_stale, setup, teardown),
		cmocka_unit_test_setup_teardown(test_broken, setup, teardown),
		cmocka_unit_test_setup_teardown(test_find, setup, teardown),
		cmocka_unit_test_setup_teardown(test_is_about, setup, teardown),
		cmocka_unit_test(test_paths),
	};

	return cmocka_run_group_tests_name("compdb", tests, NULL, NULL);
}
