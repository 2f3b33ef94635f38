/* Reading compile_commands.json. An entry gives its command as a list of arguments or as one string with shell quoting.
 * File names are made absolute lexically, seen from the entry's folder; a relative folder is seen from the database's.
 * What an entry lacks or gets wrong is told once, as a problem, and costs that entry only. */
#include "source/compdb.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "model/run.h"
#include "source/path.h"
#include "source/response.h"
#include "source/walk.h"

#define NAME "compile_commands.json"

struct loader {
	struct compdb *db;
	const struct source_overlay *overlay;
	GPtrArray *problems;
	const char *root;
	char *folder;     /* of the database */
	GHashTable *seen; /* "file \n directory \n args" of the entries so far */
	GHashTable *gone; /* interned absolute names that were reported */
};

static void command_free(gpointer p)
{
	struct compdb_command *command = p;

	g_strfreev(command->args);
	g_free(command);
}

void compdb_free(struct compdb *db)
{
	if (!db)
		return;
	g_free(db->path);
	g_ptr_array_unref(db->commands);
	g_hash_table_unref(db->by_file);
	if (db->by_real)
		g_hash_table_unref(db->by_real);
	g_hash_table_unref(db->read);
	g_free(db);
}

static const char *shown(const struct loader *l, const char *absolute)
{
	const char *below = l->root ? path_below(l->root, absolute) : NULL;

	return below && *below ? below : absolute;
}

static void add_problem(struct loader *l, const char *path, const char *kind, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

static void add_problem(struct loader *l, const char *path, const char *kind, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	g_ptr_array_add(l->problems, problem_new(shown(l, path), 0, kind, true, text));
}

/* The arguments without the compiler's name; NULL when the entry has none. */
static char **args_from_list(json_t *list)
{
	g_autoptr(GPtrArray) args = g_ptr_array_new_with_free_func(g_free);

	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *arg = json_string_value(json_array_get(list, i));

		if (!arg)
			return NULL;
		if (i > 0)
			g_ptr_array_add(args, g_strdup(arg));
	}
	if (!json_array_size(list))
		return NULL;
	g_ptr_array_add(args, NULL);
	return (char **)g_ptr_array_steal(args, NULL);
}

static char **args_from_string(const char *command)
{
	g_auto(GStrv) words = NULL;

	if (!g_shell_parse_argv(command, NULL, &words, NULL))
		return NULL;
	return g_strdupv(words + 1);
}

static char **entry_args(json_t *entry)
{
	json_t *list = json_object_get(entry, "arguments");
	const char *command = json_string_value(json_object_get(entry, "command"));

	if (json_is_array(list))
		return args_from_list(list);
	return command ? args_from_string(command) : NULL;
}

/* The words of the response files in the place of their names. */
static void expand(struct loader *l, struct compdb_command *command)
{
	g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func(g_free);
	struct response_search search = {command->directory, {l->root, l->folder}, l->overlay, l->db->read, refused};
	char **expanded = response_expand(command->args, &search);

	g_strfreev(command->args);
	command->args = expanded;
	for (guint i = 0; i < refused->len; i++)
		add_problem(l, command->file, "config",
			    "%s in its command was not read: it is no file of the tree, or has no end",
			    (const char *)refused->pdata[i]);
}

/* The same command twice is one. */
static bool is_repeated(struct loader *l, const struct compdb_command *command)
{
	g_autofree char *joined = g_strjoinv("\n", command->args);
	char *key = g_strdup_printf("%s\n%s\n%s", command->file, command->directory, joined);

	return !g_hash_table_add(l->seen, key);
}

static bool is_there(struct loader *l, const char *file)
{
	struct stat status;

	if (source_overlay_covers(l->overlay, file) ? source_overlay_has(l->overlay, file) : stat(file, &status) == 0)
		return true;
	if (g_hash_table_add(l->gone, (gpointer)file))
		add_problem(l, file, "stale",
			    "listed in %s, but there is no such file: make the compile database again",
			    shown(l, l->db->path));
	return false;
}

static void keep(struct compdb *db, struct compdb_command *command)
{
	GPtrArray *same = g_hash_table_lookup(db->by_file, command->file);

	if (!same) {
		same = g_ptr_array_new();
		g_hash_table_insert(db->by_file, (gpointer)command->file, same);
	}
	g_ptr_array_add(same, command);
	g_ptr_array_add(db->commands, command);
}

