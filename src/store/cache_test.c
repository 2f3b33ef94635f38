/* The cache table: values come back, the size stays within bounds, several processes get along. */
#include "store/cache.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/statement.h"
#include "store/store_internal.h"

#define ALL (G_GINT64_CONSTANT(1) << 40)

struct fixture {
	char *folder, *path;
};

static int setup(void **state)
{
	struct fixture *f = g_new0(struct fixture, 1);

	f->folder = g_dir_make_tmp("sysfall-cache-XXXXXX", NULL);
	f->path = g_build_filename(f->folder, "findings.db", NULL);
	*state = f;
	return f->folder ? 0 : -1;
}

static int teardown(void **state)
{
	static const char *const suffixes[] = {"", "-wal", "-shm"};
	struct fixture *f = *state;

	for (unsigned i = 0; i < G_N_ELEMENTS(suffixes); i++) {
		g_autofree char *name = g_strconcat(f->path, suffixes[i], NULL);

		(void)g_unlink(name);
	}
	assert_int_equal(g_rmdir(f->folder), 0);
	g_free(f->folder);
	g_free(f->path);
	g_free(f);
	return 0;
}

static void put(struct store_cache *cache, const char *key, const char *text)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));

	store_cache_put(cache, key, bytes);
}

static bool holds(struct store_cache *cache, const char *key, const char *text)
{
	g_autoptr(GBytes) bytes = store_cache_get(cache, key);
	gsize length;
	const char *data = bytes ? g_bytes_get_data(bytes, &length) : NULL;

	return text ? bytes && length == strlen(text) && (length == 0 || memcmp(data, text, length) == 0) : !bytes;
}

static void test_values_come_back(void **state)
{
	struct fixture *f = *state;
	auto_ptr(store_cache) first = store_cache_new(f->path);

	assert_true(store_cache_write(first, ALL, NULL));
	assert_false(g_file_test(f->path, G_FILE_TEST_EXISTS)); /* nothing to write, nothing made */
	put(first, "a", "one");
	put(first, "b", "two");
	put(first, "a", "three");
	put(first, "empty", "");
	assert_true(holds(first, "a", "three"));
	assert_true(holds(first, "c", NULL));
	assert_true(store_cache_write(first, ALL, NULL));
	auto_ptr(store_cache) second = store_cache_new(f->path);

	assert_true(holds(second, "a", "three"));
	assert_true(holds(second, "b", "two"));
	assert_true(holds(second, "empty", ""));
	assert_true(holds(second, "c", NULL));
	put(second, "a", "four");
	assert_true(store_cache_write(second, ALL, NULL));
	assert_true(holds(first, "a", "four"));
}

static void set_used(const char *path, const char *key, gint64 used)
{
	struct store *store = store_open(path, false, NULL);
	struct statement s;

	statement_prepare(&s, store->db, "UPDATE cache SET used = ? WHERE key = ?");
	statement_put_int(&s, used);
	statement_put_text(&s, key);
	assert_true(statement_run(&s, NULL));
	statement_finish(&s);
	store_close(store);
}

static void test_bounded(void **state)
{
	struct fixture *f = *state;
	auto_ptr(store_cache) cache = store_cache_new(f->path);

	put(cache, "old", "12345");
	put(cache, "new", "12345");
	assert_true(store_cache_write(cache, ALL, NULL));
	set_used(f->path, "old", 1000);
	set_used(f->path, "new", 2000);
	put(cache, "newest", "12345");
	assert_true(store_cache_write(cache, 12, NULL));
	assert_true(holds(cache, "old", NULL));
	assert_true(holds(cache, "new", "12345"));
	assert_true(holds(cache, "newest", "12345"));
}

/* What is asked for is used: it outlives what is not. */
static void test_used_is_noted(void **state)
{
	struct fixture *f = *state;
	auto_ptr(store_cache) cache = store_cache_new(f->path);

	put(cache, "a", "12345");
	put(cache, "b", "12345");
	assert_true(store_cache_write(cache, ALL, NULL));
	set_used(f->path, "a", 1000);
	set_used(f->path, "b", 2000);
	assert_true(holds(cache, "a", "12345"));
	put(cache, "c", "12345");
	assert_true(store_cache_write(cache, 12, NULL));
	assert_true(holds(cache, "a", "12345"));
	assert_true(holds(cache, "b", NULL));
}

static void test_prune(void **state)
{
	struct fixture *f = *state;
	auto_ptr(store_cache) cache = store_cache_new(f->path);
	struct store_cache_size size;

	put(cache, "a", "12345");
	put(cache, "b", "123");
	assert_true(store_cache_write(cache, ALL, NULL));
	set_used(f->path, "a", 1000);
	auto_ptr(store) store = store_open(f->path, false, NULL);

	assert_true(store_cache_measure(store, &size, NULL));
	assert_int_equal(size.entries, 2);
	assert_int_equal(size.bytes, 8);
	assert_true(store_cache_prune(store, 3600, ALL, NULL));
	assert_true(store_cache_measure(store, &size, NULL));
	assert_int_equal(size.entries, 1);
	assert_true(store_cache_prune(store, 0, ALL, NULL));
	assert_true(store_cache_measure(store, &size, NULL));
	assert_int_equal(size.entries, 0);
	assert_int_equal(size.bytes, 0);
}

/* Processes that all find no database and make it at once, each with a value of its own. */
static void test_at_once(void **state)
{
	enum { PROCESSES = 8 };
	struct fixture *f = *state;
	pid_t pids[PROCESSES];
	unsigned failed = 0;

	for (int i = 0; i < PROCESSES; i++) {
		pids[i] = fork();
		if (pids[i] == 0) {
			g_autofree char *key = g_strdup_printf("key %d", i);
			struct store_cache *cache = store_cache_new(f->path);

			put(cache, key, "value");
			_exit(store_cache_write(cache, ALL, NULL) ? 0 : 1);
		}
		assert_true(pids[i] > 0);
	}
	for (int i = 0; i < PROCESSES; i++) {
		int status = 1;

		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		failed += status != 0;
	}
	assert_int_equal(failed, 0);
	auto_ptr(store) store = store_open(f->path, false, NULL);
	struct store_cache_size size;

	assert_true(store_cache_measure(store, &size, NULL));
	assert_int_equal(size.entries, PROCESSES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_values_come_back, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bounded, setup, teardown),
		cmocka_unit_test_setup_teardown(test_used_is_noted, setup, teardown),
		cmocka_unit_test_setup_teardown(test_prune, setup, teardown),
		cmocka_unit_test_setup_teardown(test_at_once, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
