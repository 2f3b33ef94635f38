/* The findings database as the commands use it. */
#ifndef CLI_RECORD_H
#define CLI_RECORD_H

#include <stdbool.h>

#include "cli/options.h"
#include "model/run.h"
#include "store/store.h"

/* Writes a scan's run unless --no-db. False after a message when the scan has to fail for it: the database was asked
 * for by name. */
bool record_write(const struct options *options, struct run *run);

/* The database of --db, or the one found from the current folder; NULL after a message. */
struct store *record_open(const struct options *options);

/* The run of --run, or the newest one; NULL after a message. */
struct run *record_read(const struct options *options);

#endif
