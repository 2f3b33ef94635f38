/* Replacing files: mode and links stay, and a failure leaves the old file and nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/file.h"

static char *dir;

static unsigned count_entries(void)
{
	g_autoptr(GDir) handle = g_dir_open(dir, 0, NULL);
	unsigned count = 0;
	while (g_dir_read_name(handle))
		count++;
	return count;
}

static int make_dir(void **state)
{
	(void)state;
	dir = g_dir_make_tmp("sysfall-file-XXXXXX", NULL);
	return dir ? 0 : -1;
}

static int remove_dir(void **state)
{
	(void)state;
	g_autoptr(GDir) handle = g_dir_open(dir, 0, NULL);
	for (const char *name; (name = g_dir_read_name(handle));) {
		g_autofree char *path = g_build_filename(dir, name, NULL);
		g_unlink(path);
	}
	g_rmdir(dir);
	g_free(dir);
	return 0;
}

static void assert_holds(const char *path, const char *expected)
{
	g_autofree char *bytes = NULL;
	assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
	assert_string_equal(bytes, expected);
}

static void new_file(void **state)
{
	(void)state;
	g_autofree char *path = g_build_filename(dir, "new", NULL);
	mode_t mask = umask(027);
	assert_true(file_replace(path, "one", 3, NULL));
	umask(mask);
	assert_holds(path, "one");
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	g_unlink(path);
}

static void mode_and_link_stay(void **state)
{
	(void)state;
	g_autofree char *path = g_build_filename(dir, "script", NULL);
	g_autofree char *link = g_build_filename(dir, "link", NULL);
	assert_true(g_file_set_contents(path, "old", -1, NULL));
	assert_int_equal(chmod(path, 0751), 0);
	assert_int_equal(symlink("script", link), 0);
	assert_true(file_replace(link, "new", 3, NULL));
	assert_holds(path, "new");
	struct stat st;
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0751);
	assert_int_equal(count_entries(), 2);
	g_unlink(path);
	g_unlink(link);
}

/* A limit on the size of files fails in the middle of the writing, as a full disk does. */
static void failed_write_leaves_the_old_file(void **state)
{
	(void)state;
	g_autofree char *path = g_build_filename(dir, "kept", NULL);
	g_autofree char *big = g_strnfill(100000, 'x');
	assert_true(g_file_set_contents(path, "old", -1, NULL));
	struct rlimit before, small;
	getrlimit(RLIMIT_FSIZE, &before);
	small = before;
	small.rlim_cur = 5000;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &small);
	g_autoptr(GError) error = NULL;
	bool ok = file_replace(path, big, strlen(big), &error);
	setrlimit(RLIMIT_FSIZE, &before);
	signal(SIGXFSZ, SIG_DFL);
	assert_false(ok);
	assert_non_null(strstr(error->message, "cannot write"));
	assert_non_null(strstr(error->message, path));
	assert_holds(path, "old");
	assert_int_equal(count_entries(), 1);
	g_unlink(path);
}

static void what_cannot_be_replaced(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	assert_false(file_replace(dir, "x", 1, &error));
	assert_true(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_ISDIR));
	g_clear_error(&error);
	g_autofree char *path = g_build_filename(dir, "none", "file", NULL);
	assert_false(file_replace(path, "x", 1, &error));
	assert_true(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT));
	assert_int_equal(count_entries(), 0);
}

/* A pipe stays one, and what stands open is written where it stands. */
static void special_files(void **state)
{
	(void)state;
	g_autofree char *path = g_build_filename(dir, "open", NULL);
	g_autofree char *name = NULL;
	int fd = g_open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);

	name = g_strdup_printf("/dev/fd/%d", fd);
	assert_int_equal(write(fd, "a ", 2), 2);
	assert_true(file_put(name, "b ", 2, NULL));
	assert_int_equal(write(fd, "c", 1), 1);
	assert_holds(path, "a b c");
	g_close(fd, NULL);
	g_autoptr(GError) error = NULL;

	assert_false(file_put(name, "x", 1, &error));
	assert_true(file_put("/dev/null", "x", 1, NULL));
	assert_false(file_put("/dev/full", "x", 1, NULL));
	assert_true(file_put(path, "new", 3, NULL));
	assert_holds(path, "new");
	g_unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(new_file),
		cmocka_unit_test(mode_and_link_stay),
		cmocka_unit_test(failed_write_leaves_the_old_file),
		cmocka_unit_test(what_cannot_be_replaced),
		cmocka_unit_test(special_files),
	};
	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
