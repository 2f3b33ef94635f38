/* What the files of this folder share. */
#ifndef STORE_STORE_INTERNAL_H
#define STORE_STORE_INTERNAL_H

#include <sqlite3.h>

#include "store/store.h"

struct store {
	sqlite3 *db;
	char *path; /* absolute */
};

/* Sets an error that names the file, says what SQLite's result code means for the user and what to do; `code` is the
 * kind unless the result code says more. Always false. */
bool store_fail(const struct store *store, int rc, enum store_error code, GError **error);

#endif
