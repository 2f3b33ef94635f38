/* Paths are compared by their letters, made absolute and without "." and "..": the names in a report are the ones that
 * the user writes, whatever links there are. */
#include "cli/root.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#define DATABASE ".sysfall/findings.db"

/* The rest of path behind root and a slash; NULL when it is not below root. "" for root itself. */
static const char *below(const char *root, const char *path)
{
	size_t length = strcmp(root, "/") == 0 ? 0 : strlen(root);

	if (strncmp(root, path, length) != 0 || (path[length] != '/' && path[length] != '\0'))
		return NULL;
	return path[length] ? path + length + 1 : path + length;
}

static void raise_to_common(char **common, const char *folder)
{
	while (!below(*common, folder)) {
		char *parent = g_path_get_dirname(*common);

		g_free(*common);
		*common = parent;
	}
}

static bool check_there(const char *path, bool *out_folder, GError **error)
{
	struct stat status;

	if (stat(path, &status) == 0) {
		*out_folder = S_ISDIR(status.st_mode);
		return true;
	}
	int why = errno;
	g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(why), "cannot scan '%s': %s", path,
		    g_strerror(why));
	return false;
}

char *root_find(const GPtrArray *paths, GError **error)
{
	g_autofree char *here = g_get_current_dir();
	g_autofree char *common = NULL;
	bool all_here = true, is_folder = false;

	for (guint i = 0; i < paths->len; i++) {
		g_autofree char *absolute = g_canonicalize_filename(g_ptr_array_index(paths, i), here);

		if (!check_there(g_ptr_array_index(paths, i), &is_folder, error))
			return NULL;
		g_autofree char *folder = is_folder ? g_strdup(absolute) : g_path_get_dirname(absolute);

		all_here = all_here && below(here, absolute);
		if (!common)
			common = g_strdup(folder);
		else
			raise_to_common(&common, folder);
	}
	if (!common || (all_here && !(paths->len == 1 && is_folder)))
		return g_steal_pointer(&here);
	return g_steal_pointer(&common);
}

char *root_prefix(const char *root)
{
	g_autofree char *here = g_get_current_dir();
	const char *rest = below(here, root);

	if (rest)
		return *rest ? g_strconcat(rest, "/", NULL) : g_strdup("");
	return g_str_has_suffix(root, "/") ? g_strdup(root) : g_strconcat(root, "/", NULL);
}

char *root_database(const char *root)
{
	return g_build_filename(root, DATABASE, NULL);
}

char *root_find_database(void)
{
	g_autofree char *here = g_get_current_dir();
	g_autofree char *folder = g_strdup(here);

	for (;;) {
		g_autofree char *database = root_database(folder);

		if (g_file_test(database, G_FILE_TEST_EXISTS))
			return g_steal_pointer(&database);
		if (strcmp(folder, "/") == 0)
			return root_database(here);
		char *parent = g_path_get_dirname(folder);

		g_free(folder);
		folder = parent;
	}
}
