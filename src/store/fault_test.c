/* Fails the n-th allocation, then the n-th write to the disk, for every n until nothing fails any more. Each time: an
 * error is told, earlier runs are all there, and of the run that failed there is nothing. */
#include "store/store_internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "store/sample.h"

#define ENOUGH 20000 /* more operations than any run of the sample makes */

/* What is to fail, and when: one place for SQLite's hooks, which take no data. */
static struct {
	int countdown; /* 0: nothing fails; 1: the next one */
	bool sticky;   /* everything after the first failure fails too: a disk stays full */
	bool failed;
	sqlite3_mem_methods memory;
} fault;

static bool fails_now(void)
{
	if (fault.failed && fault.sticky)
		return true;
	if (fault.countdown == 0 || --fault.countdown > 0)
		return false;
	fault.failed = true;
	return true;
}

static void *failing_malloc(int size)
{
	return fails_now() ? NULL : fault.memory.xMalloc(size);
}

static void *failing_realloc(void *p, int size)
{
	return fails_now() ? NULL : fault.memory.xRealloc(p, size);
}

static ssize_t failing_pwrite(int fd, const void *bytes, size_t n, off_t offset)
{
	if (fails_now()) {
		errno = ENOSPC;
		return -1;
	}
	return pwrite(fd, bytes, n, offset);
}

static ssize_t failing_write(int fd, const void *bytes, size_t n)
{
	if (fails_now()) {
		errno = ENOSPC;
		return -1;
	}
	return write(fd, bytes, n);
}

static int failing_truncate(int fd, off_t length)
{
	if (fails_now()) {
		errno = ENOSPC;
		return -1;
	}
	return ftruncate(fd, length);
}

static void arm(int n, bool sticky)
{
	fault.countdown = n;
	fault.sticky = sticky;
	fault.failed = false;
}

static bool disarm(void)
{
	bool failed = fault.failed;

	arm(0, false);
	return failed;
}

/* Every n at first, then ever fewer: what is late in a recording is row after row of the same. SYSFALL_TEST_ALL=1 takes
 * every one. */
static int next_fault(int n)
{
	return g_getenv("SYSFALL_TEST_ALL") || n < 60 ? n + 1 : n + 1 + n / 30;
}

/* In memory where there is such a place: hundreds of databases are synced. */
static char *new_path(char **out_folder)
{
	char *in_memory = g_strdup("/dev/shm/sysfall-fault-XXXXXX");

	*out_folder = g_mkdtemp(in_memory);
	if (!*out_folder) {
		g_free(in_memory);
		*out_folder = g_dir_make_tmp("sysfall-fault-XXXXXX", NULL);
	}
	return g_build_filename(*out_folder, ".sysfall", "findings.db", NULL);
}

static void remove_folder(const char *folder)
{
	static const char *const names[] = {".sysfall/findings.db", ".sysfall/findings.db-wal",
					    ".sysfall/findings.db-shm", ".sysfall/.gitignore", ".sysfall"};

	for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *name = g_build_filename(folder, names[i], NULL);

		(void)g_remove(name);
	}
	assert_int_equal(g_rmdir(folder), 0);
}

/* The number of runs; the newest reads back as the sample. */
static guint good_runs(const char *path, const char *want)
{
	struct store *store = store_open(path, false, NULL);
	g_autoptr(GPtrArray) runs = NULL;

	assert_non_null(store);
	runs = store_list_runs(store, NULL);
	assert_non_null(runs);
	if (runs->len > 0) {
		auto_ptr(run) run = store_read_run(store, 0, NULL);
		g_autofree char *got = NULL;

		assert_non_null(run);
		got = sample_show(run);
		assert_string_equal(got, want);
	}
	store_close(store);
	return runs->len;
}

/* One recording with a fault armed; true when it went through. */
static bool record(const char *path, GError **error)
{
	auto_ptr(run) run = sample_run();
	struct store *store = store_open(path, true, error);
	bool ok = store && store_write_run(store, run, error);

	assert_true(ok == (run->id != 0));
	store_close(store);
	return ok;
}

static void fail_each(bool sticky)
{
	auto_ptr(run) sample = sample_run();
	g_autofree char *want = sample_show(sample);
	g_autofree char *folder = NULL;
	g_autofree char *path = new_path(&folder);
	guint runs = 1;
	int n;

	assert_true(record(path, NULL));
	for (n = 1; n < ENOUGH; n = next_fault(n)) {
		GError *error = NULL;
		bool ok, failed;

		arm(n, sticky);
		ok = record(path, &error);
		failed = disarm();
		assert_true(ok || error);
		g_clear_error(&error);
		runs += ok;
		assert_int_equal(good_runs(path, want), runs);
		if (!failed)
			break;
	}
	assert_true(n > 10 && n < ENOUGH);
	remove_folder(folder);
}

