/* The shim at work: compiled as strictly as compilers can, linked in and loaded, before a C library that lacks the call
 * (testdata/shim). And its files: what is there and is something else is not overwritten. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "fix/shim/shim.h"

#define RULES_DIR TEST_SOURCE_DIR "/rules"
#define CASE_DIR  TEST_SOURCE_DIR "/testdata/shim"

static char *dir;
static struct rule_set *rules;

static int make_dir(void **state)
{
	(void)state;
	dir = g_dir_make_tmp("sysfall-shim-XXXXXX", NULL);
	rules = rule_set_new();
	return dir && rule_set_load(rules, RULES_DIR, NULL) ? 0 : -1;
}

static int remove_dir(void **state)
{
	(void)state;
	g_autoptr(GDir) handle = g_dir_open(dir, 0, NULL);
	for (const char *name; handle && (name = g_dir_read_name(handle));) {
		g_autofree char *path = g_build_filename(dir, name, NULL);
		g_unlink(path);
	}
	g_rmdir(dir);
	g_free(dir);
	rule_set_free(rules);
	return 0;
}

static const struct rule *accept4_rule(void)
{
	return rule_set_find(rules, "accept4");
}

/* The exit code of a shell command in the folder; its output is shown. */
static int shell(const char *format, ...) G_GNUC_PRINTF(1, 2);
static int shell(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *command = g_strdup_vprintf(format, args);
	va_end(args);
	char sh[] = "sh", c[] = "-c", *argv[] = {sh, c, command, NULL};
	int status = -1;
	assert_true(g_spawn_sync(dir, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
	return status & 0x7f ? -1 : status >> 8;
}

#define STRICT "-Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wcast-qual -Werror"

static void test_compiles(void **state)
{
	(void)state;
	static const char *const compilers[] = {"cc -std=gnu99", "cc -std=c99", "cc -std=c11 -O2", "clang-19 -std=c99",
						"clang-19 -std=gnu17 -O2"};
	assert_true(shim_write(dir, accept4_rule(), NULL));
	for (unsigned i = 0; i < G_N_ELEMENTS(compilers); i++) {
		assert_int_equal(shell("%s " STRICT " -c accept4_shim.c -o wrap.o", compilers[i]), 0);
		assert_int_equal(shell("%s " STRICT " -Wno-missing-prototypes -fvisibility=hidden -fPIC -shared "
				       "-DACCEPT4_SHIM_PRELOAD accept4_shim.c -o accept4_shim.so",
				       compilers[i]),
				 0);
	}
	assert_int_equal(shell("printf '#include \"accept4_shim.h\"\\n' >a.cc && c++ -Wall -Wextra -Werror -c a.cc"),
			 0);
}

struct expected {
	int error;
	int asked; /* of four accepts */
	const char *more;
};

static const struct expected expectations[] = {
	{ENOSYS, 1, ""}, /* remembered */
	{EPERM, 4, ""},
	{ENOTSUP, 4, ""},
	{EMFILE, 4, "COMES_THROUGH=1"},
};

static void test_linked_in(void **state)
{
	(void)state;
	assert_true(shim_write(dir, accept4_rule(), NULL));
	assert_int_equal(shell("cc -Wall -Werror %s/program.c %s/fail.c accept4_shim.c -Wl,--wrap=accept4 -o linked",
			       CASE_DIR, CASE_DIR),
			 0);
	for (unsigned i = 0; i < G_N_ELEMENTS(expectations); i++) {
		const struct expected *e = &expectations[i];
		assert_int_equal(shell("FAIL=%d ASKED=%d %s ./linked", e->error, e->asked, e->more), 0);
	}
}

static void test_loaded(void **state)
{
	(void)state;
	assert_true(shim_write(dir, accept4_rule(), NULL));
	assert_int_equal(shell("cc -shared -fPIC -DACCEPT4_SHIM_PRELOAD accept4_shim.c -o accept4_shim.so -ldl && "
			       "cc -shared -fPIC %s/fail.c -o libfail.so && cc %s/program.c ./libfail.so -o loaded",
			       CASE_DIR, CASE_DIR),
			 0);
	for (unsigned i = 0; i < G_N_ELEMENTS(expectations); i++) {
		const struct expected *e = &expectations[i];
		assert_int_equal(
			shell("FAIL=%d ASKED=%d %s LD_PRELOAD=./accept4_shim.so ./loaded", e->error, e->asked, e->more),
			0);
	}
	/* without the shim it fails, or nothing was proven */
	assert_int_equal(shell("FAIL=%d ASKED=1 ./loaded", ENOSYS), 11);
}

static void test_make(void **state)
{
	(void)state;
	assert_true(shim_write(dir, accept4_rule(), NULL));
	g_autofree char *makefile = g_strdup_printf("program: %s/program.c %s/fail.c\n"
						    "include ./accept4_shim.mk\n"
						    "program: $(ACCEPT4_SHIM_OBJECT)\n"
						    "\t$(CC) $^ $(ACCEPT4_SHIM_LDFLAGS) -o $@\n",
						    CASE_DIR, CASE_DIR);
	g_autofree char *path = g_build_filename(dir, "Makefile", NULL);
	assert_true(g_file_set_contents(path, makefile, -1, NULL));
	assert_int_equal(shell("make -s program accept4_shim.so && FAIL=%d ASKED=1 ./program", ENOSYS), 0);
}

static void test_cmake(void **state)
{
	(void)state;
	assert_true(shim_write(dir, accept4_rule(), NULL));
	g_autofree char *lists =
		g_strdup_printf("cmake_minimum_required(VERSION 3.13)\nproject(p C)\n"
				"include(accept4_shim.cmake)\nadd_executable(program %s/program.c %s/fail.c)\n"
				"target_link_libraries(program PRIVATE accept4_shim)\n",
				CASE_DIR, CASE_DIR);
	g_autofree char *path = g_build_filename(dir, "CMakeLists.txt", NULL);
	assert_true(g_file_set_contents(path, lists, -1, NULL));
	int code = shell("b=$(mktemp -d) && cmake -S . -B $b >/dev/null && cmake --build $b >/dev/null && "
			 "cmake --build $b --target accept4_shim_preload >/dev/null && "
			 "FAIL=%d ASKED=1 $b/program; code=$?; rm -rf $b; exit $code",
			 ENOSYS);
	assert_int_equal(code, 0);
}

static void test_files_in_the_way(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	g_autofree char *sub = g_build_filename(dir, "a", NULL),
			*header = g_build_filename(sub, "accept4_shim.h", NULL);
	g_autofree char *source = g_build_filename(sub, "accept4_shim.c", NULL);
	assert_true(shim_write(sub, accept4_rule(), NULL));
	assert_true(shim_write(sub, accept4_rule(), NULL)); /* the same once more */
	assert_true(g_file_set_contents(header, "mine", -1, NULL));
	assert_int_equal(g_unlink(source), 0);
	assert_false(shim_write(sub, accept4_rule(), &error));
	assert_true(g_error_matches(error, SHIM_ERROR, SHIM_ERROR_EXISTS));
	assert_false(g_file_test(source, G_FILE_TEST_EXISTS));
	g_clear_error(&error);
	assert_false(shim_write(header, accept4_rule(), &error));
	assert_true(g_error_matches(error, SHIM_ERROR, SHIM_ERROR_WRITE));
	assert_int_equal(shell("rm -r a"), 0);
}

static void test_rules_without(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	struct rule *rule = (struct rule *)(gpointer)accept4_rule();
	struct rule_call *to = g_ptr_array_index(rule->fallbacks, 0);
	to->raw = true;
	assert_null(shim_files(rule, &error));
	assert_true(g_error_matches(error, SHIM_ERROR, SHIM_ERROR_RULE));
	to->raw = false;
	g_clear_error(&error);
	struct rule_fix *fix = g_steal_pointer(&rule->fix);
	assert_null(shim_files(rule, &error));
	assert_true(g_error_matches(error, SHIM_ERROR, SHIM_ERROR_RULE));
	rule->fix = fix;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_compiles, make_dir, remove_dir),
		cmocka_unit_test_setup_teardown(test_linked_in, make_dir, remove_dir),
		cmocka_unit_test_setup_teardown(test_loaded, make_dir, remove_dir),
		cmocka_unit_test_setup_teardown(test_make, make_dir, remove_dir),
		cmocka_unit_test_setup_teardown(test_cmake, make_dir, remove_dir),
		cmocka_unit_test_setup_teardown(test_files_in_the_way, make_dir, remove_dir),
		cmocka_unit_test_setup_teardown(test_rules_without, make_dir, remove_dir),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
