/* From the explored graph to an outcome: does every path behind the failing call reach a fallback, and if not, how does
 * it end? Endless loops are the strongly connected parts of the graph whose nodes are all pending. */
#include "flow/explorer.h"

#include <string.h>

struct graph {
	struct explorer *x;
	int *component; /* per node; -1 when not pending */
	guint n_components;
	guint8 *to_good;        /* per node: a fallback can be reached while pending */
	GArray *valuation_good; /* of guint8 */
};

static struct node *node_of(const struct explorer *x, int id)
{
	return x->nodes->pdata[id];
}

static bool edge_has(const struct explorer *x, const struct edge *e, enum event_kind kind)
{
	for (guint i = 0; i < e->n_events; i++)
		if (g_array_index(x->events, struct event, e->first_event + i).kind == kind)
			return true;
	return false;
}

static bool is_pending(const struct explorer *x, int id)
{
	return node_of(x, id)->state->attempt.pending;
}

/* --- components (Tarjan, with a stack of its own) ----------------------------------------------------------------- */

struct tarjan {
	const struct explorer *x;
	int *low, *number, *component;
	guint8 *on_stack;
	GArray *stack, *calls; /* of int; calls: node, next edge */
	int count;
	guint n_components;
};

static void tarjan_enter(struct tarjan *t, int v)
{
	int zero = 0;
	t->number[v] = t->low[v] = ++t->count;
	t->on_stack[v] = 1;
	g_array_append_val(t->stack, v);
	g_array_append_val(t->calls, v);
	g_array_append_val(t->calls, zero);
}

static void tarjan_leave(struct tarjan *t, int v)
{
	g_array_set_size(t->calls, t->calls->len - 2);
	if (t->calls->len) {
		int up = g_array_index(t->calls, int, t->calls->len - 2);
		t->low[up] = MIN(t->low[up], t->low[v]);
	}
	if (t->low[v] != t->number[v])
		return;
	int w;
	do {
		w = g_array_index(t->stack, int, t->stack->len - 1);
		g_array_set_size(t->stack, t->stack->len - 1);
		t->on_stack[w] = 0;
		t->component[w] = (int)t->n_components;
	} while (w != v);
	t->n_components++;
}

static void tarjan_from(struct tarjan *t, int root)
{
	tarjan_enter(t, root);
	while (t->calls->len) {
		int v = g_array_index(t->calls, int, t->calls->len - 2);
		int *next = &g_array_index(t->calls, int, t->calls->len - 1);
		const GArray *edges = node_of(t->x, v)->edges;
		if ((guint)*next >= edges->len) {
			tarjan_leave(t, v);
			continue;
		}
		int to = g_array_index(edges, struct edge, (*next)++).to;
		if (!is_pending(t->x, to))
			continue;
		if (!t->number[to])
			tarjan_enter(t, to);
		else if (t->on_stack[to])
			t->low[v] = MIN(t->low[v], t->number[to]);
	}
}

static void find_components(struct graph *g)
{
	guint n = g->x->nodes->len;
	struct tarjan t = {.x = g->x, .component = g->component};
	t.low = g_new0(int, n + 1);
	t.number = g_new0(int, n + 1);
	t.on_stack = g_malloc0(n + 1);
	t.stack = g_array_new(FALSE, FALSE, sizeof(int));
	t.calls = g_array_new(FALSE, FALSE, sizeof(int));
	for (guint i = 0; i < n; i++)
		g->component[i] = -1;
	for (guint i = 0; i < n; i++)
		if (is_pending(g->x, (int)i) && !t.number[i])
			tarjan_from(&t, (int)i);
	g->n_components = t.n_components;
	g_free(t.low);
	g_free(t.number);
	g_free(t.on_stack);
	g_array_unref(t.stack);
	g_array_unref(t.calls);
}

struct component {
	bool cyclic, calls, exits, widened;
	int node;          /* where the edge that makes the call again starts */
	struct edge again; /* that edge */
};

