/* What stands in the database beside a run. */
#include "cli/aside.h"

#include "cli/root.h"
#include "store/history.h"

#define HISTORY_RUNS 20

/* A report without its history is still a report: what cannot be read is left out. */
void aside_read(const struct options *options, const struct run *run, GPtrArray **out_history, GHashTable **out_patches)
{
	g_autofree char *there = options->db ? g_strdup(options->db) : root_database(run->root);
	g_autofree char *path = g_file_test(there, G_FILE_TEST_EXISTS) ? g_strdup(there) : root_find_database();
	auto_ptr(store) store = run->id && !options->no_db ? store_open(path, false, NULL) : NULL;

	*out_history = store && options->history ? store_history(store, run->id, HISTORY_RUNS, NULL) : NULL;
	*out_patches = store ? store_patches(store, run->id, NULL) : NULL;
}
