/* Offsets to lines and columns and back. A line ends with its '\n'; a '\r' before it belongs to the line. Lines and
 * columns count from 1, columns in bytes. */
#ifndef UTIL_LINES_H
#define UTIL_LINES_H

#include <glib.h>
#include <stdbool.h>

/* The offset of each line's start, of size_t: at least one entry. Free with g_array_unref. */
GArray *lines_index(const char *bytes, size_t length);
/* The line that holds offset; *out_column (may be NULL) is the column in it. */
unsigned lines_find(const GArray *index, size_t offset, unsigned *out_column);
/* The offset of a line and column; false when there is no such line, or the column lies behind `length`. */
bool lines_offset(const GArray *index, size_t length, unsigned line, unsigned column, size_t *out_offset);
/* The line's bytes without its line end; NULL when there is no such line. Borrowed from bytes. */
const char *lines_get(const GArray *index, const char *bytes, size_t length, unsigned line, size_t *out_length);

#endif
