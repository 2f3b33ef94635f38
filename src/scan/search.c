/* The search for names. Every file is read once for the rules' names, and once more only when a macro or a wrapper
 * turns out to stand for a call, so that its name has to be searched too. The looking is done by several threads, the
 * taking of what they found by one, in the order of the files. */
#include "scan/tree.h"

#include <string.h>

#include "util/parallel.h"

#define OWN_NAME "sysfall" /* as suppressions write it */

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

/* Its own commands, or those of the units that include it. */
static void find_commands(struct tree *t, struct candidate *c)
{
	if (!t->includers)
		t->includers = includers_new(&t->walk, t->compdb, &t->ast, t->options);
	if (!t->compdb) {
		c->commands = includers_defining(t->includers, c->entry, &c->contexts);
		return;
	}
	g_autofree char *canonical = g_canonicalize_filename(c->entry->absolute, NULL);
	c->commands = compdb_commands_for(t->compdb, canonical);
	if (c->commands->len)
		return;
	g_clear_pointer(&c->commands, g_ptr_array_unref);
	c->commands = includers_commands(t->includers, c->entry, &c->contexts);
}

static struct candidate *candidate_new(struct tree *t, const struct source_entry *e, GMappedFile *file)
{
	struct candidate *c = g_new0(struct candidate, 1);
	c->entry = e;
	c->file = g_mapped_file_ref(file);
	find_commands(t, c);
	c->macros = g_ptr_array_new();
	c->sought = g_ptr_array_new();
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

static void add_names(GPtrArray *into, const GPtrArray *names)
{
	for (guint i = 0; names && i < names->len; i++)
		if (!g_ptr_array_find(into, names->pdata[i], NULL))
			g_ptr_array_add(into, names->pdata[i]);
}

/* Macros that make a name only of what the file gives them are searched for in that file alone; NULL: there is none. */
static struct source_needles *own_needles(const struct tree *t, const struct candidate *c)
{
	g_autoptr(GPtrArray) names = g_ptr_array_copy(t->names, NULL, NULL);

	add_names(names, c->macros);
	return names->len > t->names->len ? source_needles_new(names) : NULL;
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
	add_names(c->macros, macros);
	auto_ptr(source_needles) own = own_needles(t, c);

