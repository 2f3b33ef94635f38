/* A header is compiled inside the units that include it, with their flags and after their definitions: what it means by
 * itself is what nobody builds. Who includes whom is read off the text, conditions and search paths left aside: that is
 * more than is true, and the compiler has the last word, since it looks at the unit and finds the file there or not. */
#include "scan/includers.h"

#include <string.h>

#include "source/path.h"

/* `by` asks for `name`. */
struct inclusion {
	const char *by; /* interned, absolute */
	const char *name;
};

struct includers {
	const struct source_walk *walk;
	struct compdb *compdb;
	const struct ast_tree *tree;
	struct lookups *lookups;
	GHashTable *by_base; /* interned basename -> GArray of struct inclusion; NULL until it is asked for */
	GHashTable *files;   /* interned basename -> GPtrArray of interned absolute names: the files of the tree */
	const struct scan_options *options; /* who may call it off */
	GPtrArray *made_up;                 /* of struct compdb_command *, owned: for units whose flags nobody knows */
	GHashTable *defined; /* interned absolute name -> GPtrArray of interned names: the macros that it defines */
};

static void array_free(gpointer array)
{
	g_array_unref(array);
}

static void list_free(gpointer list)
{
	g_ptr_array_unref(list);
}

struct includers *includers_new(const struct source_walk *walk, struct compdb *compdb, const struct ast_tree *tree,
				const struct scan_options *options)
{
	struct includers *in = g_new0(struct includers, 1);

	in->walk = walk;
	in->compdb = compdb;
	in->tree = tree;
	in->options = options;
	in->lookups = lookups_new(tree);
	in->files = g_hash_table_new_full(NULL, NULL, NULL, list_free);
	in->defined = g_hash_table_new_full(NULL, NULL, NULL, list_free);
	in->made_up = g_ptr_array_new_with_free_func(g_free);
	return in;
}

void includers_free(struct includers *in)
{
	if (!in)
		return;
	lookups_free(in->lookups);
	if (in->by_base)
		g_hash_table_unref(in->by_base);
	g_hash_table_unref(in->files);
	g_hash_table_unref(in->defined);
	g_ptr_array_unref(in->made_up);
	g_free(in);
}

static const char *base_of(const char *path)
{
	g_autofree char *base = g_path_get_basename(path);

	return g_intern_string(base);
}

/* --- who includes what ------------------------------------------------------------------------------------------- */

static void add_inclusion(struct includers *in, const char *by, const char *name)
{
	struct inclusion inclusion = {by, name};
	const char *base = base_of(name);
	GArray *list = g_hash_table_lookup(in->by_base, base);

	if (!list) {
		list = g_array_new(FALSE, FALSE, sizeof(struct inclusion));
		g_hash_table_insert(in->by_base, (gpointer)base, list);
	}
	g_array_append_val(list, inclusion);
}

static void add_file(struct includers *in, const char *path)
{
	const char *base = base_of(path);
	GPtrArray *list = g_hash_table_lookup(in->files, base);
	const GPtrArray *names = lookups_spelled_in(in->lookups, path);

	if (!list) {
		list = g_ptr_array_new();
		g_hash_table_insert(in->files, (gpointer)base, list);
	}
	if (g_ptr_array_find(list, path, NULL))
		return;
	g_ptr_array_add(list, (gpointer)path);
	for (guint i = 0; i < names->len; i++)
		add_inclusion(in, path, names->pdata[i]);
}

/* -include FILE stands at the head of the unit. */
static void add_forced(struct includers *in, const struct compdb_command *command)
{
	for (char **arg = command->args; *arg && arg[1]; arg++) {
		if (strcmp(*arg, "-include") != 0 && strcmp(*arg, "-imacros") != 0)
			continue;
		g_autofree char *path = path_absolute(command->directory, arg[1]);

		add_inclusion(in, command->file, g_intern_string(path));
	}
}

static void read_all(struct includers *in)
{
	in->by_base = g_hash_table_new_full(NULL, NULL, NULL, array_free);
	for (guint i = 0; i < in->walk->entries->len; i++) {
		const struct source_entry *e = in->walk->entries->pdata[i];
		g_autofree char *path = g_canonicalize_filename(e->absolute, NULL);

		add_file(in, g_intern_string(path));
	}
	for (guint i = 0; in->compdb && i < in->compdb->commands->len; i++) {
		const struct compdb_command *command = in->compdb->commands->pdata[i];

		add_file(in, command->file);
		add_forced(in, command);
	}
}