static void add_entry(struct loader *l, size_t number, json_t *entry)
{
	const char *file = json_string_value(json_object_get(entry, "file"));
	const char *directory = json_string_value(json_object_get(entry, "directory"));
	g_autofree char *folder = path_absolute(l->folder, directory ? directory : "");
	g_autofree char *absolute = NULL;
	struct compdb_command *command;

	if (!file || !*file) {
		add_problem(l, l->db->path, "stale", "entry %zu has no \"file\"", number + 1);
		return;
	}
	absolute = path_absolute(folder, file);
	command = g_new0(struct compdb_command, 1);
	command->file = g_intern_string(absolute);
	command->directory = g_intern_string(folder);
	command->args = entry_args(entry);
	if (!command->args)
		add_problem(l, l->db->path, "stale",
			    "entry %zu (%s) has neither \"arguments\" nor a \"command\" that can be read", number + 1,
			    file);
	else
		expand(l, command);
	if (!command->args || !is_there(l, command->file) || is_repeated(l, command))
		command_free(command);
	else
		keep(l->db, command);
}

static struct compdb *read_entries(struct loader *l, json_t *array)
{
	for (size_t i = 0; i < json_array_size(array); i++)
		add_entry(l, i, json_array_get(array, i));
	return l->db;
}

static struct compdb *load_array(const char *path, json_t *array, GPtrArray *problems, const char *root,
				 const struct source_overlay *overlay)
{
	struct loader l = {.problems = problems, .root = root, .overlay = overlay};
	g_autofree char *here = g_get_current_dir();

	l.db = g_new0(struct compdb, 1);
	l.db->path = path_absolute(here, path);
	l.db->commands = g_ptr_array_new_with_free_func(command_free);
	l.db->by_file = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
	l.db->read = g_hash_table_new(NULL, NULL);
	l.folder = g_path_get_dirname(l.db->path);
	l.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	l.gone = g_hash_table_new(NULL, NULL);
	read_entries(&l, array);
	g_hash_table_unref(l.seen);
	g_hash_table_unref(l.gone);
	g_free(l.folder);
	return l.db;
}

struct compdb *compdb_load(const char *path, GPtrArray *problems, const char *root,
			   const struct source_overlay *overlay, GError **error)
{
	g_autofree char *bytes = NULL;
	g_autoptr(GError) cause = NULL;
	json_error_t where;
	struct compdb *db;
	json_t *array;
	gsize length;

	if (!source_overlay_read(overlay, path, &bytes, &length, &cause)) {
		g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_READ, "cannot read the compile database: %s",
			    cause->message);
		return NULL;
	}
	array = json_loadb(bytes, length, JSON_ALLOW_NUL, &where);
	if (!array) {
		g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_FORMAT,
			    "%s:%d:%d: no valid JSON: %s (an interrupted build leaves half a file: make it again)",
			    path, where.line, where.column, where.text);
		return NULL;
	}
	if (!json_is_array(array)) {
		json_decref(array);
		g_set_error(
			error, SOURCE_ERROR, SOURCE_ERROR_FORMAT,
			"%s: a compile database is a list of entries with \"directory\", \"file\" and \"arguments\" or "
			"\"command\"",
			path);
		return NULL;
	}
	db = load_array(path, array, problems, root, overlay);
	json_decref(array);
	return db;
}

static char *database_in(const char *dir, const struct source_overlay *overlay)
{
	g_autofree char *path = g_build_filename(dir, NAME, NULL);
	g_autofree char *absolute = g_canonicalize_filename(path, NULL);
	bool there = source_overlay_covers(overlay, absolute) ? source_overlay_has(overlay, absolute)
							      : g_file_test(path, G_FILE_TEST_IS_REGULAR);

	return there ? g_steal_pointer(&path) : NULL;
}

static bool is_build_name(const char *name)
{
	static const char *const prefixes[] = {"build",       "out",      "_build", "obj-",
					       "cmake-build", "builddir", "debug",  "release"};

	for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
		if (g_str_has_prefix(name, prefixes[i]))
			return true;
	return false;
}

static int name_compare(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The databases in the folders of dir, or of its build folders, that are named as build folders are. */
static char *search_below(const char *dir, unsigned levels, const struct source_overlay *overlay)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) handle = g_dir_open(dir, 0, NULL);
	const char *name;

	while (handle && (name = g_dir_read_name(handle)))
		if (is_build_name(name) || levels == 1)
			g_ptr_array_add(names, g_build_filename(dir, name, NULL));
	g_ptr_array_sort(names, name_compare);
	for (unsigned i = 0; i < names->len; i++) {
		char *found = database_in(names->pdata[i], overlay);

		if (found)
			return found;
	}
	for (unsigned i = 0; levels > 1 && i < names->len; i++) {
		char *found = search_below(names->pdata[i], levels - 1, overlay);

		if (found)
			return found;
	}
	return NULL;
}

