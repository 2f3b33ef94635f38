/* The steps that decide. A step stays when leaving out its decision would change where the path goes with respect to
 * the attempt:
 *
 *   - an open decision, when its sides differ in what can be reached in the explored graph (a fallback, another
 * attempt, an end and what it returns);
 *   - one that the values on the path decide, when its sides do something different in the code before they meet again:
 *     end, call what matters, or set what a later step that stays reads;
 *   - the return of a function that was entered on the way, when a step inside it stays or its value is used.
 *
 * What was told once is not told again as long as nothing has come between. */
#include "flow/relevance.h"

#include <string.h>

#include "flow/postdominators.h"
#include "flow/program_internal.h"

/* --- open decisions ----------------------------------------------------------------------------------------------- */

/* Flags and returned values share what bits are left: two that share one are taken for the same way. */
enum {
	WAY_FALLBACK,
	WAY_AGAIN,
	WAY_EXIT,
	WAY_ABORT,
	WAY_THROW,
	WAY_RESTORE,
	RESTORES = 8,
	WAY_RETURN = WAY_RESTORE + RESTORES
};

static guint64 bit(unsigned way)
{
	return G_GUINT64_CONSTANT(1) << way;
}

/* Returns of different values are different ways; where there are more than bits, some share one. */
static guint64 end_way(const struct end *e)
{
	switch (e->kind) {
	case END_EXIT: return bit(WAY_EXIT);
	case END_ABORT: return bit(WAY_ABORT);
	case END_THROW: return bit(WAY_THROW);
	case END_RETURN: break;
	}
	guint64 hash = e->value_known ? 1 + (guint64)e->value * 2 : 0;
	return bit(WAY_RETURN + (unsigned)(hash % (64 - WAY_RETURN)));
}

static guint64 edge_ways(const struct explorer *x, const guint64 *ways, const struct edge *e)
{
	guint64 found = 0;
	for (guint i = 0; i < e->n_events; i++) {
		const struct event *event = &g_array_index(x->events, struct event, e->first_event + i);
		if (event->kind == EVENT_FALLBACK)
			return found | bit(WAY_FALLBACK);
		if (event->kind == EVENT_FAIL)
			return found | bit(WAY_AGAIN);
		if (event->kind == EVENT_RESTORE)
			found |= bit(WAY_RESTORE + (unsigned)event->value % RESTORES);
	}
	return found | ways[e->to];
}

guint64 *relevance_ways(const struct explorer *x)
{
	guint64 *ways = g_new0(guint64, x->nodes->len + 1);
	for (guint i = 0; i < x->ends->len; i++) {
		const struct end *e = &g_array_index(x->ends, struct end, i);
		ways[e->node] |= end_way(e);
	}
	for (bool changed = true; changed;) {
		changed = false;
		for (guint i = x->nodes->len; i-- > 0;) {
			const GArray *edges = node_of(x, (int)i)->edges;
			guint64 before = ways[i];
			for (guint k = 0; k < edges->len; k++)
				ways[i] |= edge_ways(x, ways, &g_array_index(edges, struct edge, k));
			changed |= ways[i] != before;
		}
	}
	return ways;
}

/* Whether the sides of the decision at a node lead to different things; *out_sides: there are several. */
static bool sides_differ(const struct graph *g, int node, bool *out_sides)
{
	const GArray *edges = node_of(g->x, node)->edges;
	*out_sides = edges->len > 1;
	for (guint k = 1; k < edges->len; k++)
		if (edge_ways(g->x, g->ways, &g_array_index(edges, struct edge, k)) !=
		    edge_ways(g->x, g->ways, &g_array_index(edges, struct edge, 0)))
			return true;
	return false;
}

/* --- decisions that values make ----------------------------------------------------------------------------------- */

struct reader {
	const struct graph *g;
	GHashTable *needed; /* set of interned names that steps which stay read */
	GHashTable *joins;  /* function -> int per block, owned */
};