	lex(t, c, own ? own : all);
	g_clear_pointer(&c->unit, g_bytes_unref);
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

/* --- the pass over all files ------------------------------------------------------------------------------------ */

/* What one look at a file showed. */
struct look {
	bool hit;
	bool remarked;        /* it holds this program's name, which suppressions are written with */
	const char *encoding; /* static: why a word search says nothing about it; NULL when it does */
	char *unreadable;     /* owned; NULL: it was read */
};

struct pass {
	const struct tree *tree;
	const struct source_needles *fresh;
	struct source_needles *own;  /* this program's name; NULL but in the first search */
	struct source_needles *both; /* fresh and own, to be looked for in one pass; NULL but in the first search */
	struct look *looks;          /* by entry */
	GByteArray **buffers;        /* by thread */
	gint done;                   /* atomic */
	gint needed;                 /* atomic: the compiler will be */
	struct ast_loading *loading;
};

/* The compiler takes as long to load as a tree to search: it starts as soon as there is something for it. Where earlier
 * answers are kept it may not be needed for all that. */
static void load_early(struct pass *p, const struct source_entry *e, const struct source_view *view)
{
	const struct tree *t = p->tree;

	if (t->memory || t->loading || parallel_threads(t->options->jobs) < 2 || g_atomic_int_get(&p->needed))
		return;
	auto_ptr(source_text) text = source_text_lex(e->path, view->bytes, view->length, p->fresh);

	if (!text->binary && needs_compiler(text) && g_atomic_int_compare_and_exchange(&p->needed, 0, 1))
		p->loading = ast_load_begin();
}

static void look_for(const struct pass *p, const struct source_view *view, struct look *look)
{
	if (p->both && !source_needles_hit(p->both, view->bytes, view->length))
		return;
	look->remarked = p->own && source_needles_hit(p->own, view->bytes, view->length);
	look->hit = source_needles_hit(p->fresh, view->bytes, view->length);
}

/* On any thread: nothing but the look is written. */
static void look_at(unsigned index, unsigned thread, void *data)
{
	struct pass *p = data;
	const struct scan_options *o = p->tree->options;
	const struct source_entry *e = p->tree->walk.entries->pdata[index];
	g_autoptr(GError) error = NULL;
	struct source_view view;

	if (tree_cancelled(p->tree))
		return;
	unsigned done = (unsigned)g_atomic_int_add(&p->done, 1);
	if (o->progress && thread == 0 && done % 256 < PARALLEL_MAX)
		o->progress("searching", done, p->tree->walk.entries->len, o->data);
	if (!source_overlay_view(o->overlay, e->absolute, p->buffers[thread], &view, &error)) {
		p->looks[index].unreadable = g_strdup(error->message);
		return;
	}
	look_for(p, &view, &p->looks[index]);
	if (p->looks[index].hit)
		load_early(p, e, &view);
	p->looks[index].encoding = source_bytes_unreadable(view.bytes, view.length);
	source_view_clear(&view);
}

static void count_pass(const struct tree *t)
{
	struct scan_stats *stats = t->options->stats;

	for (guint i = 0; stats && !stats->searches && i < t->walk.entries->len; i++)
		stats->bytes += (guint64)((const struct source_entry *)t->walk.entries->pdata[i])->status.size;
	if (stats)
		stats->searches++;
}

static void pass_run(struct pass *p)
{
	unsigned n = p->tree->walk.entries->len, threads = parallel_threads(p->tree->options->jobs);

	count_pass(p->tree);

	p->looks = g_new0(struct look, n);
	p->buffers = g_new0(GByteArray *, threads);
	for (unsigned i = 0; i < threads; i++)
		p->buffers[i] = g_byte_array_new();
	parallel_run(n, threads, look_at, p);
	for (unsigned i = 0; i < threads; i++)
		g_byte_array_unref(p->buffers[i]);
	g_free(p->buffers);
}

/* A word search finds nothing in UTF-16: that the names are not there cannot be said of such a file. */
static void note_problems(struct tree *t, const struct source_entry *e, const struct look *look)
{
	const char *kind = look->unreadable ? "unreadable" : "encoding";
	const char *why = look->unreadable ? look->unreadable : look->encoding;

	if (look->unreadable || (why && g_str_has_prefix(why, "UTF-16")))
		g_ptr_array_add(t->run->problems, problem_new(e->path, 0, kind, true, why));
	t->run->files.searched += !look->unreadable && !e->outside;
}

static bool take_hit(struct tree *t, const struct source_entry *e, const struct source_needles *all,
		     const GPtrArray *macros)
{
	g_autoptr(GError) error = NULL;
	GMappedFile *file = source_overlay_map(t->options->overlay, e->absolute, &error);

	if (!file) { /* gone since the look */
		g_ptr_array_add(t->run->problems, problem_new(e->path, 0, "unreadable", true, error->message));
		return false;
	}
	tree_take(t, e, file, all, macros);
	g_mapped_file_unref(file);
	return true;
}

static struct source_needles *own_name(const GPtrArray *beside)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	add_names(names, beside);
	g_ptr_array_add(names, (gpointer)OWN_NAME);
	return source_needles_new(names);
}

unsigned tree_search(struct tree *t, const GPtrArray *names, bool wanted)
{
	unsigned found = 0;
	bool first = t->run->files.searched == 0;

	add_names(t->names, names);
	auto_ptr(source_needles) fresh = source_needles_new(names);
	auto_ptr(source_needles) all = source_needles_new(t->names);
	auto_ptr(source_needles) own = first ? own_name(NULL) : NULL;
	auto_ptr(source_needles) both = first ? own_name(names) : NULL;
	struct pass pass = {.tree = t, .fresh = fresh, .own = own, .both = both};

	pass_run(&pass);
	if (pass.loading)
		t->loading = pass.loading;
	for (guint i = 0; i < t->walk.entries->len; i++) {
		const struct source_entry *e = t->walk.entries->pdata[i];

		if (first && !tree_cancelled(t))
			note_problems(t, e, &pass.looks[i]);
		if (pass.looks[i].remarked && !e->outside)
			g_ptr_array_add(t->run->remarked, (gpointer)e->path);
		if (pass.looks[i].hit)
			found += take_hit(t, e, all, wanted ? names : NULL);
		g_free(pass.looks[i].unreadable);
	}
	g_free(pass.looks);
	tree_sort(t);
	return found;
}
