/* Reaching into further files on demand: the answers name functions whose definition or whose callers could change
 * them. What the text of the whole tree says (facts.h) decides which files are worth a parse: a function that has no
 * effect where it is called needs none, a caller that cannot help neither, unless others help and it would be the one
 * that does not. */
#include "scan/demand.h"
#include "cfg/key.h"

#include <string.h>

#include "scan/held.h"
#include "util/set.h"

static bool is_header(const char *path, size_t length)
{
	g_autofree char *own = g_strndup(path, length);
	const char *suffix = strrchr(own, '.');
	return suffix && g_ascii_tolower(suffix[1]) == 'h';
}

/* "path#name" and lambdas are seen in their own unit only, but for what a header holds; through a table anybody may
 * call what has a name. */
static bool is_internal(const char *key, bool callers)
{
	const char *hash = g_str_has_prefix(key, "c:") ? NULL : strchr(key, '#');
	return hash && (strstr(key, "#lambda@") || (!callers && !is_header(key, (size_t)(hash - key))));
}

/* Keys of functions that the units know from system headers only: looking for their definitions would be vain. */
static GHashTable *system_functions(const struct tree *t)
{
	GHashTable *names = g_hash_table_new(NULL, NULL);
	for (guint i = 0; i < t->order->len; i++) {
		const struct candidate *c = t->order->pdata[i];
		for (guint k = 0; c->unit && c->seen && k < c->seen->system->len; k++)
			g_hash_table_add(names, c->seen->system->pdata[k]);
	}
	return names;
}

bool tree_covers(const struct candidate *c, unsigned line)
{
	for (guint i = 0; c && c->covered && i < c->covered->len; i++) {
		const struct line_range *r = &g_array_index(c->covered, struct line_range, i);
		if (r->first <= line && line <= r->last)
			return true;
	}
	return false;
}

/* What is searched for is a word: of a destructor's name the class, of an operator's the keyword. */
static const char *word_in(const char *name)
{
	static const char keyword[] = "operator";
	size_t n = strlen(keyword);
	if (name[0] == '~')
		return g_intern_string(name + 1 + strspn(name + 1, " "));
	bool is_operator = strncmp(name, keyword, n) == 0 && name[n] && !g_ascii_isalnum(name[n]) && name[n] != '_';
	return is_operator ? g_intern_string(keyword) : name;
}

/* The fact's file is to be parsed, with the functions in it that hold the name, unless that was done. */
static bool take(struct demand *d, const struct fact *fact, const char *name)
{
	const char *word = word_in(name);
	const struct candidate *c = g_hash_table_lookup(d->tree->candidates, fact->entry->path);
	struct granted granted = {d->wish, fact->entry};
	if (tree_covers(c, fact->line))
		return false;
	g_array_append_val(d->tree->granted, granted);
	if (c && g_ptr_array_find(c->sought, word, NULL))
		return false;
	list_add_once(d->tree->names, word);
	if (!g_ptr_array_find(d->files, fact->entry, NULL))
		g_ptr_array_add(d->files, (gpointer)fact->entry);
	return true;
}

bool demand_take_file(struct demand *d, const struct source_entry *entry, const char *name)
{
	const struct fact place = {.entry = entry};
	return take(d, &place, name);
}

/* --- definitions ---------------------------------------------------------------------------------------------------
 */

unsigned demand_effects(const struct demand *d, guint32 number)
{
	return facts_effects(d->tree->facts, number, d->tree->variables, d->tree->members,
			     (d->wish->effects & EFFECT_DEEP) != 0);
}

/* The function, and where it has the effects only through what it calls, that as well. Of methods the text knows the
 * names only: which ones are called is known once the caller is parsed, and asked for then. */
bool demand_take(struct demand *d, guint32 number)
{
	const struct fact *fact = facts_at(d->tree->facts, number);
	unsigned wanted = d->wish->effects & ~(unsigned)(EFFECT_READS | EFFECT_DEEP);
	if (fact->is_group || !g_hash_table_add(d->seen, GUINT_TO_POINTER(number + 1)))
		return false;
	bool taken = !fact->is_macro && take(d, fact, fact->name);
	bool whole = fact->own & wanted || d->wish->effects & EFFECT_DEEP;
	for (guint i = 0; !whole && fact->calls && i < fact->calls->len; i++) {
		guint32 callee = g_array_index(fact->calls, guint32, i);
		if (demand_effects(d, callee) & wanted)
			taken |= demand_take(d, callee);
	}
	return taken;
}

static bool seek_definition(struct demand *d, const char *name)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint32));
	bool taken = false;
	if (g_hash_table_contains(d->system, d->wish->key))
		return false;
	facts_resolve(d->tree->facts, d->wish->path, name, found);
	for (guint i = 0; i < found->len; i++) {
		guint32 number = g_array_index(found, guint32, i);
		if ((d->wish->effects & ~(unsigned)EFFECT_DEEP) == 0 || demand_effects(d, number) & d->wish->effects)
			taken |= demand_take(d, number);
	}
	return taken;
}

/* --- callers -------------------------------------------------------------------------------------------------------
 */

