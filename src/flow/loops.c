/* Loops of the explored graph: Tarjan's strongly connected components over the pending nodes, and what each is like. */
#include "flow/graph.h"

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

static void note_edge(const struct graph *g, struct component *all, int from, const struct edge *e)
{
	struct component *c = &all[g->component[from]];
	if (g->component[e->to] != g->component[from]) {
		c->exits = true;
		return;
	}
	c->cyclic = true;
	c->waits |= edge_has(g->x, e, EVENT_WAIT);
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
			if (edge_is_of_next(g, (int)i, e))
				continue;
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
bool loop_is_endless(const struct component *c)
{
	return c->cyclic && ((c->calls && !c->widened) || !c->exits);
}

void loops_find(struct graph *g)
{
	find_components(g);
	g->components = describe_components(g);
}
