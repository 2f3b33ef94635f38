/* Prepared statements without a line of error handling per column. Failure is kept in the statement, so that a caller
 * looks once per row. */
#include "store/statement.h"

void statement_prepare(struct statement *s, sqlite3 *db, const char *sql)
{
	*s = (struct statement){0};
	s->rc = sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->handle, NULL);
}

void statement_finish(struct statement *s)
{
	sqlite3_finalize(s->handle);
	s->handle = NULL;
}

static void keep(struct statement *s, int rc)
{
	if (s->rc == SQLITE_OK)
		s->rc = rc;
}

void statement_put_int(struct statement *s, gint64 value)
{
	if (s->rc == SQLITE_OK)
		keep(s, sqlite3_bind_int64(s->handle, ++s->position, value));
}

void statement_put_double(struct statement *s, double value)
{
	if (s->rc == SQLITE_OK)
		keep(s, sqlite3_bind_double(s->handle, ++s->position, value));
}

void statement_put_text(struct statement *s, const char *text)
{
	if (s->rc == SQLITE_OK)
		keep(s, sqlite3_bind_text(s->handle, ++s->position, text, -1, SQLITE_STATIC));
}

void statement_put_bytes(struct statement *s, GBytes *bytes)
{
	gsize length;
	const void *data = g_bytes_get_data(bytes, &length);

	if (s->rc == SQLITE_OK)
		keep(s, sqlite3_bind_blob64(s->handle, ++s->position, length ? data : "", length, SQLITE_STATIC));
}

bool statement_run(struct statement *s, gint64 *out_row)
{
	int rc;

	if (s->rc != SQLITE_OK)
		return false;
	rc = sqlite3_step(s->handle);
	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		keep(s, rc);
	(void)sqlite3_reset(s->handle);
	s->position = 0;
	if (s->rc == SQLITE_OK && out_row)
		*out_row = sqlite3_last_insert_rowid(sqlite3_db_handle(s->handle));
	return s->rc == SQLITE_OK;
}

bool statement_next(struct statement *s)
{
	int rc;

	if (s->rc != SQLITE_OK)
		return false;
	rc = sqlite3_step(s->handle);
	s->position = 0;
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		keep(s, rc);
	return rc == SQLITE_ROW;
}

void statement_rewind(struct statement *s)
{
	(void)sqlite3_reset(s->handle);
	s->position = 0;
}

gint64 statement_take_int(struct statement *s)
{
	return sqlite3_column_int64(s->handle, s->position++);
}

double statement_take_double(struct statement *s)
{
	return sqlite3_column_double(s->handle, s->position++);
}

GBytes *statement_take_bytes(struct statement *s)
{
	int column = s->position++;
	const void *data = sqlite3_column_blob(s->handle, column);

	if (sqlite3_column_type(s->handle, column) == SQLITE_NULL)
		return NULL;
	return g_bytes_new(data, (gsize)sqlite3_column_bytes(s->handle, column));
}

/* A NULL for a column that is not NULL means that there was no memory for its text. */
const char *statement_take_text(struct statement *s)
{
	int column = s->position++;
	const char *text = (const char *)sqlite3_column_text(s->handle, column);

	if (!text && sqlite3_column_type(s->handle, column) != SQLITE_NULL)
		keep(s, SQLITE_NOMEM);
	return text;
}