char *compdb_find(const char *dir, const struct source_overlay *overlay)
{
	char *found = database_in(dir, overlay);

	return found ? found : search_below(dir, 2, overlay);
}

/* Where symbolic links lead; interned, NULL when there is no such file. */
static const char *real_name(const char *file)
{
	char *resolved = realpath(file, NULL);
	const char *name = resolved ? g_intern_string(resolved) : NULL;

	free(resolved);
	return name;
}

/* A checkout may be built through a link to it, and scanned by its own name, or the other way round. */
static void index_real(struct compdb *db)
{
	GHashTableIter it;
	gpointer file, commands;

	db->by_real = g_hash_table_new(NULL, NULL);
	g_hash_table_iter_init(&it, db->by_file);
	while (g_hash_table_iter_next(&it, &file, &commands)) {
		const char *real = real_name(file);

		if (real)
			g_hash_table_insert(db->by_real, (gpointer)real, commands);
	}
}

GPtrArray *compdb_commands_for(struct compdb *db, const char *file)
{
	GPtrArray *found = g_ptr_array_new();
	const GPtrArray *same = g_hash_table_lookup(db->by_file, g_intern_string(file));
	const char *real = same ? NULL : real_name(file);

	if (!same && !db->by_real)
		index_real(db);
	if (real)
		same = g_hash_table_lookup(db->by_real, real);
	for (unsigned i = 0; same && i < same->len; i++)
		g_ptr_array_add(found, same->pdata[i]);
	return found;
}

/* "-Iinc" and "-I inc"; the argument after *arg is then stepped over. NULL: it names no folder. */
static const char *folder_given(char ***arg)
{
	static const char *const options[] = {"-I", "-iquote", "-isystem", "-idirafter"};

	for (size_t i = 0; i < G_N_ELEMENTS(options); i++) {
		if (!g_str_has_prefix(**arg, options[i]))
			continue;
		const char *rest = **arg + strlen(options[i]);

		return *rest || !(*arg)[1] ? rest : *++*arg;
	}
	return NULL;
}

GPtrArray *compdb_command_folders(const struct compdb_command *command)
{
	GPtrArray *folders = g_ptr_array_new();

	for (char **arg = command->args; arg && *arg; arg++) {
		const char *given = folder_given(&arg);
		g_autofree char *folder = given && *given ? path_absolute(command->directory, given) : NULL;

		if (folder)
			g_ptr_array_add(folders, (gpointer)g_intern_string(folder));
	}
	return folders;
}

static bool is_really_below(const char *folder, const char *path)
{
	const char *real = real_name(folder), *real_path = real_name(path);

	return path_below(folder, path) || (real && real_path && path_below(real, real_path));
}

/* -include FILE: the argument behind the option. */
static bool includes_from(const struct compdb_command *command, const char *folder)
{
	for (char **arg = command->args; arg && arg[0] && arg[1]; arg++) {
		g_autofree char *file =
			strcmp(arg[0], "-include") == 0 ? path_absolute(command->directory, arg[1]) : NULL;

		if (file && is_really_below(folder, file))
			return true;
	}
	return false;
}

static bool takes_headers_from(const struct compdb *db, const char *folder)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < db->commands->len; i++) {
		g_autoptr(GPtrArray) folders = compdb_command_folders(db->commands->pdata[i]);

		for (guint k = 0; k < folders->len; k++)
			if (g_hash_table_add(seen, folders->pdata[k]) && is_really_below(folder, folders->pdata[k]))
				return true;
		if (includes_from(db->commands->pdata[i], folder))
			return true;
	}
	return false;
}

static bool any_below(GHashTable *files, const char *folder)
{
	GHashTableIter it;
	gpointer file;

	g_hash_table_iter_init(&it, files);
	while (g_hash_table_iter_next(&it, &file, NULL))
		if (path_below(folder, file))
			return true;
	return false;
}

bool compdb_is_about(struct compdb *db, const char *folder)
{
	const char *real = real_name(folder);

	if (any_below(db->by_file, folder) || takes_headers_from(db, folder))
		return true;
	if (!db->by_real)
		index_real(db);
	return real && any_below(db->by_real, real);
}
