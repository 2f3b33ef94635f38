/* File names as strings: no file system is asked. */
#ifndef SOURCE_PATH_H
#define SOURCE_PATH_H

/* The absolute name of `name` seen from the absolute folder `directory`, without "." and "..", "//" and a '/' at the
 * end; free with g_free. ".." above the root stays at the root. */
char *path_absolute(const char *directory, const char *name);
/* The name relative to root when it is root ("") or below it: a pointer into `absolute`; NULL when it is elsewhere.
 * Both are normalised. */
const char *path_below(const char *root, const char *absolute);

#endif
