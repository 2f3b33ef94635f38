/* Compiled headers change nothing but the time: the same code comes out with them, without them, and when their file is
 * damaged or was made from other bytes. */
#include "ast/specimen.h"

static const char c_source[] = "#include \"gone.h\"\n"
			       "int take(gone_t *g)\n{\n"
			       "#ifdef HAVE_ACCEPT4\n"
			       "\tint fd = accept4(g->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);\n"
			       "\tif (fd < 0 && errno == ENOSYS)\n"
			       "\t\tfd = accept(g->fd, NULL, NULL);\n"
			       "\tGONE_LOG(strerror(errno), SOCK_CLOEXEC);\n"
			       "\treturn fd;\n"
			       "#endif\n}\n";
static const char cxx_source[] = "#include <vector>\n#include <mutex>\n#include \"gone.hpp\"\n"
				 "int take(std::vector<int> &v, gone::thing *g)\n{\n"
				 "\tstd::lock_guard<std::mutex> hold(g->lock);\n"
				 "\tv.push_back(::accept4(g->fd(), nullptr, nullptr, SOCK_CLOEXEC));\n"
				 "\treturn v.back();\n}\n";

/* The code and the sites' flags as text; free with g_free. */
static char *analysed(const char *path, const char *source, const char *cache)
{
	struct specimen s;
	specimen_begin(&s);
	s.header_cache = cache;
	specimen_add(&s, path, source);
	auto_ptr(ast_unit) unit = specimen_analyse(&s, path, NULL);
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < unit->code->functions->len; i++)
		cfg_text_print_function(unit->code->functions->pdata[i], out);
	for (guint i = 0; i < unit->sites->len; i++) {
		const struct ast_site *site = unit->sites->pdata[i];
		for (guint k = 0; site->flags && k < site->flags->len; k++)
			g_string_append_printf(out, "flag %d\n", g_array_index(site->flags, int, k));
	}
	assert_int_equal(unit->sites->len, 1);
	specimen_end(&s);
	return g_string_free(out, FALSE);
}

static char *new_folder(void)
{
	char *folder = g_dir_make_tmp("sysfall-cache-XXXXXX", NULL);
	assert_non_null(folder);
	return folder;
}

/* Calls visit for each compiled header in the folder; their number. */
static unsigned each_compiled(const char *folder, void (*visit)(const char *path))
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	unsigned n = 0;
	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		if (!g_str_has_suffix(name, ".pch"))
			continue;
		n++;
		if (visit)
			visit(path);
	}
	return n;
}

static void remove_folder(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_remove(path);
	}
	g_rmdir(folder);
}

static void damage(const char *path)
{
	assert_true(g_file_set_contents(path, "CPCH but no more", -1, NULL));
}

/* The header that it was made from is a byte longer now: clang takes it for out of date. */
static void outdate(const char *path)
{
	g_autofree char *header = g_strdup(path);
	g_autofree char *text = NULL;
	strcpy(strrchr(header, '.'), ".h");
	assert_true(g_file_get_contents(header, &text, NULL, NULL));
	g_autofree char *longer = g_strconcat(text, "\n", NULL);
	assert_true(g_file_set_contents(header, longer, -1, NULL));
}

static void same_either_way(const char *path, const char *source)
{
	g_autofree char *folder = new_folder();
	g_autofree char *plain = analysed(path, source, NULL);
	g_autofree char *first = analysed(path, source, folder);
	assert_string_equal(first, plain);
	assert_int_equal(each_compiled(folder, NULL), 1);
	g_autofree char *again = analysed(path, source, folder);
	assert_string_equal(again, plain);
	each_compiled(folder, damage);
	g_autofree char *damaged = analysed(path, source, folder);
	assert_string_equal(damaged, plain);
	each_compiled(folder, outdate);
	g_autofree char *outdated = analysed(path, source, folder);
	assert_string_equal(outdated, plain);
	assert_int_equal(each_compiled(folder, NULL), 1);
	remove_folder(folder);
}

static void same_in_c(void **state)
{
	(void)state;
	same_either_way("a.c", c_source);
}

static void same_in_cxx(void **state)
{
	(void)state;
	same_either_way("a.cc", cxx_source);
}

static void nowhere_to_write(void **state)
{
	(void)state;
	g_autofree char *plain = analysed("a.c", c_source, NULL);
	g_autofree char *same = analysed("a.c", c_source, "/dev/null/cache");
	assert_string_equal(same, plain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(same_in_c), cmocka_unit_test(same_in_cxx),
					   cmocka_unit_test(nowhere_to_write)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
