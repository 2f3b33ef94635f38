/* What cannot be a database is told before the analysis and not after it. Nothing is made here: a scan that is
 * interrupted leaves nothing of itself. */
#include "cli/record_check.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/root.h"
#include "store/store.h"

/* What is not there yet can be made if the nearest folder above may be written. */
static bool check_place(const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);

	while (!g_file_test(folder, G_FILE_TEST_EXISTS) && strcmp(folder, "/") != 0 && strcmp(folder, ".") != 0) {
		char *above = g_path_get_dirname(folder);

		g_free(folder);
		folder = above;
	}
	if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_OPEN,
			    "cannot make the database %s: %s is no folder; name another file with --db", path, folder);
		return false;
	}
	if (g_access(folder, W_OK | X_OK) == 0)
		return true;
	g_set_error(error, STORE_ERROR, STORE_ERROR_READ_ONLY,
		    "cannot make the database %s: %s; name another file with --db", path, g_strerror(errno));
	return false;
}

static bool check_database(const char *path, GError **error)
{
	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return check_place(path, error);
	auto_ptr(store) store = store_open(path, true, error);

	return store;
}

bool record_check(const struct options *options, const char *root)
{
	g_autofree char *path = options->db ? g_strdup(options->db) : root_database(root);
	g_autoptr(GError) error = NULL;

	if (options->no_db || check_database(path, &error))
		return true;
	if (!options->db && g_error_matches(error, STORE_ERROR, STORE_ERROR_READ_ONLY))
		return true; /* told when the run is there and cannot be recorded */
	cli_error("%s%s", error->message, options->db ? "" : " or record nothing with --no-db");
	return false;
}
