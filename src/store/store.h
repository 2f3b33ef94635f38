/* The findings database: SQLite in WAL mode, foreign keys on, schema version in user_version. A run is written in one
 * transaction. Errors name the file and what to do about it. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <glib.h>
#include <stdbool.h>

#include "model/patch.h"
#include "model/run.h"
#include "util/auto.h"

struct store;

/* Opens, and creates with create=true (the parent folder too, with its own .gitignore), and migrates. */
struct store *store_open(const char *path, bool create, GError **error);
void store_close(struct store *store);

/* Writes the run and sets run->id. All or nothing. */
bool store_write_run(struct store *store, struct run *run, GError **error);
/* Writes what was made for sites of a recorded run, of struct patch_record *. All or nothing. */
bool store_write_patches(struct store *store, gint64 run_id, const GPtrArray *patches, GError **error);
/* Reads run `id`, or the newest with id 0. */
struct run *store_read_run(struct store *store, gint64 id, GError **error);
/* All runs without their contents, newest first: of struct run *. */
GPtrArray *store_list_runs(struct store *store, GError **error);

#define STORE_ERROR store_error_quark()
GQuark store_error_quark(void);
enum store_error {
	STORE_ERROR_OPEN,
	STORE_ERROR_NOT_A_DATABASE,
	STORE_ERROR_VERSION,
	STORE_ERROR_WRITE,
	STORE_ERROR_READ,
	STORE_ERROR_NO_RUN,
	STORE_ERROR_READ_ONLY /* the file, its folder or the medium may not be written */
};

UTIL_DEFINE_AUTO(store, store_close)

#endif
