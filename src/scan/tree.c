/* Discovery: which files there are, and what else is known of the tree before any of them is read. */
#include "scan/tree.h"

#include "scan/demand.h"
#include "scan/outside.h"

#include <string.h>

#include "source/path.h"

static void candidate_free(gpointer data)
{
	struct candidate *c = data;
	source_text_free(c->text);
	if (c->file)
		g_mapped_file_unref(c->file);
	if (c->commands)
		g_ptr_array_unref(c->commands);
	if (c->contexts)
		g_ptr_array_unref(c->contexts);
	g_ptr_array_unref(c->macros);
	g_ptr_array_unref(c->sought);
	if (c->unit)
		g_bytes_unref(c->unit);
	g_free(c->digest);
	if (c->covered)
		g_array_unref(c->covered);
	ast_unit_free(c->seen);
	g_free(c);
}

void tree_index(struct tree *t, const struct source_entry *e)
{
	g_autofree char *base = g_path_get_basename(e->path);
	GPtrArray *list = g_hash_table_lookup(t->ast.by_basename, base);
	if (!list) {
		list = g_ptr_array_new();
		g_hash_table_insert(t->ast.by_basename, g_strdup(base), list);
	}
	g_ptr_array_add(list, (gpointer)e->path);
}

static void index_basenames(struct tree *t)
{
	bool c = false, cxx = false;
	t->ast.header_cache = t->options->header_cache;
	t->ast.by_basename = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
	for (guint i = 0; i < t->walk.entries->len; i++) {
		const struct source_entry *e = t->walk.entries->pdata[i];
		tree_index(t, e);
		cxx |= source_is_cxx(e->path);
		c |= g_str_has_suffix(e->path, ".c");
	}
	t->headers_are_cxx = cxx && !c;
}

/* As messages are to name it. */
static char *named_compdb(const struct scan_options *options)
{
	return options->build_dir ? g_build_filename(options->build_dir, "compile_commands.json", NULL) : NULL;
}

static bool try_compdb(struct tree *t, const char *path, bool any, GError **error)
{
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func((GDestroyNotify)problem_free);
	auto_ptr(compdb) db = compdb_load(path, problems, t->options->root, t->options->overlay, error);

	if (!db)
		return false;
	if (!any && !compdb_is_about(db, t->options->root)) {
		if (!t->beside)
			t->beside = g_steal_pointer(&db);
		return true;
	}
	g_ptr_array_extend_and_steal(t->run->problems, g_steal_pointer(&problems));
	t->compdb = g_steal_pointer(&db);
	t->compdb_path = g_canonicalize_filename(path, NULL);
	return true;
}

/* That of the root, or else of the nearest folder above, up to the project's top: a part of it is built with the same
 * flags. A tree that only lies there, as a library that is unpacked below another project's build folder, is not in
 * that project's database, and its flags would be wrong for it; a part that is new is not in it either, and may well
 * take headers from where the others do. */
static bool search_compdb(struct tree *t, GError **error)
{
	const struct scan_options *o = t->options;
	g_autofree char *folder = g_strdup(o->root);

	for (;;) {
		bool own = strcmp(folder, o->root) == 0;
		g_autofree char *found = compdb_find(folder, o->overlay);

		if (found && !try_compdb(t, found, own, error))
			return false;
		if (t->compdb || !o->top || strcmp(folder, o->top) == 0 || !path_below(o->top, folder))
			return true;
		char *above = g_path_get_dirname(folder);

		g_free(folder);
		folder = above;
	}
}

static bool load_compdb(struct tree *t, GError **error)
{
	g_autofree char *named = named_compdb(t->options);

	if (!(named ? try_compdb(t, named, true, error) : search_compdb(t, error)))
		return false;
	const char *below = t->compdb ? path_below(t->options->root, t->compdb_path) : NULL;

	t->run->compile_database = g_strdup(below && *below ? below : t->compdb_path);
	return true;
}

