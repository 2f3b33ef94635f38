/* From the explored graph to an outcome: does every path behind the failing call reach a fallback, and if not, how does
 * it end? Endless loops are the strongly connected parts of the graph whose nodes are all pending. */
#include "flow/assumed.h"
#include "flow/calls.h"
#include "flow/consequence.h"

#include <string.h>

bool edge_has(const struct explorer *x, const struct edge *e, enum event_kind kind)
{
	for (guint i = 0; i < e->n_events; i++)
		if (g_array_index(x->events, struct event, e->first_event + i).kind == kind)
			return true;
	return false;
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
				if (edge_answers(g, (int)i, e) || (is_pending(g->x, e->to) && g->to_good[e->to]))
					g->to_good[i] = 1;
			}
			changed |= g->to_good[i] && !before;
		}
	}
}

/* --- telling ---------------------------------------------------------------------------------------------------- */

static unsigned path_length(const struct explorer *x, int node)
{
	unsigned n = 0;
	for (; node >= 0; node = node_of(x, node)->parent)
		n++;
	return n;
}

/* Whether the last decision on the way to the end, behind the failing call, was an open one: then it is not the failure
 * that made it. */
static bool ends_by_chance(const struct explorer *x, const struct end *end)
{
	guint first = end->first_event, n = end->n_events;
	for (int id = end->node; id >= 0; id = node_of(x, id)->parent) {
		for (guint i = n; i-- > 0;) {
			const struct event *e = &g_array_index(x->events, struct event, first + i);
			if (e->kind == EVENT_FAIL)
				return false;
			if (e->kind == EVENT_BRANCH)
				return e->open;
		}
		first = node_of(x, id)->first_event;
		n = node_of(x, id)->n_events;
	}
	return false;
}

/* How often the code could have gone another way between the failing call and the end. */
static unsigned assumptions(const struct explorer *x, const struct end *end)
{
	guint first = end->first_event, n = end->n_events;
	unsigned open = 0;
	for (int id = end->node; id >= 0; id = node_of(x, id)->parent) {
		for (guint i = n; i-- > 0;) {
			const struct event *e = &g_array_index(x->events, struct event, first + i);
			if (e->kind == EVENT_FAIL)
				return open;
			open += e->kind == EVENT_BRANCH && e->open;
		}
		first = node_of(x, id)->first_event;
		n = node_of(x, id)->n_events;
	}
	return open;
}

/* The program's end is the worst; but not where an assertion or a request to stop that has nothing to do with the
 * failure brings it. */
static int end_rank(const struct explorer *x, const struct end *end)
{
	static const int ranks[] = {[END_ABORT] = 3, [END_EXIT] = 2, [END_THROW] = 1, [END_RETURN] = 1};
	return ranks[end->kind] > 1 && ends_by_chance(x, end) ? 0 : ranks[end->kind];
}

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
			bool good = edge_answers(g, id, e) || (is_pending(x, e->to) && g->to_good[e->to]);
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
	g_autofree char *returns = evidence_returns(x, x->root, end->value_known, end->value);
	return g_strdup_printf("%s without having tried a fallback", returns);
}

static void tell_bad_end(const struct graph *g, struct outcome *o, const struct end *end)
{
	g_autofree char *words = end_words(g->x, end);
	o->consequence = consequence_of_end(g->x, end);
	consequence_note_end(g->x, end, o);
	o->reason = bad_reason(g, o, end->node, end->first_event, end->n_events, words);
	evidence_path(g, end->node, end->first_event, end->n_events, false, o->steps, o->assumed);
}

static void tell_loop(const struct graph *g, struct outcome *o, const struct component *c)
{
	o->consequence = c->calls ? CONSEQUENCE_BUSY_LOOP : CONSEQUENCE_OTHER;
	o->reason = bad_reason(g, o, c->node, c->again.first_event, 0,
			       c->calls ? "the same call is made again and again" : "the program never comes back");
	guint n = 0;
	while (c->calls && n < c->again.n_events)
		if (g_array_index(g->x->events, struct event, c->again.first_event + n++).kind == EVENT_FAIL)
			break;
	evidence_path(g, c->node, c->again.first_event, n, c->calls, o->steps, o->assumed);
}

