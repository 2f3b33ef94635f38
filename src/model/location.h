/* A place in a source file. Paths are relative to the scanned root, with '/', and interned (g_intern_string), so that
 * they can be compared by pointer and live as long as the process. Lines and columns count from 1, columns in bytes;
 * 0 means "not known". */
#ifndef MODEL_LOCATION_H
#define MODEL_LOCATION_H

#include <stdbool.h>
#include <stddef.h>

struct location {
	const char *path;
	unsigned line;
	unsigned column;
};

struct location_range {
	const char *path;
	unsigned line, column;
	unsigned end_line, end_column; /* the first column after the range */
};

/* Order by path (bytes), line, column: <0, 0, >0. A NULL path sorts first. */
int location_compare(const struct location *a, const struct location *b);

/* The path says that the file is there to try or to show something else: a test, a benchmark, an example. */
bool path_is_trial(const char *path);

#endif
