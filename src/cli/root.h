/* Where a scan is rooted, and how its paths are named from where the user is. */
#ifndef CLI_ROOT_H
#define CLI_ROOT_H

#include <glib.h>

/* The root for the arguments of a scan: none: the current folder; one folder: that; else the current folder when all
 * are below it, or else their deepest common folder. NULL (G_FILE_ERROR) when an argument is not there. Absolute,
 * without links resolved. Free with g_free. */
char *root_find(const GPtrArray *paths, GError **error);

/* What is put before paths relative to root so that they can be opened from the current folder: "", "src/", or root
 * itself with '/'. Free with g_free. */
char *root_prefix(const char *root);

/* .sysfall/findings.db in root. */
char *root_database(const char *root);

/* The database for a command that reads one: that of the current folder or of the nearest one above; that of the
 * current folder when there is none. */
char *root_find_database(void);

#endif
