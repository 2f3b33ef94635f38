/* Discovery and search. Every file is read once for the rules' names, and once more only when a macro or a wrapper
 * turns out to stand for a call, so that its name has to be searched too. */
#include "scan/tree.h"

#include <string.h>

static void candidate_free(gpointer data)
{
	struct candidate *c = data;
	source_text_free(c->text);
	if (c->file)
		g_mapped_file_unref(c->file);
	if (c->commands)
		g_ptr_array_unref(c->commands);
	g_ptr_array_unref(c->macros);
	if (c->unit)
		g_bytes_unref(c->unit);
	g_free(c->digest);
	if (c->covered)
		g_array_unref(c->covered);
	ast_unit_free(c->seen);
	g_free(c);
}

char *scan_identifier(const char *key)
{
	const char *end = key + strlen(key);
	/* "c:@S@listener@F@accept#I#": the name ends at the first '#' behind the last "@F@" */
	const char *usr = g_str_has_prefix(key, "c:") ? g_strrstr(key, "@F@") : NULL;
	if (usr)
		return g_strndup(usr + 3, strcspn(usr + 3, "#<@"));
	const char *config = strrchr(key, '@'); /* KEY@2: another configuration's */
	if (config && config > key && g_ascii_isdigit(config[1]))
		end = config;
	const char *begin = end;
	while (begin > key && begin[-1] != '#' && begin[-1] != ':')
		begin--;
	return g_strndup(begin, (gsize)(end - begin));
}

static void index_basenames(struct tree *t)
{
	bool c = false, cxx = false;
	t->ast.header_cache = t->options->header_cache;
	t->ast.by_basename = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
	for (guint i = 0; i < t->walk.entries->len; i++) {
		const struct source_entry *e = t->walk.entries->pdata[i];
		g_autofree char *base = g_path_get_basename(e->path);
		GPtrArray *list = g_hash_table_lookup(t->ast.by_basename, base);
		if (!list) {
			list = g_ptr_array_new();
			g_hash_table_insert(t->ast.by_basename, g_strdup(base), list);
		}
		g_ptr_array_add(list, (gpointer)e->path);
		cxx |= source_is_cxx(e->path);
		c |= g_str_has_suffix(e->path, ".c");
	}
	t->headers_are_cxx = cxx && !c;
}

static bool load_compdb(struct tree *t, GError **error)
{
	const char *path = t->compdb_path;
	if (!path)
		return true;
	t->compdb = compdb_load(path, t->run->problems, t->options->root, error);
	if (!t->compdb)
		return false;
	size_t root = strlen(t->options->root);
	bool below = strncmp(path, t->options->root, root) == 0 && path[root] == '/';
	t->run->compile_database = g_strdup(below ? path + root + 1 : path);
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
	t->judgements = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
	t->aliases = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)config_free);
	t->names = rule_set_names(options->rules);
	t->walk.root = options->root;
	t->walk.paths = options->paths;
	t->walk.excludes = options->excludes;
	t->walk.entries = g_ptr_array_new_with_free_func((GDestroyNotify)source_entry_free);
	t->walk.problems = run->problems;
	t->ast.root = t->bare.root = options->root;
	t->ast.overlay = t->bare.overlay = options->overlay;
	t->compdb_path = options->build_dir ? g_build_filename(options->build_dir, "compile_commands.json", NULL)
					    : compdb_find(options->root);
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
	if (t->memory)
		memory_set_tree(t->memory, &t->ast);
}

void tree_free(struct tree *t)
{
	if (!t)
		return;
	g_ptr_array_unref(t->order);
	g_hash_table_unref(t->candidates);
	g_hash_table_unref(t->asked);
	g_hash_table_unref(t->answered);
	g_hash_table_unref(t->judgements);
	g_hash_table_unref(t->aliases);
	g_ptr_array_unref(t->names);
	if (t->ast.by_basename)
		g_hash_table_unref(t->ast.by_basename);
	compdb_free(t->compdb);
	g_free(t->compdb_path);
	memory_free(t->memory);
	premises_free(t->premises);
	g_ptr_array_unref(t->walk.entries);
	g_free(t);
}

/* --- search ----------------------------------------------------------------------------------------------------- */

/* A string that is exactly the name may be looked up at run time: dlsym(…, "accept4"). */
static bool is_whole_string(const struct source_text *text, const struct lex_match *m)
{
	return m->class == LEX_STRING && m->offset > 0 && m->offset + m->length < text->length &&
	       text->bytes[m->offset - 1] == '"' && text->bytes[m->offset + m->length] == '"';
}

static bool needs_compiler(const struct source_text *text)
{
	for (guint i = 0; i < text->matches->len; i++) {
		const struct lex_match *m = &g_array_index(text->matches, struct lex_match, i);
		if (m->class == LEX_CODE || is_whole_string(text, m))
			return true;
	}
	return false;
}

