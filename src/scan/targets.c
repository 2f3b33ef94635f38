/* Which functions a call through a pointer may lead to, as the text of the whole tree tells it (facts_slots.c). Those
 * that do what matters where the call stands are parsed and told to the engine; of all others it is enough that there
 * are some. What is listed in an initialiser without names is parsed where it is listed: which member it is for, the
 * compiler says. */
#include "scan/demand.h"
#include "scan/facts_slots.h"

void pointer_known_free(gpointer data)
{
	struct pointer_known *known = data;
	g_array_unref(known->targets);
	g_free(known);
}

struct pointer_known *tree_pointed(struct tree *t, const char *slot, const char *path)
{
	g_autofree char *key = g_strdup_printf("%s@%s", slot, path ? path : "");
	struct pointer_known *known = g_hash_table_lookup(t->pointed, key);
	if (known)
		return known;
	known = g_new0(struct pointer_known, 1);
	known->targets = g_array_new(FALSE, FALSE, sizeof(struct pointer_target));
	g_hash_table_insert(t->pointed, g_steal_pointer(&key), known);
	return known;
}

static bool matters(const struct demand *d, const struct pointed_function *f)
{
	unsigned wanted = d->wish->effects & ~(unsigned)EFFECT_DEEP;
	return f->fact == FACT_NONE || wanted == 0 || (demand_effects(d, f->fact) & wanted) != 0;
}

/* So many that matter are too many to go into each: what the call does cannot be told then. */
#define TARGETS_MAX 24

static bool are_too_many(const struct demand *d, const struct pointed *p)
{
	unsigned n = 0;
	for (guint i = 0; i < p->functions->len && n <= TARGETS_MAX; i++)
		n += matters(d, &g_array_index(p->functions, struct pointed_function, i));
	for (guint i = 0; i < p->listed->len && n <= TARGETS_MAX; i++)
		n += matters(d, &g_array_index(p->listed, struct listed_function, i).function);
	return n > TARGETS_MAX;
}

static const char *path_of(const struct demand *d, const struct pointed_function *f)
{
	return f->fact == FACT_NONE ? NULL : facts_at(d->tree->facts, f->fact)->entry->path;
}

static bool is_target(const struct demand *d, const struct pointer_known *known, const struct pointed_function *f)
{
	for (guint i = 0; i < known->targets->len; i++) {
		const struct pointer_target *t = &g_array_index(known->targets, struct pointer_target, i);
		if (t->name == f->name && t->path == path_of(d, f))
			return true;
	}
	return false;
}

static bool take_function(struct demand *d, struct pointer_known *known, const struct pointed_function *f)
{
	struct pointer_target target = {f->name, path_of(d, f)};
	bool known_before = is_target(d, known, f);
	if (!known_before)
		g_array_append_val(known->targets, target);
	return (f->fact != FACT_NONE && demand_take(d, f->fact)) || !known_before;
}

/* Whether it may lead to one that is no target, too. */
static bool note_others(const struct demand *d, struct pointer_known *known, const GArray *functions)
{
	bool before = known->others;
	known->others = false;
	for (guint i = 0; i < functions->len; i++)
		known->others |= !is_target(d, known, &g_array_index(functions, struct pointed_function, i));
	return known->others != before;
}

/* One of them makes a fallback call: then each other counts as one that does not. */
static bool any_helps(const struct demand *d, const struct pointed *p)
{
	for (guint i = 0; i < p->functions->len; i++) {
		guint32 number = g_array_index(p->functions, struct pointed_function, i).fact;
		if (number == FACT_NONE || facts_at(d->tree->facts, number)->deep & FACT_FALLBACK)
			return true;
	}
	for (guint i = 0; i < p->listed->len; i++) {
		guint32 number = g_array_index(p->listed, struct listed_function, i).function.fact;
		if (number == FACT_NONE || facts_at(d->tree->facts, number)->deep & FACT_FALLBACK)
			return true;
	}
	return false;
}

static bool take_listed(struct demand *d, const struct pointed *p)
{
	bool taken = false, all = any_helps(d, p);
	for (guint i = 0; i < p->listed->len; i++) {
		const struct listed_function *l = &g_array_index(p->listed, struct listed_function, i);
		if (!all && !matters(d, &l->function))
			continue;
		taken |= demand_take_file(d, l->entry, l->function.name);
		if (l->function.fact != FACT_NONE)
			taken |= demand_take(d, l->function.fact);
	}
	return taken;
}

bool demand_targets(struct demand *d)
{
	g_autoptr(GArray) functions = g_array_new(FALSE, FALSE, sizeof(struct pointed_function));
	g_autoptr(GArray) listed = g_array_new(FALSE, FALSE, sizeof(struct listed_function));
	struct pointed p = {functions, listed, 0};
	struct pointer_known *known = tree_pointed(d->tree, d->wish->key, d->wish->path);
	bool learnt = false, taken = false;
	facts_point(d->tree->facts, d->wish->key, d->wish->path, &p);
	bool many = are_too_many(d, &p);
	for (guint i = 0; i < functions->len && !many; i++) {
		const struct pointed_function *f = &g_array_index(functions, struct pointed_function, i);
		if (matters(d, f))
			learnt |= take_function(d, known, f);
	}
	learnt |= note_others(d, known, functions);
	bool harms = (d->wish->effects & EFFECT_DEEP) != 0;
	if (harms && (many || p.unread & d->wish->effects)) {
		learnt |= !known->unread;
		known->unread = true;
	}
	taken = !many && take_listed(d, &p);
	d->learnt += learnt;
	return learnt || taken;
}