static void fail_each_creation(bool sticky)
{
	auto_ptr(run) sample = sample_run();
	g_autofree char *want = sample_show(sample);
	bool failed = true;

	for (int n = 1; failed; n = next_fault(n)) {
		g_autofree char *folder = NULL;
		g_autofree char *path = new_path(&folder);
		g_autofree char *dir = g_path_get_dirname(path);
		GError *error = NULL;
		bool ok;

		assert_true(n < ENOUGH);
		arm(n, sticky);
		ok = record(path, &error);
		failed = disarm();
		assert_true(ok || error);
		g_clear_error(&error);
		if (g_file_test(path, G_FILE_TEST_EXISTS))
			assert_int_equal(good_runs(path, want), ok ? 1 : 0);
		else
			assert_false(ok || g_file_test(dir, G_FILE_TEST_EXISTS));
		remove_folder(folder);
	}
}

static void fail_each_read(void **state)
{
	auto_ptr(run) sample = sample_run();
	g_autofree char *want = sample_show(sample);
	g_autofree char *folder = NULL;
	g_autofree char *path = new_path(&folder);
	bool failed = true;

	(void)state;
	assert_true(record(path, NULL));
	for (int n = 1; failed; n = next_fault(n)) {
		GError *error = NULL;
		struct store *store;
		auto_ptr(run) run = NULL;
		g_autoptr(GPtrArray) runs = NULL;

		assert_true(n < ENOUGH);
		arm(n, false);
		store = store_open(path, false, &error);
		runs = store ? store_list_runs(store, &error) : NULL;
		run = runs ? store_read_run(store, 0, &error) : NULL;
		failed = disarm();
		assert_true((run != NULL) == (error == NULL));
		if (run) {
			g_autofree char *got = sample_show(run);

			assert_string_equal(got, want);
		}
		g_clear_error(&error);
		store_close(store);
	}
	remove_folder(folder);
}

static void test_memory(void **state)
{
	(void)state;
	fail_each(false);
}

static void test_memory_at_creation(void **state)
{
	(void)state;
	fail_each_creation(false);
}

static void hook_disk(void)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);

	assert_int_equal(vfs->xSetSystemCall(vfs, "pwrite", (sqlite3_syscall_ptr)failing_pwrite), SQLITE_OK);
	assert_int_equal(vfs->xSetSystemCall(vfs, "pwrite64", (sqlite3_syscall_ptr)failing_pwrite), SQLITE_OK);
	assert_int_equal(vfs->xSetSystemCall(vfs, "write", (sqlite3_syscall_ptr)failing_write), SQLITE_OK);
	assert_int_equal(vfs->xSetSystemCall(vfs, "ftruncate", (sqlite3_syscall_ptr)failing_truncate), SQLITE_OK);
}

static void without_memory_faults(void)
{
	(void)sqlite3_shutdown();
	assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &fault.memory), SQLITE_OK);
	assert_int_equal(sqlite3_initialize(), SQLITE_OK);
	hook_disk();
}

static void test_disk(void **state)
{
	(void)state;
	without_memory_faults();
	fail_each(false);
	fail_each(true);
}

static void test_disk_at_creation(void **state)
{
	(void)state;
	fail_each_creation(false);
	fail_each_creation(true);
}

static void test_full_disk_is_told(void **state)
{
	g_autofree char *folder = NULL;
	g_autofree char *path = new_path(&folder);
	GError *error = NULL;

	(void)state;
	assert_true(record(path, NULL));
	arm(1, true);
	assert_false(record(path, &error));
	(void)disarm();
	assert_non_null(error);
	if (!strstr(error->message, "the disk is full"))
		fail_msg("%s", error->message);
	assert_int_equal(error->code, STORE_ERROR_WRITE);
	g_error_free(error);
	remove_folder(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memory),           cmocka_unit_test(test_memory_at_creation),
		cmocka_unit_test(fail_each_read),        cmocka_unit_test(test_disk),
		cmocka_unit_test(test_disk_at_creation), cmocka_unit_test(test_full_disk_is_told),
	};
	sqlite3_mem_methods failing;

	(void)sqlite3_config(SQLITE_CONFIG_GETMALLOC, &fault.memory);
	if (!fault.memory.xMalloc) {
		(void)sqlite3_initialize();
		(void)sqlite3_config(SQLITE_CONFIG_GETMALLOC, &fault.memory);
		(void)sqlite3_shutdown();
		(void)sqlite3_config(SQLITE_CONFIG_GETMALLOC, &fault.memory);
	}
	(void)sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0); /* every allocation counts */
	failing = fault.memory;
	failing.xMalloc = failing_malloc;
	failing.xRealloc = failing_realloc;
	if (sqlite3_config(SQLITE_CONFIG_MALLOC, &failing) != SQLITE_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
