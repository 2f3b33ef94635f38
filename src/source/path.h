/* File names as strings: no file system is asked. */
#ifndef SOURCE_PATH_H
#define SOURCE_PATH_H

#include <stdbool.h>

/* The absolute name of `name` seen from the absolute folder `directory`, without "." and "..", "//" and a '/' at the
 * end; free with g_free. ".." above the root stays at the root. */
char *path_absolute(const char *directory, const char *name);
/* The name relative to root when it is root ("") or below it: a pointer into `absolute`; NULL when it is elsewhere.
 * Both are normalised. */
const char *path_below(const char *root, const char *absolute);

/* Whether path is name, or ends in it behind a '/'. */
bool path_ends_in(const char *path, const char *name);
/* Behind the "./" and "../" that a name begins with: a pointer into it. */
const char *path_without_dots(const char *name);

#endif
