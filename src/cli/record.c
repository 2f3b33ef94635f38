/* Where the record is, and what its faults mean for a command. The database's own messages say what to do. */
#include "cli/record.h"

#include "cli/root.h"

static bool write_run(const char *path, struct run *run, GError **error)
{
	auto_ptr(store) store = store_open(path, true, error);

	return store && store_write_run(store, run, error);
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