static void note_edge(const struct graph *g, struct component *all, int from, const struct edge *e)
{
	struct component *c = &all[g->component[from]];
	if (g->component[e->to] != g->component[from]) {
		c->exits = true;
		return;
	}
	c->cyclic = true;
	if (!edge_has(g->x, e, EVENT_FAIL) || c->calls)
		return;
	c->calls = true;
	c->node = from;
	c->again = *e;
}

static struct component *describe_components(const struct graph *g)
{
	struct component *all = g_new0(struct component, g->n_components + 1);
	for (guint i = 0; i < g->x->nodes->len; i++) {
		const struct node *n = node_of(g->x, (int)i);
		if (g->component[i] < 0)
			continue;
		all[g->component[i]].widened |= n->widened;
		if (!all[g->component[i]].calls)
			all[g->component[i]].node = (int)i;
		for (guint k = 0; k < n->edges->len; k++) {
			const struct edge *e = &g_array_index(n->edges, struct edge, k);
			if (g->component[e->to] < 0)
				all[g->component[i]].exits = true;
			else
				note_edge(g, all, (int)i, e);
		}
	}
	for (guint i = 0; i < g->x->ends->len; i++) {
		const struct end *end = &g_array_index(g->x->ends, struct end, i);
		if (g->component[end->node] >= 0)
			all[g->component[end->node]].exits = true;
	}
	return all;
}

/* A loop without end: the call again and again with nothing changed, or a loop that nothing leaves. A loop through a
 * widened state is one over something that changes: it ends, unless nothing leads out. */
static bool is_endless(const struct component *c)
{
	return c->cyclic && ((c->calls && !c->widened) || !c->exits);
}

/* --- good ------------------------------------------------------------------------------------------------------- */

static void find_good(struct graph *g)
{
	bool changed = true;
	while (changed) {
		changed = false;
		for (guint i = g->x->nodes->len; i-- > 0;) {
			const struct node *n = node_of(g->x, (int)i);
			guint8 before = g->to_good[i];
			for (guint k = 0; k < n->edges->len && !g->to_good[i]; k++) {
				const struct edge *e = &g_array_index(n->edges, struct edge, k);
				if (edge_has(g->x, e, EVENT_FALLBACK) || (is_pending(g->x, e->to) && g->to_good[e->to]))
					g->to_good[i] = 1;
			}
			changed |= g->to_good[i] && !before;
		}
	}
}

/* The nodes that an invocation starting from a valuation goes through. */
static guint8 *reachable(const struct explorer *x, int start)
{
	guint8 *seen = g_malloc0(x->nodes->len + 1);
	g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(int));
	if (start < 0)
		return seen;
	seen[start] = 1;
	g_array_append_val(stack, start);
	while (stack->len) {
		int v = g_array_index(stack, int, stack->len - 1);
		g_array_set_size(stack, stack->len - 1);
		const GArray *edges = node_of(x, v)->edges;
		for (guint k = 0; k < edges->len; k++) {
			int to = g_array_index(edges, struct edge, k).to;
			if (seen[to])
				continue;
			seen[to] = 1;
			g_array_append_val(stack, to);
		}
	}
	return seen;
}

/* Whether any edge from a seen node calls a fallback: marked for an attempt, or outright (the flag made it). */
static bool any_fallback_call(const struct explorer *x, const guint8 *seen)
{
	for (guint i = 0; i < x->nodes->len; i++) {
		const struct node *n = node_of(x, (int)i);
		if (!seen[i])
			continue;
		for (guint k = 0; k < n->edges->len; k++) {
			const struct state *to = node_of(x, g_array_index(n->edges, struct edge, k).to)->state;
			const struct frame *f = state_top(to);
			if (f->stmt == 0)
				continue;
			const struct cfg_stmt *s = cfg_block(f->function, f->block)->stmts->pdata[f->stmt - 1];
			if (s->kind != CFG_CALL || s->callee->kind != CFG_FUNC)
				continue;
			for (guint c = 0; c < x->rule->fallbacks->len; c++)
				if (((struct rule_call *)x->rule->fallbacks->pdata[c])->name == s->callee->name)
					return true;
		}
	}
	return false;
}

