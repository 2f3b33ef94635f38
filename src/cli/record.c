/* Where the record is, and what its faults mean for a command. The database's own messages say what to do. */
#include "cli/record.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/root.h"
#include "store/history.h"

#define HISTORY_RUNS 20

static bool write_run(const char *path, struct run *run, GError **error)
{
	auto_ptr(store) store = store_open(path, true, error);

	return store && store_write_run(store, run, error);
}

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

bool record_write(const struct options *options, struct run *run)
{
	g_autofree char *path = options->db ? g_strdup(options->db) : root_database(run->root);
	g_autoptr(GError) error = NULL;

	if (options->no_db || write_run(path, run, &error))
		return true;
	if (!options->db && g_error_matches(error, STORE_ERROR, STORE_ERROR_READ_ONLY)) {
		cli_warning("this run was not recorded: %s; use --db FILE or --no-db", error->message);
		return true;
	}
	cli_error("this run was not recorded: %s", error->message);
	return false;
}

/* A report without its history is still a report: what cannot be read is left out. */
void record_aside(const struct options *options, const struct run *run, GPtrArray **out_history,
		  GHashTable **out_patches)
{
	g_autofree char *there = options->db ? g_strdup(options->db) : root_database(run->root);
	g_autofree char *path = g_file_test(there, G_FILE_TEST_EXISTS) ? g_strdup(there) : root_find_database();
	auto_ptr(store) store = run->id && !options->no_db ? store_open(path, false, NULL) : NULL;

	*out_history = store ? store_history(store, run->id, HISTORY_RUNS, NULL) : NULL;
	*out_patches = store ? store_patches(store, run->id, NULL) : NULL;
}

struct store *record_open(const struct options *options)
{
	g_autofree char *path = options->db ? g_strdup(options->db) : root_find_database();
	g_autoptr(GError) error = NULL;
	struct store *store = store_open(path, false, &error);

	if (!store)
		cli_error("%s", error->message);
	return store;
}

struct run *record_read(const struct options *options)
{
	auto_ptr(store) store = record_open(options);
	g_autoptr(GError) error = NULL;

	if (!store)
		return NULL;
	struct run *run = store_read_run(store, options->run_id, &error);

	if (!run)
		cli_error("%s", error->message);
	return run;
}
