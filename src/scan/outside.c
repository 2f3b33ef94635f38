/* Include closure beyond the paths of a scan. A macro that stands for a call may be defined in a header that nobody
 * asked to have scanned: `sysfall scan src/a.c`, where a.c includes ../include/net.h. Its uses in the files that were
 * asked for are calls, and a scan that did not look into the header would leave them out without a word.
 *
 * Each name that is included is looked for beside its includer, and where no file of the scan is called so, in the
 * compile database's folders, and upwards from the includer to the top of the project in the folders that headers
 * are usually kept in. What stands in such a header is reported only by a scan that names it. A file in the scan's own
 * folders that the walk did not take for C by its name is C when it is included: it becomes one of the scan's files. */
#include "scan/outside.h"

#include <string.h>

#include "scan/lookups.h"
#include "source/path.h"
#include "util/set.h"

/* Below a folder on the way up; "" is the folder itself. */
static const char *const usual_folders[] = {"", "include", "includes", "inc", "headers", "src", "source", "lib"};

struct outside {
	struct tree *tree;
	struct lookups *lookups;
	GPtrArray *queue;   /* of interned absolute names: files whose includes are to be followed */
	GHashTable *queued; /* set of them */
	GHashTable *
		searches; /* interned folder -> GPtrArray of interned folders: where its files' headers may be; owned */
	GHashTable *tried;   /* set of interned "folder\nname" */
	GPtrArray *database; /* of interned absolute folders: those that the compile database's commands name */
};

/* --- where to look ----------------------------------------------------------------------------------------------- */

static void add_folder(GPtrArray *folders, const char *folder)
{
	list_add_once(folders, (gpointer)g_intern_string(folder));
}

/* The system's own folders hold no project's headers. */
static void add_command(struct outside *o, const struct compdb_command *command)
{
	g_autoptr(GPtrArray) folders = compdb_command_folders(command);

	for (guint i = 0; i < folders->len; i++)
		if (!path_below("/usr", folders->pdata[i]))
			add_folder(o->database, folders->pdata[i]);
}

/* The usual folders of one on the way up, when they are there. */
static void add_usual(struct outside *o, const char *above, GPtrArray *out)
{
	struct premises *premises = o->tree->premises;

	for (size_t i = 0; i < G_N_ELEMENTS(usual_folders); i++) {
		g_autofree char *folder = path_absolute(above, usual_folders[i]);

		if (premises)
			g_hash_table_add(premises->folders, (gpointer)g_intern_string(folder));
		if (lookups_is_folder(o->lookups, folder))
			add_folder(out, folder);
	}
}

static const GPtrArray *searched_from(struct outside *o, const char *folder)
{
	const char *top = o->tree->options->top ? o->tree->options->top : o->tree->options->root;
	GPtrArray *folders = g_hash_table_lookup(o->searches, folder);
	g_autofree char *above = g_strdup(folder);

	if (folders)
		return folders;
	folders = g_ptr_array_new();
	g_hash_table_insert(o->searches, (gpointer)folder, folders);
	while (path_below(top, above)) {
		char *next = g_path_get_dirname(above);
		bool last = strcmp(next, above) == 0;

		add_usual(o, above, folders);
		g_free(above);
		above = next;
		if (last)
			break;
	}
	for (guint i = 0; i < o->database->len; i++)
		add_folder(folders, o->database->pdata[i]);
	return folders;
}

/* --- what is found ----------------------------------------------------------------------------------------------- */

static bool is_in_scan(const struct outside *o, const char *name)
{
	g_autofree char *base = g_path_get_basename(name);
	const GPtrArray *files = g_hash_table_lookup(o->tree->ast.by_basename, base);
	const char *plain = path_without_dots(name);

	for (guint i = 0; files && i < files->len; i++)
		if (path_ends_in(files->pdata[i], plain))
			return true;
	return false;
}

static void take(struct outside *o, const char *absolute)
{
	struct tree *t = o->tree;
	const char *below = path_below(t->options->root, absolute);
	struct source_entry *entry;

	g_hash_table_add(o->queued, (gpointer)absolute);
	entry = g_new0(struct source_entry, 1);
	entry->path = below ? g_intern_string(below) : absolute;
	entry->absolute = g_strdup(absolute);
	entry->outside = !source_walk_covers(&t->walk, absolute);
	g_ptr_array_add(t->walk.entries, entry);
	g_ptr_array_add(o->queue, (gpointer)absolute);
	tree_index(t, entry);
	if (t->premises)
		g_hash_table_add(t->premises->reads, (gpointer)absolute);
}

static bool take_from(struct outside *o, const char *folder, const char *name)
{
	if (!lookups_has(o->lookups, folder, name))
		return false;
	g_autofree char *path = path_absolute(folder, name);
	const char *absolute = g_intern_string(path);

	if (g_hash_table_contains(o->queued, absolute))
		return true;
	if (!source_overlay_has(o->tree->options->overlay, absolute))
		return false;
	take(o, absolute);
	return true;
}

static void look_for(struct outside *o, const char *folder, const char *name)
{
	if (take_from(o, folder, name) || is_in_scan(o, name))
		return;
	const GPtrArray *folders = searched_from(o, folder);

	if (o->tree->premises)
		g_hash_table_add(o->tree->premises->names, (gpointer)name);
	for (guint i = 0; i < folders->len; i++)
		if (take_from(o, folders->pdata[i], name))
			return;
}

static GHashTable *tried_from(struct outside *o, const char *folder)
{
	GHashTable *names = g_hash_table_lookup(o->tried, folder);

	if (!names) {
		names = g_hash_table_new(NULL, NULL);
		g_hash_table_insert(o->tried, (gpointer)folder, names);
	}
	return names;
}

static void look_for_all_of(struct outside *o, const char *absolute)
{
	const GPtrArray *names = lookups_spelled_in(o->lookups, absolute);
	g_autofree char *name = g_path_get_dirname(absolute);
	const char *folder = g_intern_string(name);
	GHashTable *tried = tried_from(o, folder);

	for (guint i = 0; i < names->len; i++)
		if (g_hash_table_add(tried, names->pdata[i]))
			look_for(o, folder, names->pdata[i]);
}

static int by_path(gconstpointer a, gconstpointer b)
{
	const struct source_entry *const *x = a, *const *y = b;

	return strcmp((*x)->path, (*y)->path);
}

void outside_find(struct tree *t)
{
	g_autoptr(GPtrArray) queue = g_ptr_array_new(), database = g_ptr_array_new();
	g_autoptr(GHashTable) queued = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) searches = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
	g_autoptr(GHashTable) tried = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
	auto_ptr(lookups) lookups = lookups_new(&t->ast);
	struct outside o = {t, lookups, queue, queued, searches, tried, database};

	const struct compdb *db = tree_commands(t);

	for (guint i = 0; db && i < db->commands->len; i++)
		add_command(&o, db->commands->pdata[i]);
	for (guint i = 0; i < t->walk.entries->len; i++) {
		g_autofree char *path =
			path_absolute("/", ((struct source_entry *)t->walk.entries->pdata[i])->absolute);

		g_hash_table_add(queued, (gpointer)g_intern_string(path));
		g_ptr_array_add(queue, (gpointer)g_intern_string(path));
	}
	for (guint i = 0; i < queue->len; i++)
		look_for_all_of(&o, queue->pdata[i]);
	g_ptr_array_sort(t->walk.entries, by_path);
}