/* A valuation is good when an invocation that starts from it can call the fallback and none that starts from it gives
 * up, but for leaving another good valuation behind. */
static bool valuation_holds(const struct graph *g, guint v, const struct component *components)
{
	const struct explorer *x = g->x;
	g_autofree guint8 *seen = reachable(x, ((struct valuation *)x->valuations->pdata[v])->start);
	for (guint i = 0; i < x->ends->len; i++) {
		const struct end *end = &g_array_index(x->ends, struct end, i);
		if (!seen[end->node] || !end->pending)
			continue;
		if (end->kind != END_RETURN || (guint)end->valuation == v ||
		    !g_array_index(g->valuation_good, guint8, end->valuation))
			return false;
	}
	for (guint i = 0; i < x->nodes->len; i++)
		if (seen[i] && g->component[i] >= 0 && is_endless(&components[g->component[i]]))
			return false;
	return any_fallback_call(x, seen);
}

static void find_good_valuations(struct graph *g, const struct component *components)
{
	g_array_set_size(g->valuation_good, g->x->valuations->len);
	bool changed = true;
	while (changed) {
		changed = false;
		for (guint v = 1; v < g->x->valuations->len; v++) {
			guint8 *good = &g_array_index(g->valuation_good, guint8, v);
			if (*good || !valuation_holds(g, v, components))
				continue;
			*good = 1;
			changed = true;
		}
	}
}

/* --- telling ---------------------------------------------------------------------------------------------------- */

static bool end_has(const struct explorer *x, const struct end *end, enum event_kind kind, bool *out_through_pointer)
{
	guint first = end->first_event, n = end->n_events;
	for (int id = end->node;; id = node_of(x, id)->parent) {
		for (guint i = n; i-- > 0;) {
			const struct event *e = &g_array_index(x->events, struct event, first + i);
			if (e->kind == EVENT_FAIL)
				return false;
			if (e->kind == kind && (!out_through_pointer || e->stmt->lhs->kind != CFG_VAR))
				return true;
		}
		if (node_of(x, id)->parent < 0)
			return false;
		first = node_of(x, id)->first_event;
		n = node_of(x, id)->n_events;
	}
}

/* A value that a call which succeeded returns as well says nothing of the failure. */
static bool value_tells(const struct explorer *x, const struct end *end)
{
	if (!end->returns_value)
		return false;
	if (!end->value_known || end->value < 0)
		return true;
	for (guint i = 0; i < x->ends->len; i++) {
		const struct end *other = &g_array_index(x->ends, struct end, i);
		if (other->kind == END_RETURN && !other->pending && other->value_known && other->value == end->value)
			return false;
	}
	return true;
}

static enum consequence end_consequence(const struct explorer *x, const struct end *end)
{
	bool through_pointer = true;
	switch (end->kind) {
	case END_ABORT: return CONSEQUENCE_ABORT;
	case END_EXIT: return CONSEQUENCE_EXIT;
	case END_THROW: return CONSEQUENCE_ERROR_RETURNED;
	case END_RETURN: break;
	}
	if (value_tells(x, end) || end_has(x, end, EVENT_ASSIGN, &through_pointer))
		return CONSEQUENCE_ERROR_RETURNED;
	return end_has(x, end, EVENT_REPORT, NULL) ? CONSEQUENCE_OTHER : CONSEQUENCE_SILENTLY_DROPPED;
}

static unsigned path_length(const struct explorer *x, int node)
{
	unsigned n = 0;
	for (; node >= 0; node = node_of(x, node)->parent)
		n++;
	return n;
}

static const int end_rank[] = {[END_ABORT] = 3, [END_EXIT] = 2, [END_THROW] = 1, [END_RETURN] = 1};