static void need(struct reader *r, const struct cfg_function *f, const struct cfg_expr *e)
{
	if (!e)
		return;
	if (e->kind == CFG_VAR)
		g_hash_table_add(r->needed, (gpointer)cfg_var(f, e->var)->name);
	if (e->kind == CFG_FIELD)
		g_hash_table_add(r->needed, (gpointer)e->name);
	need(r, f, e->a);
	need(r, f, e->b);
}

static void need_results(struct reader *r, const struct cfg_function *f)
{
	for (guint b = 0; b < f->blocks->len; b++)
		if (cfg_block(f, (int)b)->term.kind == CFG_RETURN)
			need(r, f, cfg_block(f, (int)b)->term.cond);
}

static bool writes_needed(const struct reader *r, const struct cfg_function *f, const struct cfg_expr *lhs)
{
	while (lhs && lhs->kind == CFG_INDEX)
		lhs = lhs->a;
	if (!lhs)
		return false;
	if (lhs->kind == CFG_FIELD)
		return g_hash_table_contains(r->needed, lhs->name);
	if (lhs->kind != CFG_VAR)
		return lhs->kind == CFG_DEREF; /* an error that is handed out through a pointer, say */
	const struct cfg_var *var = cfg_var(f, lhs->var);
	return g_hash_table_contains(r->needed, var->name) || strcmp(var->name, "errno") == 0;
}

static bool call_matters(const struct reader *r, const struct cfg_function *f, const struct cfg_stmt *call)
{
	const struct explorer *x = r->g->x;
	if (call->noreturn || call->site || call->callee->kind != CFG_FUNC)
		return call->noreturn || call->site;
	for (guint i = 0; i < x->rule->fallbacks->len; i++)
		if (((struct rule_call *)x->rule->fallbacks->pdata[i])->name == call->callee->name)
			return true;
	const struct cfg_function *callee = program_find(x->program, call->callee->name, f->path);
	const struct function_info *info = callee ? program_info(x->program, callee) : NULL;
	return info && (info->interest & (INTEREST_RULE | INTEREST_FALLBACK | INTEREST_STOP));
}

static bool block_matters(const struct reader *r, const struct cfg_function *f, int block)
{
	const GPtrArray *stmts = cfg_block(f, block)->stmts;
	for (guint i = 0; i < stmts->len; i++) {
		const struct cfg_stmt *s = stmts->pdata[i];
		if (writes_needed(r, f, s->lhs) || (s->kind == CFG_CALL && call_matters(r, f, s)))
			return true;
	}
	return false;
}

static const int *joins_of(const struct reader *r, const struct cfg_function *f)
{
	int *joins = g_hash_table_lookup(r->joins, f);
	if (joins)
		return joins;
	joins = postdominators_of(f);
	g_hash_table_insert(r->joins, (gpointer)f, joins);
	return joins;
}

static void push(int successor, void *data)
{
	g_array_append_val((GArray *)data, successor);
}

/* Whether anything in the blocks between a decision and where its sides meet again matters. */
static bool region_matters(const struct reader *r, const struct cfg_function *f, int block)
{
	int join = joins_of(r, f)[block];
	if (join < 0)
		return true;
	g_autofree guint8 *seen = g_malloc0(f->blocks->len + 1);
	g_autoptr(GArray) work = g_array_new(FALSE, FALSE, sizeof(int));
	seen[join] = seen[block] = 1;
	cfg_successors(f, block, push, work);
	while (work->len) {
		int b = g_array_index(work, int, work->len - 1);
		g_array_set_size(work, work->len - 1);
		if (seen[b])
			continue;
		seen[b] = 1;
		if (block_matters(r, f, b))
			return true;
		cfg_successors(f, b, push, work);
	}
	return false;
}

