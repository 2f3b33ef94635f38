/* Where the record is, and what its faults mean for a command. The database's own messages say what to do. */
#include "cli/record.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/root.h"
#include "store/cache.h"

struct record_cache {
	struct store_cache *store;
	struct scan_memo memo;
};

static char *database_of(const struct options *options, const char *root)
{
	return options->db ? g_strdup(options->db) : root_database(root);
}

static GBytes *cache_get(const char *key, void *data)
{
	return store_cache_get(data, key);
}

static void cache_put(const char *key, GBytes *value, void *data)
{
	store_cache_put(data, key, value);
}

struct record_cache *record_cache_new(const struct options *options, const char *root)
{
	if (options->no_db || options->no_cache)
		return NULL;
	g_autofree char *path = database_of(options, root);

	/* an editor leaves nothing in folders that nobody has scanned */
	if (options->from_stdin && !options->db && !g_file_test(path, G_FILE_TEST_EXISTS))
		return NULL;
	struct record_cache *cache = g_new0(struct record_cache, 1);

	cache->store = store_cache_new(path);
	cache->memo = (struct scan_memo){cache_get, cache_put, cache->store};
	return cache;
}

void record_cache_free(struct record_cache *cache)
{
	if (!cache)
		return;
	store_cache_free(cache->store);
	g_free(cache);
}

const struct scan_memo *record_cache_memo(const struct record_cache *cache)
{
	return cache ? &cache->memo : NULL;
}

void record_cache_write(struct record_cache *cache)
{
	if (cache)
		(void)store_cache_write(cache->store, RECORD_CACHE_BYTES, NULL);
}

static bool write_run(const char *path, struct run *run, GError **error)
{
	auto_ptr(store) store = store_open(path, true, error);

	return store && store_write_run(store, run, error);
}

bool record_write(const struct options *options, struct run *run)
{
	g_autofree char *path = database_of(options, run->root);
	g_autoptr(GError) error = NULL;

	if (options->no_db || write_run(path, run, &error))
		return true;
	if (!options->db && g_error_matches(error, STORE_ERROR, STORE_ERROR_READ_ONLY)) {
		cli_warning("this run was not recorded: %s; use --db FILE or --no-db", error->message);
		return true;
	}
	cli_error("this run was not recorded: %s", error->message);
	return false;
}

static char *gate_file(const char *database)
{
	g_autofree char *folder = g_path_get_dirname(database);

	return g_build_filename(folder, "gate.db", NULL);
}

/* Made aside and put in its place whole: another gate may be at it. */
bool record_keep_gate(const struct options *options, struct run *run)
{
	g_autofree char *database = options->no_db || options->db ? NULL : database_of(options, run->root);
	g_autofree char *path = database ? gate_file(database) : NULL;
	g_autofree char *aside = path ? g_strdup_printf("%s.%d", path, (int)getpid()) : NULL;

	if (!path || run->sites->len == 0)
		return false;
	if (write_run(aside, run, NULL) && rename(aside, path) == 0)
		return true;
	(void)unlink(aside);
	return false;
}

/* The one that is found from here, or else from where the first file is that is asked about. */
static char *database_to_read(const struct options *options)
{
	char *path = options->db ? g_strdup(options->db) : root_find_database();

	if (options->db || g_file_test(path, G_FILE_TEST_EXISTS) || options->arguments->len == 0)
		return path;
	g_autofree char *folder = g_path_get_dirname(g_ptr_array_index(options->arguments, 0));
	g_autofree char *absolute = g_canonicalize_filename(folder, NULL);
	g_autofree char *there = root_find_database_from(absolute);

	if (!there)
		return path;
	g_free(path);
	return g_steal_pointer(&there);
}

/* NULL without a message. */
static struct run *newest_in(const char *path)
{
	auto_ptr(store) store = g_file_test(path, G_FILE_TEST_EXISTS) ? store_open(path, false, NULL) : NULL;

	return store ? store_read_run(store, 0, NULL) : NULL;
}

struct run *record_read_gate(const struct options *options)
{
	g_autofree char *database = options->run_id || options->db ? NULL : database_to_read(options);
	g_autofree char *path = database ? gate_file(database) : NULL;

	if (!path)
		return NULL;
	auto_ptr(run) gate = newest_in(path);
	auto_ptr(run) other = gate ? newest_in(database) : NULL;

	return gate && (!other || strcmp(gate->started, other->started) >= 0) ? g_steal_pointer(&gate) : NULL;
}

struct store *record_open(const struct options *options)
{
	g_autofree char *path = database_to_read(options);
	g_autoptr(GError) error = NULL;
	struct store *store = store_open(path, false, &error);

	if (!store)
		cli_error("%s", error->message);
	return store;
}

struct run *record_read(const struct options *options)
{
	auto_ptr(store) store = record_open(options);
	g_autoptr(GError) error = NULL;

	if (!store)
		return NULL;
	struct run *run = store_read_run(store, options->run_id, &error);

	if (!run)
		cli_error("%s", error->message);
	return run;
}
