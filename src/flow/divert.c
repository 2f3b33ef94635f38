/* The attempt that a flag leads away from the call: control dependence of the site on branches. A branch decides about
 * the attempt where one way can come to the site and the other cannot, unless it comes back to the branch. Where what
 * an earlier invocation left behind makes it go the other way always, what follows is the attempt that is made instead;
 * it owes a fallback until it calls one. */
#include "flow/graph.h"
#include "flow/program_internal.h"

/* --- the function's own graph ------------------------------------------------------------------------------------- */

struct walk {
	const struct cfg_function *function;
	guint8 *seen;
	GArray *work; /* of int */
};

static void enter(int successor, void *data)
{
	struct walk *w = data;
	if (w->seen[successor])
		return;
	w->seen[successor] = 1;
	g_array_append_val(w->work, successor);
}

static bool block_reaches(const struct explorer *x, const struct cfg_function *f, int block)
{
	const GPtrArray *stmts = cfg_block(f, block)->stmts;
	for (guint i = 0; i < stmts->len; i++)
		if (explorer_call_reaches(x, f, stmts->pdata[i]))
			return true;
	return false;
}

/* Whether the site can be reached from `start` without coming to `avoided`. */
static bool reaches(const struct explorer *x, const struct cfg_function *f, int start, int avoided)
{
	g_autofree guint8 *seen = g_malloc0(f->blocks->len + 1);
	g_autoptr(GArray) work = g_array_new(FALSE, FALSE, sizeof(int));
	struct walk w = {f, seen, work};
	seen[avoided] = 1;
	enter(start, &w);
	for (guint i = 0; i < work->len; i++) {
		int block = g_array_index(work, int, i);
		if (block_reaches(x, f, block))
			return true;
		cfg_successors(f, block, enter, &w);
	}
	return false;
}

static bool decides(const struct explorer *x, const struct cfg_function *f, const struct cfg_term *t, bool side)
{
	const guint8 *bits = g_hash_table_lookup(x->reach, f);
	for (guint b = 0; bits && b < f->blocks->len; b++)
		if (&cfg_block(f, (int)b)->term == t)
			return bits[b] == REACH_BEFORE && !reaches(x, f, side ? t->then : t->else_, (int)b) &&
			       reaches(x, f, side ? t->else_ : t->then, (int)b);
	return false;
}

/* --- the explored graph ------------------------------------------------------------------------------------------- */

struct way {
	const struct cfg_term *term;
	const struct cfg_function *function;
	bool side;
};

static void *key_of(const struct cfg_term *term, bool side)
{
	return (guint8 *)term + side;
}

static bool edge_way(const struct explorer *x, const struct edge *e, struct way *out)
{
	for (guint i = 0; i < e->n_events; i++) {
		const struct event *v = &g_array_index(x->events, struct event, e->first_event + i);
		if (v->kind != EVENT_BRANCH)
			continue;
		*out = (struct way){v->term, v->function, v->value};
		return true;
	}
	return false;
}

/* The ways that branches go in an invocation. */
static GHashTable *ways_of(const struct explorer *x, const guint8 *seen)
{
	GHashTable *ways = g_hash_table_new(NULL, NULL);
	struct way w;
	for (guint i = 0; i < x->nodes->len; i++) {
		const GArray *edges = node_of(x, (int)i)->edges;
		for (guint k = 0; seen[i] && k < edges->len; k++)
			if (edge_way(x, &g_array_index(edges, struct edge, k), &w))
				g_hash_table_add(ways, key_of(w.term, w.side));
	}
	return ways;
}

/* This way is always gone now, and was not always gone at first: it leads past the site. */
static bool leads_past(struct divert *d, const struct way *w)
{
	gpointer key = key_of(w->term, w->side), known = g_hash_table_lookup(d->past, key);
	if (!known) {
		bool past = !g_hash_table_contains(d->now, key_of(w->term, !w->side)) &&
			    g_hash_table_contains(d->first, key_of(w->term, !w->side)) &&
			    decides(d->x, w->function, w->term, w->side);
		known = GINT_TO_POINTER(past ? 2 : 1);
		g_hash_table_insert(d->past, key, known);
	}
	return GPOINTER_TO_INT(known) == 2;
}

static void visit(struct divert *d, GArray *work, int node, bool owed)
{
	guint8 bit = owed ? DIVERT_OWES : DIVERT_FREE;
	int item = node * 2 + owed;
	if (d->nodes[node] & bit)
		return;
	d->nodes[node] |= bit;
	g_array_append_val(work, item);
}

static void follow(struct divert *d, GArray *work, int node, bool owed)
{
	const struct node *n = node_of(d->x, node);
	bool over = n->fell || n->state->attempt.tried || n->state->attempt.fell;
	struct way w;
	d->answered |= owed && n->fell;
	for (guint k = 0; k < n->edges->len; k++) {
		const struct edge *e = &g_array_index(n->edges, struct edge, k);
		bool past = edge_way(d->x, e, &w) && leads_past(d, &w);
		visit(d, work, e->to, !over && (owed || past));
	}
}

void divert_find(struct divert *d, const struct explorer *x, int start, const guint8 *first, const guint8 *now)
{
	g_autoptr(GArray) work = g_array_new(FALSE, FALSE, sizeof(int));
	d->x = x;
	d->answered = false;
	d->nodes = g_malloc0(x->nodes->len + 1);
	d->first = ways_of(x, first);
	d->now = ways_of(x, now);
	d->past = g_hash_table_new(NULL, NULL);
	if (start >= 0)
		visit(d, work, start, false);
	for (guint i = 0; i < work->len; i++) {
		int item = g_array_index(work, int, i);
		follow(d, work, item / 2, item & 1);
	}
}

bool divert_gives_up(const struct divert *d, const struct end *end)
{
	const struct node *n = node_of(d->x, end->node);
	return (d->nodes[end->node] & DIVERT_OWES) && !n->fell && !n->state->attempt.tried && !n->state->attempt.fell;
}

void divert_clear(struct divert *d)
{
	g_free(d->nodes);
	g_hash_table_unref(d->first);
	g_hash_table_unref(d->now);
	g_hash_table_unref(d->past);
}