/* The decision on the way to `node` that parts it from a fallback: the last one whose other side leads to one. */
static const struct event *parting(const struct graph *g, int node, guint first_event, guint n_events,
				   bool *out_other_truth)
{
	const struct explorer *x = g->x;
	guint first = first_event, n = n_events;
	for (int id = node; id >= 0; id = node_of(x, id)->parent) {
		const struct event *decision = NULL;
		bool at_call = false;
		for (guint i = 0; i < n; i++) {
			const struct event *e = &g_array_index(x->events, struct event, first + i);
			if (e->kind == EVENT_BRANCH || e->kind == EVENT_SWITCH)
				decision = e;
			at_call |= e->kind == EVENT_FAIL;
		}
		const GArray *edges = node_of(x, id)->edges;
		for (guint k = 0; decision && k < edges->len; k++) {
			const struct edge *e = &g_array_index(edges, struct edge, k);
			bool good = edge_has(x, e, EVENT_FALLBACK) || (is_pending(x, e->to) && g->to_good[e->to]);
			if (good && e->first_event != first) {
				*out_other_truth = decision->kind == EVENT_BRANCH && !decision->value;
				return decision;
			}
		}
		if (at_call)
			return NULL;
		first = node_of(x, id)->first_event;
		n = node_of(x, id)->n_events;
	}
	return NULL;
}

static char *bad_reason(const struct graph *g, const struct outcome *o, int node, guint first, guint n,
			const char *ending)
{
	bool truth = false;
	const struct event *e = o->good || o->deferred ? parting(g, node, first, n, &truth) : NULL;
	if (e && e->term->text && e->kind == EVENT_BRANCH)
		return g_strdup_printf("falls back only when `%s` is %s; otherwise %s", e->term->text,
				       truth ? "true" : "false", ending);
	if (o->good || o->deferred)
		return g_strdup_printf("some paths fall back, but on others %s", ending);
	return g_strdup(ending);
}

static char *end_words(const struct explorer *x, const struct end *end)
{
	switch (end->kind) {
	case END_ABORT: return g_strdup("the program aborts");
	case END_EXIT: return g_strdup("the program exits");
	case END_THROW: return g_strdup_printf("an exception leaves %s()", x->root->name);
	case END_RETURN: break;
	}
	if (end->value_known)
		return g_strdup_printf("%s() returns %" G_GINT64_FORMAT " without having tried a fallback",
				       x->root->name, end->value);
	return g_strdup_printf("%s() returns without having tried a fallback", x->root->name);
}

static void tell_bad_end(const struct graph *g, struct outcome *o, const struct end *end)
{
	g_autofree char *words = end_words(g->x, end);
	o->consequence = end_consequence(g->x, end);
	o->reason = bad_reason(g, o, end->node, end->first_event, end->n_events, words);
	evidence_path(g->x, end->node, end->first_event, end->n_events, o->steps);
}

static void tell_loop(const struct graph *g, struct outcome *o, const struct component *c)
{
	o->consequence = c->calls ? CONSEQUENCE_BUSY_LOOP : CONSEQUENCE_OTHER;
	o->reason = bad_reason(g, o, c->node, c->again.first_event, 0,
			       c->calls ? "the same call is made again and again" : "the program never comes back");
	if (!c->calls) {
		evidence_path(g->x, c->node, 0, 0, o->steps);
		return;
	}
	evidence_path(g->x, c->node, 0, 0, o->steps);
	for (guint i = 0; i < c->again.n_events; i++) {
		struct event e = g_array_index(g->x->events, struct event, c->again.first_event + i);
		if (e.kind == EVENT_FAIL)
			e.kind = EVENT_AGAIN;
		struct step *step = evidence_event(g->x, &e);
		if (step)
			g_ptr_array_add(o->steps, step);
		if (e.kind == EVENT_AGAIN)
			break;
	}
}

static void tell_good(const struct graph *g, struct outcome *o)
{
	const struct explorer *x = g->x;
	const char *error = errno_name(x->query->errno_number);
	for (guint i = 0; i < x->nodes->len; i++) {
		const struct node *n = node_of(x, (int)i);
		for (guint k = 0; k < n->edges->len; k++) {
			const struct edge *e = &g_array_index(n->edges, struct edge, k);
			if (!edge_has(x, e, EVENT_FALLBACK))
				continue;
			evidence_path(g->x, (int)i, e->first_event, e->n_events, o->steps);
			o->reason = g_strdup_printf("the fallback is called when errno is %s", error ? error : "set");
			return;
		}
	}
}

