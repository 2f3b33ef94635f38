/* The findings database as the commands use it. */
#ifndef CLI_RECORD_H
#define CLI_RECORD_H

#include <stdbool.h>

#include "cli/options.h"
#include "model/run.h"
#include "store/store.h"

/* Whether the database of a scan can be used, looked at before there is anything to lose. False after a message; a tree
 * that may not be written is fine unless the database was asked for by name. */
bool record_check(const struct options *options, const char *root);

/* Writes a scan's run unless --no-db. False after a message when the scan has to fail for it: the database was asked
 * for by name. */
bool record_write(const struct options *options, struct run *run);

/* What reports tell beside a recorded run: the totals of it and of those before it, and patches; NULL when there are
 * none. */
void record_aside(const struct options *options, const struct run *run, GPtrArray **out_history,
		  GHashTable **out_patches);

/* The database of --db, or the one found from the current folder; NULL after a message. */
struct store *record_open(const struct options *options);

/* The run of --run, or the newest one; NULL after a message. */
struct run *record_read(const struct options *options);

#endif
