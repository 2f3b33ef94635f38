/* Finding our files beside the executable. SYSFALL_LIBDIR and SYSFALL_DATADIR are what the build was configured to
 * install to: relative to the prefix ("lib/x86_64-linux-gnu"), or absolute. */
#include "util/paths.h"

#include <stdbool.h>
#include <string.h>

/* The folder of the running executable; NULL (and an error) when the system does not say. */
static char *exe_dir_find(GError **error)
{
	g_autofree char *exe = g_file_read_link("/proc/self/exe", error);
	return exe ? g_path_get_dirname(exe) : NULL;
}

/* PREFIX/DIR/sysfall/NAME for each dir; the first one that exists. */
static char *find(const char *exe_dir, const char *const *dirs, const char *name, GError **error)
{
	g_autofree char *prefix = g_path_get_dirname(exe_dir);
	g_autoptr(GString) tried = g_string_new(NULL);
	for (; *dirs; dirs++) {
		bool absolute = g_path_is_absolute(*dirs);
		g_autofree char *path = absolute ? g_build_filename(*dirs, "sysfall", name, NULL)
						 : g_build_filename(prefix, *dirs, "sysfall", name, NULL);
		if (g_file_test(path, G_FILE_TEST_EXISTS))
			return g_steal_pointer(&path);
		if (!strstr(tried->str, path))
			g_string_append_printf(tried, "%s%s", tried->len ? ", " : "", path);
	}
	g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
		    "%s of sysfall is not there: looked for %s; install sysfall as a whole", name, tried->str);
	return NULL;
}

char *paths_find_rules_from(const char *exe_dir, GError **error)
{
	static const char *const dirs[] = {"share", SYSFALL_DATADIR, NULL};
	return find(exe_dir, dirs, "rules", error);
}

char *paths_find_module_from(const char *exe_dir, const char *name, GError **error)
{
	static const char *const dirs[] = {"lib", SYSFALL_LIBDIR, NULL};
	return find(exe_dir, dirs, name, error);
}

char *paths_find_rules(GError **error)
{
	g_autofree char *exe_dir = exe_dir_find(error);
	return exe_dir ? paths_find_rules_from(exe_dir, error) : NULL;
}

char *paths_find_module(const char *name, GError **error)
{
	g_autofree char *exe_dir = exe_dir_find(error);
	return exe_dir ? paths_find_module_from(exe_dir, name, error) : NULL;
}
