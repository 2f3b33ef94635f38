/* The tables, and how a database of any released version becomes one of today's. Private to this folder. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <sqlite3.h>
#include <stdbool.h>

/* One step per version: steps[n] makes version n + 1 out of version n. A released step is never edited. */
struct schema {
	const char *const *steps;
	int version; /* number of steps */
};

extern const struct schema schema_current;

enum schema_state {
	SCHEMA_EMPTY, /* a new file */
	SCHEMA_OLD,   /* to be migrated */
	SCHEMA_READY,
	SCHEMA_NEWER,   /* written by a newer program */
	SCHEMA_FOREIGN, /* a database, but not one of ours */
	SCHEMA_FAILED   /* could not be read: see *out_rc */
};

/* Looks, without writing. */
enum schema_state schema_look(sqlite3 *db, const struct schema *schema, int *out_version, int *out_rc);
/* Brings the database to schema->version in one transaction; an SQLite result code. */
int schema_migrate(sqlite3 *db, const struct schema *schema);

#endif