static int block_of(const struct cfg_function *f, const struct cfg_term *t)
{
	for (guint b = 0; b < f->blocks->len; b++)
		if (&cfg_block(f, (int)b)->term == t)
			return (int)b;
	return -1;
}

static bool decision_matters(const struct reader *r, const struct told *t)
{
	const struct event *e = &t->event;
	bool several = false;
	if (e->term->cond->kind == CFG_CONST)
		return false;
	if (sides_differ(r->g, t->from, &several))
		return true;
	int block = several ? -1 : block_of(e->function, e->term);
	return block >= 0 && region_matters(r, e->function, block);
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static struct told *told_at(GArray *path, guint i)
{
	return &g_array_index(path, struct told, i);
}

/* Nothing is said of it. */
static bool is_silent(enum event_kind kind)
{
	return kind == EVENT_ENTER || kind == EVENT_WAIT || kind == EVENT_DISARM || kind == EVENT_OUTSIDE;
}

/* From the end backwards, because what a step reads makes those that set it matter. */
static void mark_decisions(struct reader *r, GArray *path)
{
	for (guint i = path->len; i-- > 0;) {
		struct told *t = told_at(path, i);
		const struct event *e = &t->event;
		bool decides = e->kind == EVENT_BRANCH || e->kind == EVENT_SWITCH;
		t->keep = decides ? decision_matters(r, t) : !is_silent(e->kind);
		if (t->keep && e->term)
			need(r, e->function, e->term->cond);
		if (e->kind == EVENT_LEAVE && e->known)
			need_results(r, e->left);
	}
}

/* The function that was entered at `first` and left at `last`. */
static void mark_visit(GArray *path, guint first, guint last)
{
	const struct event *leave = &told_at(path, last)->event;
	bool inside = false;
	for (guint i = first + 1; i < last; i++) {
		enum event_kind kind = told_at(path, i)->event.kind;
		bool decides = kind == EVENT_BRANCH || kind == EVENT_SWITCH;
		inside |= told_at(path, i)->keep && decides;
	}
	told_at(path, last)->keep = leave->known && leave->stmt->lhs && inside;
}

static void mark_visits(GArray *path)
{
	g_autoptr(GArray) entered = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < path->len; i++) {
		enum event_kind kind = told_at(path, i)->event.kind;
		if (kind == EVENT_ENTER)
			g_array_append_val(entered, i);
		if (kind != EVENT_LEAVE || entered->len == 0)
			continue;
		mark_visit(path, g_array_index(entered, guint, entered->len - 1), i);
		g_array_set_size(entered, entered->len - 1);
	}
}

/* The same word about the same thing, with nothing but such words between. */
static bool is_repeated(const struct event *a, const struct event *b)
{
	if (a->kind != b->kind || a->function != b->function)
		return false;
	if (a->kind == EVENT_REPORT)
		return a->stmt->callee->kind == CFG_FUNC && b->stmt->callee->kind == CFG_FUNC &&
		       a->stmt->callee->name == b->stmt->callee->name;
	return a->kind == EVENT_BRANCH && a->term->text == b->term->text && a->value == b->value &&
	       a->subject == b->subject && a->subject_value == b->subject_value &&
	       a->term->range.line == b->term->range.line && a->term->range.column == b->term->range.column;
}

static void mark_repeated(GArray *path)
{
	const struct event *last = NULL;
	for (guint i = 0; i < path->len; i++) {
		struct told *t = told_at(path, i);
		if (t->keep && last && is_repeated(last, &t->event))
			t->keep = false;
		if (t->keep)
			last = &t->event;
	}
}

void relevance_mark(const struct graph *g, GArray *path)
{
	struct reader r = {g, g_hash_table_new(NULL, NULL), g_hash_table_new_full(NULL, NULL, NULL, g_free)};
	mark_decisions(&r, path);
	mark_visits(path);
	mark_repeated(path);
	g_hash_table_unref(r.needed);
	g_hash_table_unref(r.joins);
}
