/* The database as its users meet it: what goes in comes out, and what is no database of ours is left alone. */
#include "store/schema.h"
#include "store/store_internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/sample.h"

struct fixture {
	char *folder;
	char *path; /* FOLDER/.sysfall/findings.db */
};

static int setup(void **state)
{
	struct fixture *f = g_new0(struct fixture, 1);

	f->folder = g_dir_make_tmp("sysfall-store-XXXXXX", NULL);
	f->path = g_build_filename(f->folder, ".sysfall", "findings.db", NULL);
	*state = f;
	return f->folder ? 0 : -1;
}

static void remove_tree(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *child = g_build_filename(path, name, NULL);

		remove_tree(child);
	}
	(void)g_remove(path);
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	remove_tree(f->folder);
	g_free(f->folder);
	g_free(f->path);
	g_free(f);
	return 0;
}

static struct store *open_or_fail(const char *path, bool create)
{
	GError *error = NULL;
	struct store *store = store_open(path, create, &error);

	if (error)
		fail_msg("%s", error->message);
	assert_non_null(store);
	return store;
}

static void expect_error(GError *error, enum store_error code, const char *words)
{
	assert_non_null(error);
	assert_int_equal(error->domain, STORE_ERROR);
	if (!strstr(error->message, words))
		fail_msg("'%s' does not say '%s'", error->message, words);
	assert_int_equal(error->code, code);
	g_error_free(error);
}

static void refuse(const char *path, bool create, enum store_error code, const char *words)
{
	GError *error = NULL;

	assert_null(store_open(path, create, &error));
	expect_error(error, code, words);
}

static void test_round_trip(void **state)
{
	struct fixture *f = *state;
	auto_ptr(run) run = sample_run();
	g_autofree char *want = sample_show(run);
	struct store *store = open_or_fail(f->path, true);
	auto_ptr(run) back = NULL;
	g_autofree char *got = NULL;

	assert_true(store_write_run(store, run, NULL));
	assert_int_equal(run->id, 1);
	store_close(store);
	store = open_or_fail(f->path, false);
	back = store_read_run(store, 1, NULL);
	assert_non_null(back);
	got = sample_show(back);
	assert_string_equal(got, want);
	assert_int_equal(back->id, 1);
	store_close(store);
}

static void test_newest_and_list(void **state)
{
	struct fixture *f = *state;
	struct store *store = open_or_fail(f->path, true);
	g_autoptr(GPtrArray) runs = NULL;
	auto_ptr(run) newest = NULL;
	GError *error = NULL;

	assert_null(store_read_run(store, 0, &error));
	expect_error(error, STORE_ERROR_NO_RUN, "sysfall scan");
	for (int i = 0; i < 3; i++) {
		auto_ptr(run) run = sample_run();

		run->seconds = i;
		assert_true(store_write_run(store, run, NULL));
	}
	newest = store_read_run(store, 0, NULL);
	assert_int_equal(newest->id, 3);
	assert_true(newest->seconds == 2);
	runs = store_list_runs(store, NULL);
	assert_int_equal(runs->len, 3);
	assert_int_equal(((struct run *)g_ptr_array_index(runs, 0))->id, 3);
	assert_int_equal(((struct run *)g_ptr_array_index(runs, 2))->id, 1);
	error = NULL;
	assert_null(store_read_run(store, 99, &error));
	expect_error(error, STORE_ERROR_NO_RUN, "has no run 99");
	store_close(store);
}

static void test_folder_ignores_itself(void **state)
{
	struct fixture *f = *state;
	g_autofree char *ignore = g_build_filename(f->folder, ".sysfall", ".gitignore", NULL);
	g_autofree char *other = g_build_filename(f->folder, "mine", "x.db", NULL);
	g_autofree char *no_ignore = g_build_filename(f->folder, "mine", ".gitignore", NULL);
	g_autofree char *text = NULL;

	store_close(open_or_fail(f->path, true));
	assert_true(g_file_get_contents(ignore, &text, NULL, NULL));
	assert_non_null(strstr(text, "\n*\n"));
	store_close(open_or_fail(other, true));
	assert_false(g_file_test(no_ignore, G_FILE_TEST_EXISTS));
}

