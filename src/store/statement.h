/* A prepared statement with its next parameter or column counted along, and the first failure kept: a row is written as
 * a list of put_…() and one statement_run(), read as statement_next() and a list of take_…(). Private to this folder.
 */
#ifndef STORE_STATEMENT_H
#define STORE_STATEMENT_H

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

struct statement {
	sqlite3_stmt *handle;
	int position; /* of the last parameter bound, or of the next column */
	int rc;       /* SQLITE_OK until something failed */
};

void statement_prepare(struct statement *s, sqlite3 *db, const char *sql);
void statement_finish(struct statement *s);

void statement_put_int(struct statement *s, gint64 value);
void statement_put_double(struct statement *s, double value);
void statement_put_text(struct statement *s, const char *text); /* NULL is NULL */
void statement_put_bytes(struct statement *s, GBytes *bytes);
/* Executes with what was put and makes ready for the next row; *out_row (may be NULL) is the new row's id. */
bool statement_run(struct statement *s, gint64 *out_row);

/* The next row; false at the end and on failure (see rc). Put parameters before the first. */
bool statement_next(struct statement *s);
void statement_rewind(struct statement *s);
gint64 statement_take_int(struct statement *s);
double statement_take_double(struct statement *s);
GBytes *statement_take_bytes(struct statement *s);    /* a copy; NULL for NULL */
const char *statement_take_text(struct statement *s); /* until the next row; NULL for NULL */

#endif
