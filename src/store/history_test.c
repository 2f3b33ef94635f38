/* Totals over runs: of one root, oldest first, counted as the renderers count. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib/gstdio.h>

#include "store/history.h"

static void add_site(struct run *run, unsigned line, enum verdict first, enum verdict second)
{
	struct site *site = site_new("accept4", "accept4");
	const enum verdict verdicts[] = {first, second};
	static const char *const names[] = {"ENOSYS", "EPERM"};

	site->where = (struct location_range){g_intern_string("a.c"), line, 1, line, 2};
	for (int i = 0; i < 2; i++) {
		struct errno_verdict *v = errno_verdict_new(names[i]);

		v->verdict = verdicts[i];
		g_ptr_array_add(site->verdicts, v);
	}
	g_ptr_array_add(run->sites, site);
}

static gint64 add_run_for(struct store *store, const char *root, bool with_sites, const char *kernel)
{
	auto_ptr(run) run = run_new();

	run->target.kernel = g_strdup(kernel);

	run->root = g_strdup(root);
	run->started = g_strdup("2026-08-03T10:00:00Z");
	run->tool_version = g_strdup("0");
	if (with_sites) {
		add_site(run, 1, VERDICT_HANDLED, VERDICT_DEFERRED);
		add_site(run, 2, VERDICT_HANDLED, VERDICT_UNHANDLED);
		add_site(run, 3, VERDICT_CONDITIONAL, VERDICT_CONDITIONAL);
		add_site(run, 4, VERDICT_UNHANDLED, VERDICT_UNKNOWN);
		add_site(run, 5, VERDICT_HANDLED, VERDICT_UNKNOWN);
	}
	run_finish(run);
	assert_true(store_write_run(store, run, NULL));
	return run->id;
}

static gint64 add_run(struct store *store, const char *root, bool with_sites)
{
	return add_run_for(store, root, with_sites, NULL);
}

static void totals(void **state)
{
	(void)state;
	g_autofree char *dir = g_dir_make_tmp("sysfall-history-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "x.db", NULL);
	auto_ptr(store) store = store_open(path, true, NULL);

	assert_non_null(store);
	gint64 first = add_run(store, "/a", false), second = add_run(store, "/a", true);

	add_run(store, "/b", true);
	gint64 other = add_run_for(store, "/a", true, "2.6.35");
	gint64 last = add_run(store, "/a", true);
	g_autoptr(GPtrArray) all = store_history(store, last, 10, NULL);
	g_autoptr(GPtrArray) some = store_history(store, second, 1, NULL);

	g_autoptr(GPtrArray) others = store_history(store, other, 10, NULL);

	assert_int_equal(others->len, 1); /* what was asked about another target says nothing about this one */
	assert_int_equal(all->len, 3);
	const struct run_totals *empty = g_ptr_array_index(all, 0), *full = g_ptr_array_index(all, 2);

	assert_int_equal(empty->id, first);
	assert_int_equal(empty->handled + empty->partly + empty->unhandled + empty->undecided, 0);
	assert_int_equal(full->id, last);
	assert_int_equal(full->handled, 1);
	assert_int_equal(full->partly, 2);
	assert_int_equal(full->unhandled, 1);
	assert_int_equal(full->undecided, 1);
	assert_int_equal(some->len, 1);
	assert_int_equal(((struct run_totals *)g_ptr_array_index(some, 0))->id, second);
	store_close(g_steal_pointer(&store));
	static const char *const suffixes[] = {"", "-wal", "-shm"};

	for (int i = 0; i < 3; i++) {
		g_autofree char *file = g_strconcat(path, suffixes[i], NULL);

		g_unlink(file);
	}
	g_rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(totals)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