struct caller {
	const struct fact *fact;
	guint32 number;
	const char *by; /* interned: what it names: the function, or a macro or table that does; its own name */
	bool by_pointer;
};

/* All that call it, by a macro, a table or not: of struct caller. The tables are callers, too. */
static void collect_callers(struct demand *d, guint32 number, GArray *out)
{
	const struct fact *asked = facts_at(d->tree->facts, number);
	for (guint i = 0; asked->callers && i < asked->callers->len; i++) {
		struct caller c = {.number = g_array_index(asked->callers, guint32, i), .by = asked->name};
		if (!g_hash_table_add(d->seen, GUINT_TO_POINTER(c.number + 1)))
			continue;
		c.fact = facts_at(d->tree->facts, c.number);
		if (c.fact->is_macro || c.fact->is_table)
			collect_callers(d, c.number, out);
		if (!c.fact->is_macro)
			g_array_append_val(out, c);
	}
}

/* The function, or one that it calls, does one of these; what the asked one does, on whatever system, is known already.
 */
static bool does(const struct facts *facts, guint32 number, unsigned effects, const char *asked, GHashTable *seen)
{
	const struct fact *fact = facts_at(facts, number);
	if (fact->name == asked)
		return false;
	if (fact->own & effects)
		return true;
	if (!(fact->all & effects) || !g_hash_table_add(seen, GUINT_TO_POINTER(number + 1)))
		return false;
	for (guint i = 0; fact->calls && i < fact->calls->len; i++)
		if (does(facts, g_array_index(fact->calls, guint32, i), effects, asked, seen))
			return true;
	return false;
}

static bool may_help(const struct demand *d, const struct caller *c, const char *asked)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	unsigned effects = FACT_FALLBACK;
	if (d->wish->effects & EFFECT_RESTORES)
		effects |= FACT_SETS;
	return does(d->tree->facts, c->number, effects, asked, seen);
}

/* The same of its callers, and of theirs, as far as what fails is handed up. */
static bool may_help_above(const struct demand *d, guint32 number, const char *asked, GHashTable *seen)
{
	const struct fact *fact = facts_at(d->tree->facts, number);
	if (fact->gives_nothing || !g_hash_table_add(seen, GUINT_TO_POINTER(number + 1)))
		return false;
	for (guint i = 0; fact->callers && i < fact->callers->len; i++) {
		struct caller c = {.number = g_array_index(fact->callers, guint32, i)};
		c.fact = facts_at(d->tree->facts, c.number);
		if (may_help(d, &c, asked) || may_help_above(d, c.number, asked, seen))
			return true;
	}
	return false;
}

static bool helps(const struct demand *d, const struct caller *c, const char *asked)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	if (c->fact->is_table)
		return false;
	return may_help(d, c, asked) || (c->by_pointer && may_help_above(d, c->number, asked, seen));
}

/* Tests and examples last, else by the size of the file. */
static bool shows_better(const struct caller *a, const struct caller *b)
{
	const struct source_entry *x = a->fact->entry, *y = b->fact->entry;
	bool x_trial = path_is_trial(x->path), y_trial = path_is_trial(y->path);
	return x_trial == y_trial ? x->status.size < y->status.size : y_trial;
}

/* The one that never names it, where there is but one: of many, who knows which is meant. */
static const struct caller *only_by_pointer(const GArray *callers)
{
	const struct caller *only = NULL;
	for (guint i = 0; i < callers->len; i++) {
		const struct caller *c = &g_array_index(callers, struct caller, i);
		if (c->by_pointer && only)
			return NULL;
		if (c->by_pointer)
			only = c;
	}
	return only;
}

/* Where no caller helps, the shortest file that has one shows what happens. */
static bool take_any(struct demand *d, const GArray *callers)
{
	const struct caller *best = NULL;
	for (guint i = 0; i < callers->len; i++) {
		const struct caller *c = &g_array_index(callers, struct caller, i);
		if (c->fact->is_table || c->by_pointer)
			continue;
		if (tree_covers(g_hash_table_lookup(d->tree->candidates, c->fact->entry->path), c->fact->line))
			return false;
		if (!best || shows_better(c, best))
			best = c;
	}
	best = best ? best : only_by_pointer(callers);
	return best && take(d, best->fact, best->by);
}

/* Without a table nobody knows that who calls through it calls the function. */
static void take_tables(struct demand *d, const GArray *callers)
{
	for (guint i = 0; i < callers->len; i++) {
		const struct caller *c = &g_array_index(callers, struct caller, i);
		if (c->fact->is_table)
			(void)take(d, c->fact, c->by);
	}
}

/* Those that never name it, where they are asked for. */
static bool collect_by_pointer(struct demand *d, guint32 number, GArray *out)
{
	if (d->wish->kind != WISH_CALLERS && !(d->wish->effects & EFFECT_DEEP))
		return false;
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint32));
	bool news = held_callers(d->tree, number, d->wish->key, found);
	for (guint i = 0; i < found->len; i++) {
		struct caller c = {.number = g_array_index(found, guint32, i), .by_pointer = true};
		c.fact = facts_at(d->tree->facts, c.number);
		c.by = c.fact->name;
		if (!c.fact->is_macro && !c.fact->is_table && g_hash_table_add(d->seen, GUINT_TO_POINTER(c.number + 1)))
			g_array_append_val(out, c);
	}
	return news;
}