/* Whether the spelled name may mean the file. */
static bool may_mean(const struct inclusion *inclusion, const char *path)
{
	g_autofree char *folder = g_path_get_dirname(inclusion->by);
	g_autofree char *beside = path_absolute(folder, inclusion->name);
	const char *name = inclusion->name;

	if (strcmp(beside, path) == 0)
		return true;
	name = path_without_dots(name);
	return *name != '/' && path_ends_in(path, name);
}

/* --- what a unit makes of the file ------------------------------------------------------------------------------- */

static GHashTable *words_of(const char *bytes, size_t length)
{
	GHashTable *words = g_hash_table_new(NULL, NULL);

	for (size_t at = 0, end; at < length; at = end + 1) {
		for (end = at; end < length && (g_ascii_isalnum(bytes[end]) || bytes[end] == '_');)
			end++;
		if (end == at || g_ascii_isdigit(bytes[at]))
			continue;
		g_autofree char *word = g_strndup(bytes + at, end - at);

		g_hash_table_add(words, (gpointer)g_intern_string(word));
	}
	return words;
}

static const GPtrArray *defined_in(struct includers *in, const char *path)
{
	GPtrArray *names = g_hash_table_lookup(in->defined, path);

	if (names)
		return names;
	GMappedFile *file = source_overlay_map(in->tree->overlay, path, NULL);

	names = g_ptr_array_new();
	g_hash_table_insert(in->defined, (gpointer)path, names);
	if (!file)
		return names;
	auto_ptr(source_needles) none = source_needles_new(NULL);
	auto_ptr(source_text) text =
		source_text_lex(path, g_mapped_file_get_contents(file), g_mapped_file_get_length(file), none);

	for (guint i = 0; i < text->defines->len; i++)
		g_ptr_array_add(names, (gpointer)g_array_index(text->defines, struct lex_define, i).name);
	g_mapped_file_unref(file);
	return names;
}

static bool defines_any(struct includers *in, const char *path, GHashTable *words)
{
	const GPtrArray *names = defined_in(in, path);

	for (guint i = 0; i < names->len; i++)
		if (g_hash_table_contains(words, names->pdata[i]))
			return true;
	return false;
}

/* The files of the tree that the one may include. */
static void add_included(struct includers *in, const char *path, GPtrArray *queue, GHashTable *seen)
{
	const GPtrArray *names = lookups_spelled_in(in->lookups, path);

	for (guint i = 0; i < names->len; i++) {
		struct inclusion inclusion = {path, names->pdata[i]};
		const GPtrArray *files = g_hash_table_lookup(in->files, base_of(inclusion.name));

		for (guint k = 0; files && k < files->len; k++)
			if (!g_hash_table_contains(seen, files->pdata[k]) && may_mean(&inclusion, files->pdata[k]) &&
			    g_hash_table_add(seen, files->pdata[k]))
				g_ptr_array_add(queue, files->pdata[k]);
	}
}

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The files under the unit that define what the words name. */
static const char *context_of(struct includers *in, const char *unit, const char *file, GHashTable *words)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	g_autoptr(GPtrArray) queue = g_ptr_array_new(), defining = g_ptr_array_new();

	g_hash_table_add(seen, (gpointer)unit);
	g_ptr_array_add(queue, (gpointer)unit);
	for (guint i = 0; i < queue->len; i++) {
		if (queue->pdata[i] != file && defines_any(in, queue->pdata[i], words))
			g_ptr_array_add(defining, queue->pdata[i]);
		add_included(in, queue->pdata[i], queue, seen);
	}
	g_ptr_array_sort(defining, by_name);
	g_ptr_array_add(defining, NULL);
	g_autofree char *joined = g_strjoinv("\n", (char **)defining->pdata);

	return g_intern_string(joined);
}

/* In a folder with thousands of files this takes its time; what is there then is of no use. */
static bool is_called_off(const struct includers *in)
{
	return in->options->cancelled && in->options->cancelled(in->options->data);
}

/* --- the answer -------------------------------------------------------------------------------------------------- */

static bool is_unit(const struct includers *in, const char *path)
{
	const char *suffix = strrchr(path, '.');

	if (in->compdb)
		return g_hash_table_contains(in->compdb->by_file, path);
	return suffix && (strcmp(suffix, ".c") == 0 || (source_is_cxx(path) && strchr("cC", suffix[1])));
}

/* The units that include the file: of interned absolute names. A unit counts for itself and is not followed further. */
static GPtrArray *units_of(struct includers *in, const char *file)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	g_autoptr(GPtrArray) queue = g_ptr_array_new();
	GPtrArray *units = g_ptr_array_new();

	g_hash_table_add(seen, (gpointer)file);
	g_ptr_array_add(queue, (gpointer)file);
	for (guint i = 0; i < queue->len; i++) {
		const GArray *list = g_hash_table_lookup(in->by_base, base_of(queue->pdata[i]));

		for (guint k = 0; list && k < list->len; k++) {
			const struct inclusion *inclusion = &g_array_index(list, struct inclusion, k);

			if (!may_mean(inclusion, queue->pdata[i]) || !g_hash_table_add(seen, (gpointer)inclusion->by))
				continue;
			g_ptr_array_add(is_unit(in, inclusion->by) ? units : queue, (gpointer)inclusion->by);
		}
	}
	return units;
}

