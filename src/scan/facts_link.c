/* Who means whom. Names are resolved as the linker of the units does it (flow/program.c): a definition in the same file
 * first, else the nearest ones that can be seen. Then effects go up from callees to callers. */
#include <string.h>

#include "scan/facts_internal.h"

/* --- who means whom ------------------------------------------------------------------------------------------------
 */

static size_t nearness(const char *a, const char *b)
{
	size_t shared = 0;
	for (size_t i = 0; a[i] && a[i] == b[i]; i++)
		if (a[i] == '/')
			shared = i + 1;
	return shared;
}

static bool is_header(const char *path)
{
	const char *suffix = strrchr(path, '.');
	return suffix && g_ascii_tolower(suffix[1]) == 'h';
}

static bool is_visible(const char *from, const struct fact *to)
{
	return from == to->entry->path || !(to->internal || to->is_macro) || is_header(to->entry->path);
}

static void add_call(struct facts *f, guint32 from, guint32 to)
{
	struct fact *caller = fact_of(f, from), *callee = fact_of(f, to);
	if (!caller->calls)
		caller->calls = g_array_new(FALSE, FALSE, sizeof(guint32));
	if (!callee->callers)
		callee->callers = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_array_append_val(caller->calls, to);
	g_array_append_val(callee->callers, from);
}

/* The definitions of a name that a file can mean: those in itself, else the nearest ones. */
void facts_choose(const struct facts *f, const char *from, const GArray *named, GArray *out)
{
	bool own = false;
	size_t nearest = 0;
	for (guint i = 0; i < named->len; i++) {
		const struct fact *to = fact_of(f, g_array_index(named, guint32, i));
		own |= to->entry->path == from;
		if (named->len > 1 && from && is_visible(from, to))
			nearest = MAX(nearest, nearness(from, to->entry->path));
	}
	for (guint i = 0; i < named->len; i++) {
		guint32 number = g_array_index(named, guint32, i);
		const struct fact *to = fact_of(f, number);
		if (own ? to->entry->path != from : !is_visible(from, to))
			continue;
		if (own || nearest == 0 || nearness(from, to->entry->path) == nearest)
			g_array_append_val(out, number);
	}
}

static void add_calls(struct facts *f, guint32 from, const GArray *to)
{
	for (guint i = 0; i < to->len; i++)
		if (g_array_index(to, guint32, i) != from)
			add_call(f, from, g_array_index(to, guint32, i));
}

struct resolving {
	struct facts *facts;
	GHashTable *groups; /* "top folder/name", owned -> number of a fact + 1 */
	GArray *found;      /* of guint32 */
};

/* A method's name alone does not say whose it is: all of one top folder together, as one fact that calls each. */
static guint32 group_of(struct resolving *r, const struct source_entry *entry, const struct word *w)
{
	struct facts *f = r->facts;
	size_t top = strcspn(entry->path, "/");
	char *key = g_strdup_printf("%.*s/%s", (int)top, entry->path, w->name);
	guint32 number = GPOINTER_TO_UINT(g_hash_table_lookup(r->groups, key));
	if (number) {
		g_free(key);
		return number - 1;
	}
	struct fact group = {.name = w->name, .entry = entry, .is_macro = true, .is_group = true};
	number = f->all->len;
	g_array_append_val(f->all, group);
	g_hash_table_insert(r->groups, key, GUINT_TO_POINTER(number + 1));
	g_array_set_size(r->found, 0);
	for (guint i = 0; i < w->facts->len; i++) {
		guint32 to = g_array_index(w->facts, guint32, i);
		if (strncmp(fact_of(f, to)->entry->path, entry->path, top + 1) == 0)
			g_array_append_val(r->found, to);
	}
	if (r->found->len == 0)
		facts_choose(f, entry->path, w->facts, r->found);
	add_calls(f, number, r->found);
	return number;
}

static void resolve_word(struct resolving *r, guint32 from, const struct word *w)
{
	const struct source_entry *entry = fact_of(r->facts, from)->entry;
	if (w->facts->len > 1 && fact_of(r->facts, from)->is_cxx && !g_str_has_suffix(entry->path, ".h")) {
		add_call(r->facts, from, group_of(r, entry, w));
		return;
	}
	g_array_set_size(r->found, 0);
	facts_choose(r->facts, entry->path, w->facts, r->found);
	add_calls(r->facts, from, r->found);
}

static void resolve_all(struct facts *f, GArray *const *mentions)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GHashTable) groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct resolving r = {f, groups, found};
	guint n = f->all->len;
	for (guint32 i = 0; i < n; i++)
		for (guint k = 0; mentions[i] && k < mentions[i]->len; k++)
			resolve_word(
				&r, i,
				&g_array_index(f->words->all, struct word, g_array_index(mentions[i], guint32, k)));
}

static unsigned from_callees(const struct facts *f, const struct fact *caller)
{
	unsigned effects = 0;
	for (guint i = 0; caller->calls && i < caller->calls->len; i++)
		effects |= fact_of(f, g_array_index(caller->calls, guint32, i))->all;
	return effects & ~(unsigned)EFFECT_READS;
}

/* True when something has come up one call further. */
static bool spread_once(struct facts *f)
{
	bool changed = false;
	g_autofree unsigned *found = g_new0(unsigned, f->all->len + 1);
	for (guint32 i = 0; i < f->all->len; i++)
		found[i] = from_callees(f, fact_of(f, i));
	for (guint32 i = 0; i < f->all->len; i++) {
		changed |= (found[i] & ~fact_of(f, i)->all) != 0;
		fact_of(f, i)->all |= found[i];
	}
	return changed;
}

static unsigned from_pointers(const struct facts *f, const struct fact *caller)
{
	unsigned effects = 0;
	for (guint i = 0; caller->pointers && i < caller->pointers->len; i++)
		effects |= slots_effects(f, &g_array_index(caller->pointers, struct slot_call, i));
	for (guint i = 0; caller->calls && i < caller->calls->len; i++)
		effects |= fact_of(f, g_array_index(caller->calls, guint32, i))->deep;
	return effects & ~(unsigned)EFFECT_READS;
}

/* The same with what is called through pointers. */
static bool spread_deeply(struct facts *f)
{
	bool changed = slots_spread(f);
	for (guint32 i = 0; i < f->all->len; i++) {
		struct fact *fact = fact_of(f, i);
		unsigned found = from_pointers(f, fact);
		changed |= (found & ~fact->deep) != 0;
		fact->deep |= found;
	}
	return changed;
}

static void spread_effects(struct facts *f)
{
	while (spread_once(f))
		;
}

void facts_link_slots(struct facts *f)
{
	for (guint32 i = 0; i < f->all->len; i++)
		fact_of(f, i)->deep = fact_of(f, i)->all;
	while (spread_deeply(f))
		;
}

void facts_link(struct facts *f, GArray *const *mentions)
{
	resolve_all(f, mentions);
	spread_effects(f);
}
