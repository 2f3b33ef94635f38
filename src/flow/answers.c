/* Which fallback calls answer the attempt. One for the same listener does. One for an event that came later is for the
 * next connection, and answers only where the failure has made it come to that: where the call itself is not made any
 * more. As long as it may be made again, the program goes on as if nothing had happened. */
#include "flow/graph.h"

static bool makes_call_again(const struct graph *g, guint i)
{
	const GArray *edges = node_of(g->x, (int)i)->edges;
	for (guint k = 0; k < edges->len; k++) {
		const struct edge *e = &g_array_index(edges, struct edge, k);
		if (edge_has(g->x, e, EVENT_FAIL) || (is_pending(g->x, e->to) && g->again[e->to]))
			return true;
	}
	return false;
}

void answers_find(struct graph *g)
{
	bool changed = true;
	while (changed) {
		changed = false;
		for (guint i = g->x->nodes->len; i-- > 0;) {
			if (g->again[i] || !is_pending(g->x, (int)i) || !makes_call_again(g, i))
				continue;
			g->again[i] = 1;
			changed = true;
		}
	}
}

bool edge_is_of_next(const struct graph *g, int from, const struct edge *e)
{
	return g->again[from] && edge_has(g->x, e, EVENT_NEXT);
}

bool edge_answers(const struct graph *g, int from, const struct edge *e)
{
	return edge_has(g->x, e, EVENT_FALLBACK) && !edge_is_of_next(g, from, e);
}
