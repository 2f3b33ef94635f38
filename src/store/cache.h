/* Values by key in the findings database, for scans to come: read at once, written together at the end. A cache never
 * stands in the way: what cannot be read is not there, and a failure to write is the caller's to tell or not. */
#ifndef STORE_CACHE_H
#define STORE_CACHE_H

#include <glib.h>
#include <stdbool.h>

#include "store/store.h"

struct store_cache;

/* Opens the database when there is one. */
struct store_cache *store_cache_new(const char *path);
void store_cache_free(struct store_cache *cache);

/* NULL when there is none. Owned by the caller. */
GBytes *store_cache_get(struct store_cache *cache, const char *key);
/* Kept in memory until store_cache_write(). */
void store_cache_put(struct store_cache *cache, const char *key, GBytes *value);
/* Writes what was put, in one transaction, makes the database if need be, and drops what was used least recently when
 * the values are more than `limit` bytes. True when there is nothing to write. */
bool store_cache_write(struct store_cache *cache, gint64 limit, GError **error);

struct store_cache_size {
	gint64 entries, bytes;
};
bool store_cache_measure(struct store *store, struct store_cache_size *out, GError **error);
/* Drops what was not used for `seconds` (-1: keep), then the least recently used until `limit` bytes are left, and
 * gives the room back to the file system. */
bool store_cache_prune(struct store *store, gint64 seconds, gint64 limit, GError **error);

UTIL_DEFINE_AUTO(store_cache, store_cache_free)

#endif
