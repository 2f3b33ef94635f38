/* Where a scan is rooted, and how its paths are named from where the user is. */
#ifndef CLI_ROOT_H
#define CLI_ROOT_H

#include <glib.h>

/* The root for the arguments of a scan: none: the current folder; one folder: that; else the current folder when all
 * are below it, or else their deepest common folder. NULL (G_FILE_ERROR) when an argument is not there. Absolute,
 * without links resolved. Free with g_free. */
char *root_find(const GPtrArray *paths, GError **error);

/* What is put before paths relative to root so that they can be opened from the current folder: "", "src/", "../", or
 * root itself with '/' where the two have no folder in common. Free with g_free. */
char *root_prefix(const char *root);

/* The top of the repository that the folder lies in: the nearest folder upwards with a .git; NULL: it lies in none. */
char *root_top(const char *folder);

/* The nearest folder upwards from this one that has the file, up to the repository's top; outside of a repository only
 * this one is looked at. NULL when none has it. */
char *root_upwards(const char *folder, const char *file);

/* What is put before paths relative to the root to have them relative to the repository's top: "" or "src/". */
char *root_place(const char *root);

/* How far up the headers of the project may lie that files below root include: the repository's top; outside of one the
 * current folder, when root is below it, else root. */
char *root_reach(const char *root);

/* The database of scans of root: the nearest .sysfall/findings.db upwards, or else the one that is to be made: in the
 * repository's top, so that scans of its parts share it; outside of a repository in root. */
char *root_database(const char *root);

/* The database for a command that reads one: that of the current folder or of the nearest one above; that of the
 * current folder when there is none. */
char *root_find_database(void);
/* The same from another folder; NULL when there is none. */
char *root_find_database_from(const char *start);

#endif
