/* Finding our files beside the executable. SYSFALL_LIBDIR and SYSFALL_DATADIR are what the build was configured to
 * install to: relative to the prefix ("lib/x86_64-linux-gnu"), or absolute. */
#include "util/install.h"

#include <glib.h>

char *install_exe_dir(void)
{
	g_autofree char *exe = g_file_read_link("/proc/self/exe", NULL);
	return exe ? g_path_get_dirname(exe) : NULL;
}

/* PREFIX/DIR/sysfall/NAME for each dir; the first one that exists. */
static char *find(const char *exe_dir, const char *const *dirs, const char *name)
{
	if (!exe_dir)
		return NULL;
	g_autofree char *prefix = g_build_filename(exe_dir, "..", NULL);
	for (; *dirs; dirs++) {
		const char *base = g_path_is_absolute(*dirs) ? "" : prefix;
		g_autofree char *path = g_build_filename(base, *dirs, "sysfall", name, NULL);
		if (g_file_test(path, G_FILE_TEST_EXISTS))
			return g_canonicalize_filename(path, NULL);
	}
	return NULL;
}

char *install_find_rules(const char *exe_dir)
{
	static const char *const dirs[] = {"share", SYSFALL_DATADIR, NULL};
	return find(exe_dir, dirs, "rules");
}

char *install_find_module(const char *exe_dir, const char *name)
{
	static const char *const dirs[] = {"lib", SYSFALL_LIBDIR, NULL};
	return find(exe_dir, dirs, name);
}
