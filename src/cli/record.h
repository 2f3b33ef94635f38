/* The findings database as the commands use it. */
#ifndef CLI_RECORD_H
#define CLI_RECORD_H

#include <stdbool.h>

#include "cli/options.h"
#include "model/run.h"
#include "scan/memo.h"
#include "store/store.h"

#define RECORD_CACHE_BYTES (G_GINT64_CONSTANT(256) << 20) /* what the cache may grow to */

/* What earlier scans left in the database of a root. */
struct record_cache;
/* NULL with --no-db or --no-cache. */
struct record_cache *record_cache_new(const struct options *options, const char *root);
void record_cache_free(struct record_cache *cache);
/* Borrowed; NULL for NULL. */
const struct scan_memo *record_cache_memo(const struct record_cache *cache);
/* Writes what the scan put into it. Says nothing when it can't: the next scan has more to do, and that is all. */
void record_cache_write(struct record_cache *cache);
UTIL_DEFINE_AUTO(record_cache, record_cache_free)

/* Writes a scan's run unless --no-db. False after a message when the scan has to fail for it: the database was asked
 * for by name. */
bool record_write(const struct options *options, struct run *run);

/* Keeps a gate's run for `sysfall show`, in a file of its own beside the database, since a part of a tree is no run to
 * report on; the last one only, and none that found nothing. False when it could not be kept, or was not to be; nothing
 * is said then. */
bool record_keep_gate(const struct options *options, struct run *run);
/* The last gate's run, unless a run has been recorded since. NULL without a message; also with --run or --db. */
struct run *record_read_gate(const struct options *options);

/* The database of --db, or the one found from the current folder; NULL after a message. */
struct store *record_open(const struct options *options);

/* The run of --run, or the newest one; NULL after a message. */
struct run *record_read(const struct options *options);

#endif