static GHashTable *words_in_file(const struct includers *in, const char *path)
{
	GMappedFile *file = source_overlay_map(in->tree->overlay, path, NULL);
	GHashTable *words =
		words_of(file ? g_mapped_file_get_contents(file) : NULL, file ? g_mapped_file_get_length(file) : 0);

	if (file)
		g_mapped_file_unref(file);
	return words;
}

GPtrArray *includers_commands(struct includers *in, const struct source_entry *entry, GPtrArray **out_contexts)
{
	g_autofree char *canonical = g_canonicalize_filename(entry->absolute, NULL);
	const char *file = g_intern_string(canonical);
	g_autoptr(GPtrArray) units = NULL, commands = g_ptr_array_new();
	g_autoptr(GHashTable) words = NULL;

	*out_contexts = NULL;
	if (!in->by_base)
		read_all(in);
	units = units_of(in, file);
	if (units->len == 0)
		return NULL;
	words = words_in_file(in, entry->absolute);
	*out_contexts = g_ptr_array_new();
	for (guint i = 0; i < units->len && !is_called_off(in); i++) {
		const char *context = context_of(in, units->pdata[i], file, words);
		g_autoptr(GPtrArray) own = compdb_commands_for(in->compdb, units->pdata[i]);

		for (guint k = 0; k < own->len; k++) {
			g_ptr_array_add(commands, own->pdata[k]);
			g_ptr_array_add(*out_contexts, (gpointer)context);
		}
	}
	return g_steal_pointer(&commands);
}

/* #ifndef X, #define X: what a file defines where nobody has before. */
static void add_defaults(const struct source_text *text, GHashTable *words)
{
	for (guint i = 0; i < text->defines->len; i++) {
		const struct lex_define *d = &g_array_index(text->defines, struct lex_define, i);
		const struct if_arm *arm = d->arm < 0 ? NULL : &g_array_index(text->arms, struct if_arm, d->arm);

		if (arm && !arm->header_guard && arm->condition && strstr(arm->condition, d->name))
			g_hash_table_add(words, (gpointer)d->name);
	}
}

static GHashTable *defaults_in(const struct includers *in, const char *path)
{
	GMappedFile *file = source_overlay_map(in->tree->overlay, path, NULL);
	GHashTable *words = g_hash_table_new(NULL, NULL);

	if (!file)
		return words;
	auto_ptr(source_needles) none = source_needles_new(NULL);
	auto_ptr(source_text) text =
		source_text_lex(path, g_mapped_file_get_contents(file), g_mapped_file_get_length(file), none);

	add_defaults(text, words);
	g_mapped_file_unref(file);
	return words;
}

static struct compdb_command *made_up(struct includers *in, const char *unit)
{
	struct compdb_command *command = g_new0(struct compdb_command, 1);
	g_autofree char *folder = g_path_get_dirname(unit);

	command->file = unit;
	command->directory = g_intern_string(folder);
	g_ptr_array_add(in->made_up, command);
	return command;
}

GPtrArray *includers_defining(struct includers *in, const struct source_entry *entry, GPtrArray **out_contexts)
{
	g_autofree char *canonical = g_canonicalize_filename(entry->absolute, NULL);
	const char *file = g_intern_string(canonical);
	g_autoptr(GHashTable) words = is_unit(in, file) ? NULL : defaults_in(in, entry->absolute);
	g_autoptr(GPtrArray) units = NULL, contexts = g_ptr_array_new();
	GPtrArray *commands;
	bool any = false;

	*out_contexts = NULL;
	if (!words || g_hash_table_size(words) == 0)
		return NULL;
	if (!in->by_base)
		read_all(in);
	units = units_of(in, file);
	g_ptr_array_sort(units, by_name);
	for (guint i = 0; i < units->len && !is_called_off(in); i++) {
		const char *context = context_of(in, units->pdata[i], file, words);

		any = any || *context;
		g_ptr_array_add(contexts, (gpointer)context);
	}
	if (!any || contexts->len < units->len)
		return NULL;
	commands = g_ptr_array_new();
	for (guint i = 0; i < units->len; i++)
		g_ptr_array_add(commands, made_up(in, units->pdata[i]));
	*out_contexts = g_steal_pointer(&contexts);
	return commands;
}
