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

/* "../../x/"; the root itself where the two have nothing in common. */
static char *upwards(const char *here, const char *root)
{
	g_autofree char *common = g_strdup(here);
	GString *out = g_string_new(NULL);

	for (; !below(common, root); g_string_append(out, "../")) {
		char *parent = g_path_get_dirname(common);

		g_free(common);
		common = parent;
	}
	const char *rest = below(common, root);

	if (strcmp(common, "/") == 0) {
		g_string_assign(out, root);
		rest = g_str_has_suffix(root, "/") ? "" : "/";
		g_string_append(out, rest);
	} else {
		g_string_append_printf(out, "%s%s", rest, *rest ? "/" : "");
	}
	return g_string_free(out, FALSE);
}

char *root_prefix(const char *root)
{
	g_autofree char *here = g_get_current_dir();
	const char *rest = below(here, root);

	if (rest)
		return *rest ? g_strconcat(rest, "/", NULL) : g_strdup("");
	return upwards(here, root);
}

char *root_top(const char *folder)
{
	char *at = g_strdup(folder);

	for (;;) {
		g_autofree char *git = g_build_filename(at, ".git", NULL);

		if (g_file_test(git, G_FILE_TEST_EXISTS))
			return at;
		char *parent = g_path_get_dirname(at);
		bool end = strcmp(parent, at) == 0;

		g_free(at);
		at = parent;
		if (end)
			break;
	}
	g_free(at);
	return NULL;
}

char *root_upwards(const char *folder, const char *file)
{
	g_autofree char *top = root_top(folder);
	g_autofree char *at = g_strdup(folder);

	for (;;) {
		g_autofree char *path = g_build_filename(at, file, NULL);

		if (g_file_test(path, G_FILE_TEST_EXISTS))
			return g_steal_pointer(&at);
		if (!top || strcmp(at, top) == 0)
			return NULL;
		char *parent = g_path_get_dirname(at);

		g_free(at);
		at = parent;
	}
}

char *root_place(const char *root)
{
	g_autofree char *top = root_top(root);
	const char *rest = top ? below(top, root) : NULL;

	return rest && *rest ? g_strconcat(rest, "/", NULL) : g_strdup("");
}

char *root_reach(const char *root)
{
	g_autofree char *here = g_get_current_dir();
	char *top = root_top(root);

	if (top)
		return top;
	return g_strdup(below(here, root) ? here : root);
}

char *root_database(const char *root)
{
	g_autofree char *has = root_upwards(root, DATABASE);
	g_autofree char *top = has ? NULL : root_top(root);

	return g_build_filename(has ? has : top ? top : root, DATABASE, NULL);
}

char *root_find_database_from(const char *start)
{
	g_autofree char *folder = g_strdup(start);

	for (;;) {
		g_autofree char *database = g_build_filename(folder, DATABASE, NULL);

		if (g_file_test(database, G_FILE_TEST_EXISTS))
			return g_steal_pointer(&database);
		if (strcmp(folder, "/") == 0)
			return NULL;
		char *parent = g_path_get_dirname(folder);

		g_free(folder);
		folder = parent;
	}
}

char *root_find_database(void)
{
	g_autofree char *here = g_get_current_dir();
	char *found = root_find_database_from(here);

	return found ? found : root_database(here);
}
