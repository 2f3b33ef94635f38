/* Finding our own files beside an executable, and beside this one in the build tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "util/paths.h"

static void beside_an_executable(void **state)
{
	(void)state;
	g_autofree char *prefix = g_dir_make_tmp("sysfall-prefix-XXXXXX", NULL);
	g_autofree char *bin = g_build_filename(prefix, "bin", NULL);
	g_autofree char *share = g_build_filename(prefix, "share", NULL);
	g_autofree char *rules = g_build_filename(share, "sysfall", "rules", NULL);
	g_autoptr(GError) error = NULL;
	assert_null(paths_find_rules_from(bin, &error));
	assert_true(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT));
	assert_non_null(strstr(error->message, rules));
	assert_null(paths_find_module_from(bin, "ast.so", NULL));
	g_mkdir_with_parents(bin, 0700);
	g_mkdir_with_parents(rules, 0700);
	g_autofree char *found = paths_find_rules_from(bin, NULL);
	assert_string_equal(found, rules);
	g_autofree char *sysfall = g_build_filename(share, "sysfall", NULL);
	const char *const made[] = {rules, sysfall, share, bin, prefix};
	for (unsigned i = 0; i < G_N_ELEMENTS(made); i++)
		g_rmdir(made[i]);
}

static void beside_this_one(void **state)
{
	(void)state;
	g_autofree char *rules = paths_find_rules(NULL);
	assert_string_equal(rules, TEST_BINARY_DIR "/share/sysfall/rules");
	assert_null(paths_find_module("no-such-module.so", NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(beside_an_executable),
		cmocka_unit_test(beside_this_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