static bool seek_callers(struct demand *d, const char *name)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GArray) callers = g_array_new(FALSE, FALSE, sizeof(struct caller));
	bool taken = false, helped = false, news = false;
	facts_resolve(d->tree->facts, d->wish->path, name, found);
	for (guint i = 0; i < found->len; i++)
		collect_callers(d, g_array_index(found, guint32, i), callers);
	for (guint i = 0; i < found->len; i++)
		news |= collect_by_pointer(d, g_array_index(found, guint32, i), callers);
	d->learnt += news;
	for (guint i = 0; i < callers->len; i++) {
		const struct caller *c = &g_array_index(callers, struct caller, i);
		bool helping = helps(d, c, name);
		helped |= helping;
		if (!c->fact->is_table && (helping || d->wish->kind == WISH_CALLERS))
			taken |= take(d, c->fact, c->by);
	}
	for (guint i = 0; helped && i < callers->len; i++) { /* what helps may be handing it to one of these */
		const struct caller *c = &g_array_index(callers, struct caller, i);
		if (c->by_pointer)
			taken |= take(d, c->fact, c->by);
	}
	if (!helped && d->wish->kind == WISH_ANY_CALLER)
		taken = take_any(d, callers);
	if (taken)
		take_tables(d, callers);
	return taken || news;
}

/* --- the files -----------------------------------------------------------------------------------------------------
 */

static bool seek(struct demand *d, const struct wish *w)
{
	g_autofree char *name = cfg_key_name(w->key);
	bool callers = wish_is_for_callers(w);
	d->wish = w;
	g_hash_table_remove_all(d->seen);
	if (w->kind == WISH_POINTER || (w->kind == WISH_DEFINITION && w->effects & EFFECT_DEEP))
		facts_read_deep(d->tree->facts);
	if (w->kind == WISH_POINTER)
		return demand_targets(d);
	if (!*name || (callers && strcmp(name, "main") == 0) || is_internal(w->key, callers))
		return false;
	return callers ? seek_callers(d, g_intern_string(name)) : seek_definition(d, g_intern_string(name));
}

/* Files that are gone since they were found have been told of. */
static unsigned take_files(struct demand *d)
{
	struct tree *t = d->tree;
	auto_ptr(source_needles) all = source_needles_new(t->names);
	unsigned taken = 0;
	for (guint i = 0; i < d->files->len; i++) {
		const struct source_entry *e = d->files->pdata[i];
		GMappedFile *file = source_overlay_map(t->options->overlay, e->absolute, NULL);
		if (!file)
			continue;
		tree_take(t, e, file, all, NULL);
		g_mapped_file_unref(file);
		struct candidate *c = g_hash_table_lookup(t->candidates, e->path);
		c->taken = true;
		for (guint k = 0; k < t->names->len; k++)
			list_add_once(c->sought, t->names->pdata[k]);
		taken++;
	}
	tree_sort(t);
	return taken;
}

static gboolean hangs_on_names(gpointer wish, gpointer value, gpointer data)
{
	(void)value;
	(void)data;
	const struct wish *w = wish;
	return w->kind != WISH_THROUGH && (w->effects & (EFFECT_WRITES | EFFECT_MEMBERS)) != 0;
}

/* A wish that found nothing may find something once more names are asked about. */
static void ask_again(struct tree *t)
{
	guint n = g_hash_table_size(t->variables) + g_hash_table_size(t->members);
	if (n != t->n_names)
		g_hash_table_foreach_remove(t->asked, hangs_on_names, NULL);
	t->n_names = n;
}

unsigned tree_extend(struct tree *t, const GPtrArray *wanted)
{
	g_autoptr(GPtrArray) fresh = g_ptr_array_new(), files = g_ptr_array_new();
	g_autoptr(GHashTable) system = system_functions(t), seen = g_hash_table_new(NULL, NULL);
	struct demand d = {.tree = t, .system = system, .files = files, .seen = seen};
	unsigned learnt = tree_learn(t, wanted);
	ask_again(t);
	for (guint i = 0; i < wanted->len; i++) {
		const struct wish *w = wanted->pdata[i];
		bool looked_for = w->kind == WISH_DEFINITION || w->kind == WISH_POINTER || wish_is_for_callers(w);
		if (looked_for && g_hash_table_add(t->asked, (gpointer)w))
			g_ptr_array_add(fresh, (gpointer)w);
	}
	learnt += tree_find_through(t, wanted, files);
	if (fresh->len + files->len == 0)
		return learnt;
	if (!t->facts && fresh->len)
		t->facts = facts_new(&t->walk, t->options->overlay, t->options->rules, t->options->jobs);
	for (guint i = 0; i < fresh->len; i++)
		if (seek(&d, fresh->pdata[i]))
			g_hash_table_add(t->answered, fresh->pdata[i]);
	return take_files(&d) + d.learnt + learnt;
}