/* What the compile database names is source, whatever it is called. */
static void add_named(struct tree *t)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new();

	for (guint i = 0; t->compdb && i < t->compdb->commands->len; i++)
		g_ptr_array_add(files, (gpointer)((struct compdb_command *)t->compdb->commands->pdata[i])->file);
	if (files->len)
		source_walk_add(&t->walk, files);
}

struct tree *tree_new(const struct scan_options *options, struct run *run, GError **error)
{
	auto_ptr(tree) t = g_new0(struct tree, 1);
	t->options = options;
	t->run = run;
	t->candidates = g_hash_table_new_full(NULL, NULL, NULL, candidate_free);
	t->order = g_ptr_array_new();
	t->asked = g_hash_table_new(NULL, NULL);
	t->answered = g_hash_table_new(NULL, NULL);
	t->granted = g_array_new(FALSE, FALSE, sizeof(struct granted));
	t->variables = g_hash_table_new(NULL, NULL);
	t->members = g_hash_table_new(NULL, NULL);
	t->unfollowed = g_hash_table_new(NULL, NULL);
	t->held = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
	t->held_asked = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
	t->pointed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, pointer_known_free);
	t->learnt = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	t->judgements = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
	t->aliases = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)config_free);
	t->gates = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)config_free);
	t->names = rule_set_names(options->rules);
	t->own = g_ptr_array_new();
	t->helpers = g_ptr_array_new();
	t->walk.root = options->root;
	t->walk.paths = options->paths;
	t->walk.excludes = options->excludes;
	t->walk.kin = g_ptr_array_new_with_free_func(g_free);
	t->walk.entries = g_ptr_array_new_with_free_func((GDestroyNotify)source_entry_free);
	t->walk.problems = run->problems;
	t->ast.root = t->bare.root = options->root;
	t->ast.overlay = t->bare.overlay = options->overlay;
	if (options->files)
		source_walk_list(&t->walk, options->files);
	else if (!source_walk_run(&t->walk, error))
		return NULL;
	if (!load_compdb(t, error))
		return NULL;
	if (!options->files) {
		add_named(t);
		source_walk_overlay(&t->walk, options->overlay);
	}
	run->files.seen = t->walk.seen;
	if (options->memo) {
		t->memory = memory_new(options, error);
		t->premises = premises_new();
		return t->memory ? g_steal_pointer(&t) : NULL;
	}
	return g_steal_pointer(&t);
}

void tree_load(struct tree *t)
{
	index_basenames(t);
	outside_find(t);
	if (t->memory)
		memory_set_tree(t->memory, &t->ast);
}

void tree_free(struct tree *t)
{
	if (!t)
		return;
	if (t->loading)
		(void)ast_load_end(t->loading, NULL);
	g_ptr_array_unref(t->order);
	g_hash_table_unref(t->candidates);
	g_hash_table_unref(t->asked);
	g_hash_table_unref(t->answered);
	g_array_unref(t->granted);
	g_hash_table_unref(t->variables);
	g_hash_table_unref(t->members);
	facts_free(t->facts);
	g_hash_table_unref(t->unfollowed);
	g_hash_table_unref(t->learnt);
	g_hash_table_unref(t->held);
	g_hash_table_unref(t->held_asked);
	g_hash_table_unref(t->pointed);
	g_hash_table_unref(t->judgements);
	g_hash_table_unref(t->aliases);
	g_hash_table_unref(t->gates);
	g_ptr_array_unref(t->names);
	g_ptr_array_unref(t->own);
	g_ptr_array_unref(t->helpers);
	if (t->ast.by_basename)
		g_hash_table_unref(t->ast.by_basename);
	includers_free(t->includers);
	compdb_free(t->compdb);
	compdb_free(t->beside);
	g_free(t->compdb_path);
	memory_free(t->memory);
	premises_free(t->premises);
	g_ptr_array_unref(t->walk.entries);
	g_ptr_array_unref(t->walk.kin);
	g_free(t);
}