static void test_settings(void **state)
{
	struct fixture *f = *state;
	struct store *store = open_or_fail(f->path, true);
	sqlite3_stmt *s;

	assert_int_equal(sqlite3_prepare_v2(store->db, "PRAGMA journal_mode", -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(s, 0), "wal");
	sqlite3_finalize(s);
	assert_int_equal(sqlite3_exec(store->db,
				      "INSERT INTO verdict (site_id, errno, verdict) VALUES (7, 'EPERM', 'handled')",
				      NULL, NULL, NULL),
			 SQLITE_CONSTRAINT_FOREIGNKEY);
	store_close(store);
}

static void test_missing(void **state)
{
	struct fixture *f = *state;

	refuse(f->path, false, STORE_ERROR_OPEN, "run `sysfall scan` first");
	assert_false(g_file_test(f->path, G_FILE_TEST_EXISTS));
	refuse(f->folder, true, STORE_ERROR_OPEN, "is a folder");
	refuse("/dev/null/x/findings.db", true, STORE_ERROR_OPEN, "Not a directory");
}

static void write_file(const struct fixture *f, const char *text)
{
	g_autofree char *folder = g_path_get_dirname(f->path);

	(void)g_mkdir(folder, 0777);
	assert_true(g_file_set_contents(f->path, text, -1, NULL));
}

static void test_not_a_database(void **state)
{
	static const char text[] =
		"This is my diary, and it is longer than the header of a database is. Do not write to "
		"it, please, whatever you do; that would be a pity.\n";
	struct fixture *f = *state;
	g_autofree char *after = NULL;

	write_file(f, text);
	refuse(f->path, true, STORE_ERROR_NOT_A_DATABASE, "is not an SQLite database");
	refuse(f->path, false, STORE_ERROR_NOT_A_DATABASE, "--db");
	assert_true(g_file_get_contents(f->path, &after, NULL, NULL));
	assert_string_equal(after, text);
}

static void test_empty_file_becomes_a_database(void **state)
{
	struct fixture *f = *state;

	write_file(f, "");
	refuse(f->path, false, STORE_ERROR_NO_RUN, "holds no run yet");
	store_close(open_or_fail(f->path, true));
	store_close(open_or_fail(f->path, false));
}

static void execute(const char *path, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void test_somebody_elses_database(void **state)
{
	struct fixture *f = *state;

	write_file(f, "");
	execute(f->path, "CREATE TABLE recipe (id INTEGER)");
	refuse(f->path, true, STORE_ERROR_NOT_A_DATABASE, "not one of sysfall's");
}

static void test_newer_schema(void **state)
{
	struct fixture *f = *state;

	store_close(open_or_fail(f->path, true));
	execute(f->path, "PRAGMA user_version = 99");
	refuse(f->path, true, STORE_ERROR_VERSION, "newer sysfall");
	refuse(f->path, false, STORE_ERROR_VERSION, "99");
}

static void test_damaged(void **state)
{
	struct fixture *f = *state;
	struct store *store = open_or_fail(f->path, true);
	GError *error = NULL;
	auto_ptr(run) run = sample_run();
	FILE *file;

	assert_true(store_write_run(store, run, NULL));
	store_close(store);
	file = fopen(f->path, "r+");
	assert_non_null(file);
	for (long page = 1; page < 12; page++) {
		fseek(file, page * 4096, SEEK_SET);
		for (int i = 0; i < 512; i++)
			fputs("damage! ", file);
	}
	fclose(file);
	store = store_open(f->path, false, &error);
	if (store)
		assert_null(store_read_run(store, 0, &error));
	expect_error(error, STORE_ERROR_NOT_A_DATABASE, "is damaged");
	store_close(store);
}

static void test_unknown_word(void **state)
{
	struct fixture *f = *state;
	struct store *store = open_or_fail(f->path, true);
	auto_ptr(run) run = sample_run();
	GError *error = NULL;

	assert_true(store_write_run(store, run, NULL));
	assert_int_equal(sqlite3_exec(store->db, "UPDATE site SET form = 'magic' WHERE line = 10", NULL, NULL, NULL),
			 SQLITE_OK);
	assert_null(store_read_run(store, 0, &error));
	expect_error(error, STORE_ERROR_READ, "unknown form 'magic'");
	store_close(store);
}

static void test_locked(void **state)
{
	struct fixture *f = *state;
	struct store *store = open_or_fail(f->path, true);
	struct store *other = open_or_fail(f->path, true);
	auto_ptr(run) run = sample_run();
	GError *error = NULL;

	assert_int_equal(sqlite3_exec(other->db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_busy_timeout(store->db, 20);
	assert_false(store_write_run(store, run, &error));
	expect_error(error, STORE_ERROR_WRITE, "locked by another process");
	assert_int_equal(run->id, 0);
	assert_int_equal(sqlite3_exec(other->db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	assert_true(store_write_run(store, run, NULL));
	store_close(other);
	store_close(store);
}

static void test_read_only(void **state)
{
	struct fixture *f = *state;
	g_autofree char *folder = g_path_get_dirname(f->path);
	struct store *store = open_or_fail(f->path, true);
	auto_ptr(run) run = sample_run();
	auto_ptr(run) back = NULL;
	GError *error = NULL;
	bool was_root = geteuid() == 0; /* whom no mode stops */

	assert_true(store_write_run(store, run, NULL));
	store_close(store);
	assert_int_equal(chmod(f->path, 0444), 0);
	assert_int_equal(chmod(folder, 0555), 0);
	assert_int_equal(chmod(f->folder, 0755), 0);
	if (was_root)
		assert_int_equal(seteuid(65534), 0);
	store = open_or_fail(f->path, false);
	back = store_read_run(store, 0, NULL);
	assert_non_null(back);
	store_close(store);
	store = store_open(f->path, true, &error);
	if (store)
		assert_false(store_write_run(store, run, &error));
	store_close(store);
	if (was_root)
		assert_int_equal(seteuid(0), 0);
	assert_non_null(error);
	assert_non_null(strstr(error->message, "read-only"));
	g_error_free(error);
	assert_int_equal(chmod(folder, 0755), 0);
}

/* A database of an older version is brought forward, keeps what it holds, and a step that fails changes nothing. */
static void test_migration(void **state)
{
	const int now = schema_current.version;
	g_autofree const char **steps = g_new0(const char *, (gsize)now + 2);
	const struct schema next = {steps, now + 1}, broken = {steps, now + 2};
	struct fixture *f = *state;
	struct store *store = open_or_fail(f->path, true);
	auto_ptr(run) run = sample_run();
	auto_ptr(run) back = NULL;
	int version, rc;

	memcpy(steps, schema_current.steps, sizeof(*steps) * (gsize)now);
	steps[now] = "ALTER TABLE run ADD COLUMN note TEXT; CREATE TABLE extra (x)";
	steps[now + 1] = "CREATE TABLE last (x); nonsense";
	assert_true(store_write_run(store, run, NULL));
	assert_int_equal(schema_look(store->db, &next, &version, &rc), SCHEMA_OLD);
	assert_int_equal(schema_migrate(store->db, &next), SQLITE_OK);
	assert_int_equal(schema_look(store->db, &next, &version, &rc), SCHEMA_READY);
	assert_int_equal(version, now + 1);
	assert_int_equal(schema_migrate(store->db, &next), SQLITE_OK);
	assert_int_equal(sqlite3_exec(store->db, "SELECT note FROM run, extra", NULL, NULL, NULL), SQLITE_OK);
	back = store_read_run(store, 0, NULL);
	assert_non_null(back);

	assert_int_not_equal(schema_migrate(store->db, &broken), SQLITE_OK);
	assert_int_equal(schema_look(store->db, &next, &version, &rc), SCHEMA_READY);
	assert_int_not_equal(sqlite3_exec(store->db, "SELECT * FROM last", NULL, NULL, NULL), SQLITE_OK);
	store_close(store);
	refuse(f->path, false, STORE_ERROR_VERSION, "newer");
}

/* As a program that knew no assumptions wrote it. */
static const char old_run[] =
	"INSERT INTO run (id, root, started, seconds, complete, tool_version, sandbox, files_seen, files_searched,"
	" files_candidates, files_analysed, files_cached, files_failed) VALUES (1,'/','x',0,1,'0',0,1,1,1,1,0,0);"
	"INSERT INTO file VALUES (1, 'a.c');"
	"INSERT INTO site (id, run_id, stable_id, rule, call, path, line, \"column\", end_line, end_column, function, "
	"form,"
	" severity) VALUES (1, 1, 'id', 'accept4', 'accept4', 'a.c', 1, 1, 1, 2, 'f', 'direct', 'none');"
	"INSERT INTO verdict (id, site_id, errno, verdict) VALUES (1, 1, 'ENOSYS', 'handled');";

static const struct errno_verdict *first_verdict(const struct run *run)
{
	const struct site *site = g_ptr_array_index(run->sites, 0);

	return g_ptr_array_index(site->verdicts, 0);
}

/* A database of version 1, from before there was a cache. */
static void test_migration_from_1(void **state)
{
	const struct schema one = {schema_current.steps, 1};
	struct fixture *f = *state;
	g_autofree char *folder = g_path_get_dirname(f->path);
	auto_ptr(run) run = sample_run();
	auto_ptr(run) back = NULL;
	sqlite3 *db;

	assert_int_equal(g_mkdir_with_parents(folder, 0755), 0);
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(schema_migrate(db, &one), SQLITE_OK);
	sqlite3_close(db);
	struct store *store = open_or_fail(f->path, true);

	assert_true(store_write_run(store, run, NULL));
	assert_int_equal(sqlite3_exec(store->db, "SELECT key, size, used, value FROM cache", NULL, NULL, NULL),
			 SQLITE_OK);
	back = store_read_run(store, 0, NULL);
	assert_non_null(back);
	store_close(store);
}

/* A run that was recorded before there were assumptions has none; one that is recorded after has its own. */
static void test_migration_before_assumptions(void **state)
{
	const struct schema before = {schema_current.steps, 4};
	struct fixture *f = *state;
	g_autofree char *folder = g_path_get_dirname(f->path);
	auto_ptr(run) run = sample_run();
	auto_ptr(run) old = NULL;
	auto_ptr(run) back = NULL;
	sqlite3 *db;

	assert_int_equal(g_mkdir_with_parents(folder, 0755), 0);
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(schema_migrate(db, &before), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, old_run, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	struct store *store = open_or_fail(f->path, true);

	old = store_read_run(store, 0, NULL);
	assert_non_null(old);
	assert_int_equal(first_verdict(old)->assumes->len, 0);
	assert_true(store_write_run(store, run, NULL));
	back = store_read_run(store, 0, NULL);
	assert_non_null(back);
	assert_int_equal(first_verdict(back)->assumes->len, 2);
	assert_string_equal(first_verdict(back)->assumes->pdata[1], "told() returns");
	store_close(store);
}

/* What show --coverage tells, for those who query. */
static void test_coverage_view(void **state)
{
	struct fixture *f = *state;
	struct store *store = open_or_fail(f->path, true);
	auto_ptr(run) run = sample_run();
	sqlite3_stmt *statement = NULL;

	assert_true(store_write_run(store, run, NULL));
	assert_int_equal(sqlite3_prepare_v2(store->db,
					    "SELECT files_seen, configurations, parses, sites, occurrences, unreached,"
					    " problems FROM coverage",
					    -1, &statement, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	assert_int_equal(sqlite3_column_int(statement, 0), run->files.seen);
	assert_int_equal(sqlite3_column_int(statement, 1), run->files.configurations);
	assert_int_equal(sqlite3_column_int(statement, 2), run->files.parses);
	assert_int_equal(sqlite3_column_int(statement, 3), run->sites->len);
	assert_int_equal(sqlite3_column_int(statement, 4), run->occurrences->len);
	unsigned unreached = 0, problems = 0;

	for (guint i = 0; i < run->occurrences->len; i++)
		unreached += ((struct occurrence *)run->occurrences->pdata[i])->class == OCCURRENCE_UNREACHED;
	for (guint i = 0; i < run->problems->len; i++)
		problems += ((struct problem *)run->problems->pdata[i])->incomplete;
	assert_int_equal(sqlite3_column_int(statement, 5), unreached);
	assert_int_equal(sqlite3_column_int(statement, 6), problems);
	sqlite3_finalize(statement);
	store_close(store);
}

/* What people query, as the README shows it. */
static void test_tables_can_be_queried(void **state)
{
	static const char *const sql[] = {
		("SELECT path, line, \"column\", errno, verdict, consequence FROM site JOIN verdict ON site_id = "
		 "site.id"),
		"SELECT s.path, count(*) FROM site s JOIN run r ON r.id = s.run_id GROUP BY s.path",
		"SELECT class, count(*) FROM occurrence GROUP BY class",
		"SELECT kind, text, path FROM problem",
		"SELECT text, path, line FROM step WHERE verdict_id IS NOT NULL",
		"SELECT path FROM file",
		"SELECT style, status, diff, detail FROM patch",
	};
	struct fixture *f = *state;
	struct store *store = open_or_fail(f->path, true);

	for (unsigned i = 0; i < G_N_ELEMENTS(sql); i++)
		assert_int_equal(sqlite3_exec(store->db, sql[i], NULL, NULL, NULL), SQLITE_OK);
	store_close(store);
}

static void test_deleting_a_run_deletes_what_it_holds(void **state)
{
	struct fixture *f = *state;
	struct store *store = open_or_fail(f->path, true);
	auto_ptr(run) run = sample_run();
	sqlite3_stmt *s;

	assert_true(store_write_run(store, run, NULL));
	assert_int_equal(sqlite3_exec(store->db, "DELETE FROM run", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(store->db,
					    "SELECT (SELECT count(*) FROM site) + (SELECT count(*) FROM step) +"
					    " (SELECT count(*) FROM occurrence) + (SELECT count(*) FROM file)",
					    -1, &s, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	assert_int_equal(sqlite3_column_int(s, 0), 0);
	sqlite3_finalize(s);
	store_close(store);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(round_trip),
		TEST(newest_and_list),
		TEST(folder_ignores_itself),
		TEST(settings),
		TEST(missing),
		TEST(not_a_database),
		TEST(empty_file_becomes_a_database),
		TEST(somebody_elses_database),
		TEST(newer_schema),
		TEST(damaged),
		TEST(unknown_word),
		TEST(locked),
		TEST(read_only),
		TEST(migration),
		TEST(migration_from_1),
		TEST(migration_before_assumptions),
		TEST(coverage_view),
		TEST(tables_can_be_queried),
		TEST(deleting_a_run_deletes_what_it_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