static void tell_good(const struct graph *g, struct outcome *o)
{
	const struct explorer *x = g->x;
	const char *error = errno_name(x->query->errno_number);
	for (guint i = 0; i < x->nodes->len; i++) {
		const struct node *n = node_of(x, (int)i);
		for (guint k = 0; k < n->edges->len; k++) {
			const struct edge *e = &g_array_index(n->edges, struct edge, k);
			if (!edge_answers(g, (int)i, e))
				continue;
			evidence_path(g, (int)i, e->first_event, e->n_events, false, o->steps, o->assumed);
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
		evidence_path(g, end->node, end->first_event, end->n_events, false, o->steps, o->assumed);
		o->reason =
			g_strdup("gives up this time, but leaves a flag behind that makes the next attempt fall back");
		return;
	}
}

static void tell_flags(const struct graph *g, struct outcome *o)
{
	const struct explorer *x = g->x;
	o->kept = x->kept;
	o->lost = x->lost;
	o->maybe = x->maybe;
	o->asked = flags_requested(x);
	for (unsigned i = 0; i < RULE_FLAGS_MAX; i++) {
		if (!(x->lost & FLAG_BIT(i)) || x->lost_node[i] < 0)
			continue;
		o->lost_steps[i] = g_ptr_array_new_with_free_func((GDestroyNotify)step_free);
		evidence_path(g, x->lost_node[i], 0, 0, false, o->lost_steps[i], NULL);
	}
}

/* The worse end, then the one that needs fewer assumptions, then the nearer one. */
static bool is_told_rather(const struct explorer *x, const struct end *a, const struct end *b)
{
	int rank = end_rank(x, a), other = end_rank(x, b);
	if (rank != other)
		return rank > other;
	unsigned open = assumptions(x, a), others = assumptions(x, b);
	if (open != others)
		return open < others;
	return path_length(x, a->node) < path_length(x, b->node);
}

/* There is no next invocation after main(). */
static bool has_next(const struct graph *g, const struct end *end)
{
	return end->kind == END_RETURN && strcmp(g->x->root->key, "main") != 0;
}

static void judge_ends(const struct graph *g, struct outcome *o, const struct end **out_worst)
{
	const struct explorer *x = g->x;
	for (guint i = 0; i < x->ends->len; i++) {
		const struct end *end = &g_array_index(x->ends, struct end, i);
		if (!end->pending)
			continue;
		if (has_next(g, end) && g_array_index(g->valuation_good, guint8, end->valuation)) {
			o->deferred = true;
			continue;
		}
		o->deferred |= has_next(g, end) && later_may_fall_back(g, end->valuation);
		if (node_of(x, end->node)->state->attempt.guessed)
			o->maybe_bad = true;
		else
			o->bad = true;
		o->hands_on |= end->kind == END_RETURN || end->kind == END_THROW;
		if (!*out_worst || is_told_rather(x, end, *out_worst))
			*out_worst = end;
	}
}

static bool is_guessed(const struct graph *g, int component)
{
	return node_of(g->x, g->components[component].node)->state->attempt.guessed;
}

static const struct component *judge_loops(const struct graph *g, struct outcome *o)
{
	const struct component *worst = NULL;
	for (guint i = 0; i < g->n_components; i++) {
		if (!loop_is_endless(&g->components[i]))
			continue;
		if (is_guessed(g, (int)i))
			o->maybe_bad = true;
		else
			o->bad = true;
		if (!worst || (g->components[i].calls && !worst->calls))
			worst = &g->components[i];
	}
	return worst;
}

/* The loop that makes the same call again and again: one that does nothing else, or that waits for events and finds the
 * connection waiting each time. */
static const struct component *busy_loop(const struct graph *g)
{
	for (guint i = 0; i < g->n_components; i++) {
		const struct component *c = &g->components[i];
		bool again = c->cyclic && c->calls && (loop_is_endless(c) || c->waits);
		if (again && !consequence_loop_iterates(g, i))
			return c;
	}
	return NULL;
}

struct outcome *outcome_of(struct explorer *x)
{
	struct outcome *o = g_new0(struct outcome, 1);
	struct graph g = {.x = x,
			  .component = g_new(int, x->nodes->len + 1),
			  .again = g_malloc0(x->nodes->len + 1),
			  .to_good = g_malloc0(x->nodes->len + 1),
			  .valuation_good = g_array_new(FALSE, TRUE, sizeof(guint8)),
			  .ways = relevance_ways(x)};
	const struct end *worst = NULL;
	o->exceeded = x->exceeded;
	o->reached = x->reached;
	o->skimmed = x->skimmed;
	o->doubt = x->doubt;
	o->guess = x->guess;
	o->left = g_steal_pointer(&x->left);
	o->left_flags = left_out_new();
	o->sticky = x->valuations->len > 1;
	o->steps = g_ptr_array_new_with_free_func((GDestroyNotify)step_free);
	o->assumed = g_hash_table_new(NULL, NULL);
	o->assumed_anywhere = g_hash_table_new(NULL, NULL);
	assumed_everywhere(x, o->assumed_anywhere);
	answers_find(&g);
	loops_find(&g);
	find_good(&g);
	later_find_good(&g);
	for (guint i = 0; i < x->nodes->len; i++)
		o->good |= g.to_good[i] != 0;
	judge_ends(&g, o, &worst);
	const struct component *loop = judge_loops(&g, o), *busy = o->bad ? busy_loop(&g) : NULL;
	if (busy)
		tell_loop(&g, o, busy);
	else if (worst)
		tell_bad_end(&g, o, worst);
	else if (loop)
		tell_loop(&g, o, loop);
	else if (o->deferred)
		tell_deferred(&g, o);
	else if (o->good)
		tell_good(&g, o);
	tell_flags(&g, o);
	g_free(g.components);
	g_free(g.component);
	g_free(g.again);
	g_free(g.to_good);
	g_free(g.ways);
	g_array_unref(g.valuation_good);
	return o;
}

struct outcome *outcome_none(void)
{
	struct outcome *o = g_new0(struct outcome, 1);
	o->steps = g_ptr_array_new_with_free_func((GDestroyNotify)step_free);
	o->assumed = g_hash_table_new(NULL, NULL);
	o->assumed_anywhere = g_hash_table_new(NULL, NULL);
	o->left = left_out_new();
	o->left_flags = left_out_new();
	return o;
}

void outcome_free(struct outcome *o)
{
	if (!o)
		return;
	g_free(o->reason);
	left_out_free(o->left);
	left_out_free(o->left_flags);
	g_ptr_array_unref(o->steps);
	g_hash_table_unref(o->assumed);
	g_hash_table_unref(o->assumed_anywhere);
	for (unsigned i = 0; i < RULE_FLAGS_MAX; i++)
		if (o->lost_steps[i])
			g_ptr_array_unref(o->lost_steps[i]);
	g_free(o);
}
