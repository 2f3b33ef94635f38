/* The next attempt: does what an invocation leaves behind make the one after it fall back? */
#include "flow/graph.h"

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

/* Whether a fallback is called: for an attempt, or outright, because the flag says so. */
static bool any_fallback_call(const struct explorer *x, const guint8 *seen)
{
	for (guint i = 0; i < x->nodes->len; i++) {
		const struct node *n = node_of(x, (int)i);
		if (seen[i] && n->fell)
			return true;
		for (guint k = 0; seen[i] && k < n->edges->len; k++)
			if (edge_has(x, &g_array_index(n->edges, struct edge, k), EVENT_FALLBACK))
				return true;
	}
	return false;
}

static guint8 *nodes_of(const struct explorer *x, guint v)
{
	return reachable(x, ((struct valuation *)x->valuations->pdata[v])->start);
}

/* How the attempts that this valuation leads past the call come out: whether some of them fall back, and whether some
 * give up. */
static void diverted(const struct explorer *x, guint v, bool *out_falls_back, bool *out_gives_up)
{
	g_autofree guint8 *first = nodes_of(x, 0), *now = nodes_of(x, v);
	struct divert d;
	divert_find(&d, x, ((struct valuation *)x->valuations->pdata[v])->start, first, now);
	*out_falls_back = d.answered;
	*out_gives_up = false;
	for (guint i = 0; i < x->ends->len; i++)
		*out_gives_up |= divert_gives_up(&d, &g_array_index(x->ends, struct end, i));
	divert_clear(&d);
}

/* A valuation is good when an invocation that starts from it can call the fallback and none that starts from it gives
 * up, but for leaving another good valuation behind. */
static bool valuation_holds(const struct graph *g, guint v)
{
	const struct explorer *x = g->x;
	g_autofree guint8 *seen = nodes_of(x, v);
	bool falls_back, gives_up;
	for (guint i = 0; i < x->ends->len; i++) {
		const struct end *end = &g_array_index(x->ends, struct end, i);
		if (!seen[end->node] || !end->pending)
			continue;
		if (end->kind != END_RETURN || (guint)end->valuation == v ||
		    !g_array_index(g->valuation_good, guint8, end->valuation))
			return false;
	}
	for (guint i = 0; i < x->nodes->len; i++)
		if (seen[i] && g->component[i] >= 0 && loop_is_endless(&g->components[g->component[i]]))
			return false;
	if (!any_fallback_call(x, seen))
		return false;
	diverted(x, v, &falls_back, &gives_up);
	return !gives_up;
}

bool later_may_fall_back(const struct graph *g, int valuation)
{
	bool falls_back = false, gives_up;
	if (valuation > 0)
		diverted(g->x, (guint)valuation, &falls_back, &gives_up);
	return falls_back;
}

void later_find_good(struct graph *g)
{
	g_array_set_size(g->valuation_good, g->x->valuations->len);
	bool changed = true;
	while (changed) {
		changed = false;
		for (guint v = 1; v < g->x->valuations->len; v++) {
			guint8 *good = &g_array_index(g->valuation_good, guint8, v);
			if (*good || !valuation_holds(g, v))
				continue;
			*good = 1;
			changed = true;
		}
	}
}