static void tell_deferred(const struct graph *g, struct outcome *o)
{
	for (guint i = 0; i < g->x->ends->len; i++) {
		const struct end *end = &g_array_index(g->x->ends, struct end, i);
		if (!end->pending || end->kind != END_RETURN ||
		    !g_array_index(g->valuation_good, guint8, end->valuation))
			continue;
		evidence_path(g->x, end->node, end->first_event, end->n_events, o->steps);
		o->reason =
			g_strdup("gives up this time, but leaves a flag behind that makes the next attempt fall back");
		return;
	}
}

static void tell_flags(struct explorer *x, struct outcome *o)
{
	o->kept = x->kept;
	o->lost = x->lost;
	o->maybe = x->maybe;
	for (unsigned i = 0; i < STATE_FLAGS; i++) {
		if (!(x->lost & 1u << i) || x->lost_node[i] < 0)
			continue;
		o->lost_steps[i] = g_ptr_array_new_with_free_func((GDestroyNotify)step_free);
		evidence_path(x, x->lost_node[i], 0, 0, o->lost_steps[i]);
	}
}

static void judge_ends(const struct graph *g, struct outcome *o, const struct end **out_worst)
{
	const struct explorer *x = g->x;
	for (guint i = 0; i < x->ends->len; i++) {
		const struct end *end = &g_array_index(x->ends, struct end, i);
		if (!end->pending)
			continue;
		if (end->kind == END_RETURN && g_array_index(g->valuation_good, guint8, end->valuation)) {
			o->deferred = true;
			continue;
		}
		o->bad = true;
		o->hands_on |= end->kind == END_RETURN || end->kind == END_THROW;
		const struct end *w = *out_worst;
		if (!w || end_rank[end->kind] > end_rank[w->kind] ||
		    (end_rank[end->kind] == end_rank[w->kind] && path_length(x, end->node) < path_length(x, w->node)))
			*out_worst = end;
	}
}

static const struct component *judge_loops(const struct graph *g, struct outcome *o, const struct component *components)
{
	const struct component *worst = NULL;
	for (guint i = 0; i < g->n_components; i++) {
		if (!is_endless(&components[i]))
			continue;
		o->bad = true;
		if (!worst || (components[i].calls && !worst->calls))
			worst = &components[i];
	}
	return worst;
}

struct outcome *outcome_of(struct explorer *x)
{
	struct outcome *o = g_new0(struct outcome, 1);
	struct graph g = {x, g_new(int, x->nodes->len + 1), 0, g_malloc0(x->nodes->len + 1),
			  g_array_new(FALSE, TRUE, sizeof(guint8))};
	const struct end *worst = NULL;
	o->exceeded = x->exceeded;
	o->reached = x->reached;
	o->sticky = x->valuations->len > 1;
	o->steps = g_ptr_array_new_with_free_func((GDestroyNotify)step_free);
	find_components(&g);
	struct component *components = describe_components(&g);
	find_good(&g);
	find_good_valuations(&g, components);
	for (guint i = 0; i < x->nodes->len; i++)
		o->good |= g.to_good[i] != 0;
	judge_ends(&g, o, &worst);
	const struct component *loop = judge_loops(&g, o, components);
	if (loop && loop->calls)
		tell_loop(&g, o, loop);
	else if (worst)
		tell_bad_end(&g, o, worst);
	else if (loop)
		tell_loop(&g, o, loop);
	else if (o->deferred)
		tell_deferred(&g, o);
	else if (o->good)
		tell_good(&g, o);
	tell_flags(x, o);
	g_free(components);
	g_free(g.component);
	g_free(g.to_good);
	g_array_unref(g.valuation_good);
	return o;
}

void outcome_free(struct outcome *o)
{
	if (!o)
		return;
	g_free(o->reason);
	g_ptr_array_unref(o->steps);
	for (unsigned i = 0; i < STATE_FLAGS; i++)
		if (o->lost_steps[i])
			g_ptr_array_unref(o->lost_steps[i]);
	g_free(o);
}