static GPtrArray *commands_of(const struct tree *t, const struct source_entry *e)
{
	if (!t->compdb)
		return NULL;
	g_autofree char *canonical = g_canonicalize_filename(e->absolute, NULL);
	GPtrArray *commands = compdb_commands_for(t->compdb, canonical);
	if (commands && commands->len == 0)
		g_clear_pointer(&commands, g_ptr_array_unref);
	return commands;
}

static struct candidate *candidate_new(const struct tree *t, const struct source_entry *e, GMappedFile *file)
{
	struct candidate *c = g_new0(struct candidate, 1);
	c->entry = e;
	c->file = g_mapped_file_ref(file);
	c->commands = commands_of(t, e);
	c->macros = g_ptr_array_new();
	return c;
}

static void lex(struct tree *t, struct candidate *c, const struct source_needles *needles)
{
	source_text_free(c->text);
	c->text = source_text_lex(c->entry->path, g_mapped_file_get_contents(c->file),
				  g_mapped_file_get_length(c->file), needles);
	c->parse = !c->text->binary && needs_compiler(c->text);
	const char *why = c->text->binary ? source_bytes_unreadable(c->text->bytes, c->text->length) : NULL;

	if (why) {
		g_autofree char *text = g_strdup_printf("holds a searched name but is %s", why);
		g_ptr_array_add(t->run->problems, problem_new(c->entry->path, 0, "encoding", true, text));
	}
}

/* A word search finds nothing in UTF-16: that the names are not there cannot be said of such a file. */
static void note_encoding(struct tree *t, const struct source_entry *e, GMappedFile *file)
{
	const char *why = source_bytes_unreadable(g_mapped_file_get_contents(file), g_mapped_file_get_length(file));

	if (why && g_str_has_prefix(why, "UTF-16"))
		g_ptr_array_add(t->run->problems, problem_new(e->path, 0, "encoding", true, why));
}

static void add_names(GPtrArray *into, const GPtrArray *names)
{
	for (guint i = 0; names && i < names->len; i++)
		if (!g_ptr_array_find(into, names->pdata[i], NULL))
			g_ptr_array_add(into, names->pdata[i]);
}

void tree_take(struct tree *t, const struct source_entry *e, GMappedFile *file, const struct source_needles *all,
	       const GPtrArray *macros)
{
	struct candidate *c = g_hash_table_lookup(t->candidates, e->path);
	if (!c) {
		c = candidate_new(t, e, file);
		g_hash_table_insert(t->candidates, (gpointer)e->path, c);
		g_ptr_array_add(t->order, c);
	}
	lex(t, c, all);
	add_names(c->macros, macros);
	g_clear_pointer(&c->unit, g_bytes_unref);
}

static void search_file(struct tree *t, const struct source_entry *e, const struct source_needles *fresh,
			const struct source_needles *all, const GPtrArray *wanted, bool first, unsigned *out_found)
{
	g_autoptr(GError) error = NULL;
	GMappedFile *file = source_overlay_map(t->options->overlay, e->absolute, &error);
	if (!file) {
		if (first)
			g_ptr_array_add(t->run->problems, problem_new(e->path, 0, "unreadable", true, error->message));
		return;
	}
	t->run->files.searched += first;
	if (first)
		note_encoding(t, e, file);
	if (source_needles_hit(fresh, g_mapped_file_get_contents(file), g_mapped_file_get_length(file))) {
		tree_take(t, e, file, all, wanted);
		(*out_found)++;
	}
	g_mapped_file_unref(file);
}

static int by_path(gconstpointer a, gconstpointer b)
{
	const struct candidate *x = *(struct candidate *const *)a, *y = *(struct candidate *const *)b;
	return strcmp(x->entry->path, y->entry->path);
}

void tree_sort(struct tree *t)
{
	g_ptr_array_sort(t->order, by_path);
}

bool tree_cancelled(const struct tree *t)
{
	return t->options->cancelled && t->options->cancelled(t->options->data);
}

unsigned tree_search(struct tree *t, const GPtrArray *names, bool wanted)
{
	unsigned found = 0;
	bool first = t->run->files.searched == 0;
	for (guint i = 0; i < names->len; i++)
		if (!g_ptr_array_find(t->names, names->pdata[i], NULL))
			g_ptr_array_add(t->names, names->pdata[i]);
	auto_ptr(source_needles) fresh = source_needles_new(names);
	auto_ptr(source_needles) all = source_needles_new(t->names);
	for (guint i = 0; i < t->walk.entries->len; i++) {
		if (tree_cancelled(t))
			break;
		if (t->options->progress && i % 256 == 0)
			t->options->progress("searching", i, t->walk.entries->len, t->options->data);
		search_file(t, t->walk.entries->pdata[i], fresh, all, wanted ? names : NULL, first, &found);
	}
	tree_sort(t);
	return found;
}
