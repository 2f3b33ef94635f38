/* Where the program's own files lie: found from where the executable is, so that a build tree, an unpacked archive and
 * an installed package all work without a setting. */
#ifndef UTIL_INSTALL_H
#define UTIL_INSTALL_H

/* The folder of the running executable; NULL when the system does not say. Free with g_free, as all of these. */
char *install_exe_dir(void);
/* The folder with the rules (EXE_DIR/../share/sysfall/rules); NULL when there is none. */
char *install_find_rules(const char *exe_dir);
/* A module such as "ast.so" (EXE_DIR/../lib/sysfall/ast.so, or below the library folder that was configured); NULL when
 * there is none. */
char *install_find_module(const char *exe_dir, const char *name);

#endif
