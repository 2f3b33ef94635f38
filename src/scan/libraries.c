/* Which libclang the module got is the dynamic linker's business: asked for afterwards, from the process's own map. */
#include "scan/libraries.h"

#include <stdbool.h>
#include <string.h>

static bool is_compiler(const char *path)
{
	g_autofree char *base = g_path_get_basename(path);

	return g_str_has_prefix(base, "libclang") || g_str_has_prefix(base, "libLLVM");
}

void libraries_add(GHashTable *names)
{
	g_autofree char *maps = NULL;
	g_auto(GStrv) lines = NULL;

	if (!g_file_get_contents("/proc/self/maps", &maps, NULL, NULL))
		return;
	lines = g_strsplit(maps, "\n", -1);
	for (char **line = lines; *line; line++) {
		const char *path = strchr(*line, '/');

		if (path && is_compiler(path))
			g_hash_table_add(names, (gpointer)g_intern_string(path));
	}
}
