/* The cache table. That a value was used is only noted when the last note is old, so that a scan that finds everything
 * in the cache writes nothing for it. */
#include "store/cache.h"

#include "store/statement.h"
#include "store/store_internal.h"

#define NOTE_AFTER (6 * 3600) /* seconds */

static const char select_value[] = "SELECT value, used FROM cache WHERE key = ?";
static const char insert_value[] = "INSERT OR REPLACE INTO cache (key, size, used, value) VALUES (?,?,?,?)";
static const char update_used[] = "UPDATE cache SET used = ? WHERE key = ?";

/* Of the newest, as many as fit stay. */
static const char delete_beyond[] =
	"DELETE FROM cache WHERE id IN (SELECT id FROM (SELECT id, sum(size) OVER (ORDER BY used DESC, id DESC) AS"
	" total FROM cache) WHERE total > ?)";
static const char delete_old[] = "DELETE FROM cache WHERE used < ?";
static const char select_size[] = "SELECT count(*), coalesce(sum(size), 0) FROM cache";

struct store_cache {
	char *path;
	struct store *store;  /* NULL: none yet */
	bool opened;          /* … and it need not be tried again */
	GHashTable *fresh;    /* key -> GBytes, both owned: to be written */
	GHashTable *to_touch; /* set of keys, owned */
};

static gint64 now(void)
{
	return g_get_real_time() / G_USEC_PER_SEC;
}

struct store_cache *store_cache_new(const char *path)
{
	struct store_cache *cache = g_new0(struct store_cache, 1);

	cache->path = g_strdup(path);
	cache->fresh = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
	cache->to_touch = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return cache;
}

void store_cache_free(struct store_cache *cache)
{
	if (!cache)
		return;
	g_hash_table_unref(cache->fresh);
	g_hash_table_unref(cache->to_touch);
	store_close(cache->store);
	g_free(cache->path);
	g_free(cache);
}

static GBytes *read_value(struct store_cache *cache, const char *key, gint64 *out_used)
{
	struct statement s;
	GBytes *value = NULL;

	statement_prepare(&s, cache->store->db, select_value);
	statement_put_text(&s, key);
	if (statement_next(&s)) {
		value = statement_take_bytes(&s);
		*out_used = statement_take_int(&s);
	}
	statement_finish(&s);
	return value;
}

GBytes *store_cache_get(struct store_cache *cache, const char *key)
{
	GBytes *value = g_hash_table_lookup(cache->fresh, key);
	gint64 used = 0;

	if (value)
		return g_bytes_ref(value);
	if (!cache->store && !cache->opened && g_file_test(cache->path, G_FILE_TEST_EXISTS))
		cache->store = store_open(cache->path, false, NULL);
	cache->opened = true;
	value = cache->store ? read_value(cache, key, &used) : NULL;
	if (value && used < now() - NOTE_AFTER)
		g_hash_table_add(cache->to_touch, g_strdup(key));
	return value;
}

void store_cache_put(struct store_cache *cache, const char *key, GBytes *value)
{
	g_hash_table_replace(cache->fresh, g_strdup(key), g_bytes_ref(value));
}

static int write_fresh(struct store_cache *cache)
{
	GHashTableIter it;
	gpointer key, value;
	struct statement s;
	int rc;

	statement_prepare(&s, cache->store->db, insert_value);
	g_hash_table_iter_init(&it, cache->fresh);
	while (g_hash_table_iter_next(&it, &key, &value)) {
		statement_put_text(&s, key);
		statement_put_int(&s, (gint64)g_bytes_get_size(value));
		statement_put_int(&s, now());
		statement_put_bytes(&s, value);
		if (!statement_run(&s, NULL))
			break;
	}
	rc = s.rc;
	statement_finish(&s);
	return rc;
}

static int touch(struct store_cache *cache)
{
	GHashTableIter it;
	gpointer key;
	struct statement s;
	int rc;

	statement_prepare(&s, cache->store->db, update_used);
	g_hash_table_iter_init(&it, cache->to_touch);
	while (g_hash_table_iter_next(&it, &key, NULL)) {
		statement_put_int(&s, now());
		statement_put_text(&s, key);
		if (!statement_run(&s, NULL))
			break;
	}
	rc = s.rc;
	statement_finish(&s);
	return rc;
}

static int run_with(sqlite3 *db, const char *sql, gint64 number)
{
	struct statement s;
	int rc;

	statement_prepare(&s, db, sql);
	statement_put_int(&s, number);
	(void)statement_run(&s, NULL);
	rc = s.rc;
	statement_finish(&s);
	return rc;
}

static int end(sqlite3 *db, int rc)
{
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	if (rc != SQLITE_OK && !sqlite3_get_autocommit(db))
		(void)sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	return rc;
}

bool store_cache_write(struct store_cache *cache, gint64 limit, GError **error)
{
	int rc;

	if (g_hash_table_size(cache->fresh) == 0 && g_hash_table_size(cache->to_touch) == 0)
		return true;
	store_close(cache->store);
	cache->store = store_open(cache->path, true, error);
	if (!cache->store)
		return false;
	rc = sqlite3_exec(cache->store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
	if (rc == SQLITE_OK) {
		rc = write_fresh(cache);
		if (rc == SQLITE_OK)
			rc = touch(cache);
		if (rc == SQLITE_OK)
			rc = run_with(cache->store->db, delete_beyond, limit);
		rc = end(cache->store->db, rc);
	}
	if (rc != SQLITE_OK)
		return store_fail(cache->store, rc, STORE_ERROR_WRITE, error);
	g_hash_table_remove_all(cache->fresh);
	g_hash_table_remove_all(cache->to_touch);
	return true;
}

bool store_cache_measure(struct store *store, struct store_cache_size *out, GError **error)
{
	struct statement s;
	int rc;

	statement_prepare(&s, store->db, select_size);
	if (statement_next(&s)) {
		out->entries = statement_take_int(&s);
		out->bytes = statement_take_int(&s);
	}
	rc = s.rc;
	statement_finish(&s);
	return rc == SQLITE_OK || store_fail(store, rc, STORE_ERROR_READ, error);
}

bool store_cache_prune(struct store *store, gint64 seconds, gint64 limit, GError **error)
{
	int rc = sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);

	if (rc == SQLITE_OK) {
		if (seconds >= 0)
			rc = run_with(store->db, delete_old, now() - seconds + (seconds == 0));
		if (rc == SQLITE_OK)
			rc = run_with(store->db, delete_beyond, limit);
		rc = end(store->db, rc);
	}
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(store->db, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
	return rc == SQLITE_OK || store_fail(store, rc, STORE_ERROR_WRITE, error);
}
