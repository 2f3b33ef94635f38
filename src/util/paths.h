/* Where the program's own files lie: found from where the executable is, so that a build tree, an unpacked archive and
 * an installed package all work without a setting. */
#ifndef UTIL_PATHS_H
#define UTIL_PATHS_H

#include <glib.h>

/* The folder with the rules: EXE_DIR/../share/sysfall/rules, or below the data folder that was configured. NULL with an
 * error (G_FILE_ERROR) that names the places looked at. Free with g_free. */
char *paths_find_rules(GError **error);
/* A module such as "ast.so": EXE_DIR/../lib/sysfall/ast.so, or below the library folder that was configured. */
char *paths_find_module(const char *name, GError **error);

/* The same for an executable in exe_dir. */
char *paths_find_rules_from(const char *exe_dir, GError **error);
char *paths_find_module_from(const char *exe_dir, const char *name, GError **error);

#endif
