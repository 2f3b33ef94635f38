/* Path exploration: the states reachable from a root function's entry while the rule's call always fails, as an
 * explicit graph. Judging the graph is outcome.c's business.
 *
 * Invariants
 *  1. A node is a state at a point where a path can part or meet: a block's start, or behind a call that has two ways.
 *     Two equal states are one node, so that a loop that changes nothing is a cycle of the graph.
 *  2. Every node but the starts was reached over a feasible edge: each condition passed holds in its state.
 *  3. `pending` is set by the site's failing call and cleared only by a fallback call for the same listener.
 *  4. A watched descriptor (`following`) is settled exactly once: at the next attempt, at a further fallback, or at an
 * end.
 *  5. Where something is forgotten (joins, widening, a call that is not gone into) the state only gets weaker: paths
 * are added, never lost. A "handled" therefore holds for the code, however much was forgotten; what is bad only on such
 *     paths (attempt.guessed) is not said to be so. Where paths are lost, left_out_note() says which.
 *  6. Every answer is a function of the program and the query alone: nodes, edges and ends are in the order of the
 *     work list.
 *  7. A node's state changes only before the node is explored, and only to a weaker one.
 *
 * States of an attempt
 *
 *     untried ──call_fails──▶ pending ──call_falls_back──▶ following ──flags_settle──▶ settled
 *        ▲                      │  ▲                         │ close()                            │
 *        │                      │  └──────call_fails─────────┴────────────────────────────────────┘
 *        └─ next invocation ── explorer_end (return: the statics left behind start the next invocation)
 *
 * Bounds: the states at one point are joined when they are many (join.c); `limit` nodes, when they do not suffice the
 * caller tries once more with fewer states a point, then says unknown. */
#include "flow/explorer.h"

#include "flow/calls.h"

void explorer_event(struct explorer *x, const struct event *e)
{
	g_array_append_val(x->events, *e);
}

guint explorer_repeat_events(struct explorer *x, guint first_event, guint mark)
{
	guint again = x->events->len;
	for (guint i = first_event; i < mark; i++) {
		struct event e = g_array_index(x->events, struct event, i);
		g_array_append_val(x->events, e);
	}
	return again;
}

static void node_free(gpointer data)
{
	struct node *n = data;
	state_free(n->state);
	g_array_unref(n->edges);
	g_free(n);
}

static void valuation_free(gpointer data)
{
	struct valuation *v = data;
	g_array_unref(v->cells);
	g_free(v);
}

/* --- nodes ------------------------------------------------------------------------------------------------------ */

static struct node *node_at(const struct explorer *x, int id)
{
	return x->nodes->pdata[id];
}

static void add_edge(struct explorer *x, int from, int to, guint first_event)
{
	struct edge e = {to, first_event, x->events->len - first_event};
	if (from >= 0)
		g_array_append_val(node_at(x, from)->edges, e);
}

static int add_node(struct explorer *x, int from, guint first_event, struct state *s, bool widened)
{
	struct node *n = g_new0(struct node, 1);
	n->state = s;
	n->parent = from;
	n->first_event = first_event;
	n->n_events = x->events->len - first_event;
	n->edges = g_array_new(FALSE, FALSE, sizeof(struct edge));
	n->widened = widened;
	g_ptr_array_add(x->nodes, n);
	int id = (int)x->nodes->len - 1;
	g_hash_table_insert(x->index, s, GINT_TO_POINTER(id + 1));
	worklist_push(x->work, id, s);
	return id;
}

/* A joined node that was not explored yet takes the weaker state, which it takes over. */
static int weaken_node(struct explorer *x, int id, struct state *s)
{
	struct node *n = node_at(x, id);
	g_assert(!n->explored);
	if (g_hash_table_lookup(x->index, n->state) == GINT_TO_POINTER(id + 1))
		g_hash_table_remove(x->index, n->state);
	state_free(n->state);
	n->state = s;
	g_hash_table_insert(x->index, s, GINT_TO_POINTER(id + 1));
	return id;
}

void explorer_emit(struct explorer *x, int from, guint first_event, struct state *s)
{
	struct frame *top = state_top(s);
	struct join_place place = {NULL, -1};
	bool weaker = false;
	if (x->from && s->frames->len == 1 && !s->attempt.pending) {
		state_free(s); /* what did not fail shows nothing */
		return;
	}
	s->attempt.later &= !s->attempt.tried && !s->attempt.following && !s->attempt.fell;
	if (!s->attempt.later && !s->attempt.tried && !s->attempt.following && !explorer_can_reach_site(x, s)) {
		if (!x->diverting || !x->decided) {
			state_free(s);
			return;
		}
		probe_divert(x, s);
	}
	if (top->stmt == 0) {
		const struct function_info *info = program_info(x->program, top->function);
		state_forget_dead(s, x->values, info->live[top->block], x->reads, true);
		if (info->loop_head[top->block] && !s->attempt.pending && !s->attempt.following) {
			explorer_forget_objects(x, s); /* what it dropped keeps nothing else alive */
			state_forget_dead(s, x->values, info->live[top->block], x->reads, true);
		}
		if (info->loop_head[top->block] && !s->attempt.pending)
			explorer_forget_far(x, s);
		const struct state *before = info->loop_head[top->block] ? explorer_too_often(x, from, s) : NULL;
		if (before) {
			explorer_widen(x, s, before);
			state_forget_dead(s, x->values, info->live[top->block], x->reads, true);
			weaker = true;
		}
	}
	gpointer known = g_hash_table_lookup(x->index, s);
	if (!known) {
		bool joined;
		s = explorer_join(x, s, &joined, &place);
		weaker |= joined;
		known = joined ? g_hash_table_lookup(x->index, s) : NULL;
	}
	if (known) {
		int id = GPOINTER_TO_INT(known) - 1;
		explorer_joined(&place, id);
		add_edge(x, from, id, first_event);
		node_at(x, id)->widened |= weaker;
		state_free(s);
		return;
	}
	if (x->nodes->len >= x->limit) {
		x->exceeded = true;
		state_free(s);
		return;
	}
	int id = place.node >= 0 ? weaken_node(x, place.node, s) : add_node(x, from, first_event, s, weaker);
	node_at(x, id)->widened |= weaker;
	explorer_joined(&place, id);
	add_edge(x, from, id, first_event);
}

/* --- the whole -------------------------------------------------------------------------------------------------- */

/* The call that the site is; NULL where it only gives the call's address, dlsym() among them. */
static const struct cfg_stmt *find_site(const struct rule *rule, const struct cfg_function *f, unsigned site,
					int *out_block, int *out_index)
{
	for (guint b = 0; f && site && b < f->blocks->len; b++) {
		const struct cfg_block *block = cfg_block(f, (int)b);
		for (guint i = 0; i < block->stmts->len; i++) {
			const struct cfg_stmt *s = block->stmts->pdata[i];
			if (s->kind == CFG_CALL && s->site == (int)site &&
			    !(s->callee->kind == CFG_FUNC && g_ptr_array_find(rule->lookups, s->callee->name, NULL))) {
				*out_block = (int)b;
				*out_index = (int)i;
				return s;
			}
		}
	}
	return NULL;
}

bool explorer_site_is_address(const struct flow_query *q, const struct cfg_function *f)
{
	int block, index;
	return !find_site(q->rule, f, q->site, &block, &index);
}

static struct explorer *new_explorer(const struct flow_query *query, const struct cfg_function *root, unsigned limit)
{
	struct explorer *x = g_new0(struct explorer, 1);
	x->query = query;
	x->rule = query->rule;
	x->program = query->program;
	x->root = root;
	x->limit = limit;
	x->values = value_table_new();
	x->tree = g_hash_table_new(NULL, NULL);
	x->reach = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	x->restores = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	x->nodes = g_ptr_array_new_with_free_func(node_free);
	x->index = g_hash_table_new(state_hash, state_equal);
	x->work = worklist_new(query->program);
	x->events = g_array_new(FALSE, TRUE, sizeof(struct event));
	x->ends = g_array_new(FALSE, TRUE, sizeof(struct end));
	x->valuations = g_ptr_array_new_with_free_func(valuation_free);
	x->wanted = g_hash_table_new(NULL, NULL);
	x->wanted_deep = g_hash_table_new(NULL, NULL);
	x->wanted_through = g_hash_table_new(NULL, NULL);
	x->tested_pending = g_hash_table_new(NULL, NULL);
	x->tested_following = g_hash_table_new(NULL, NULL);
	x->reads = program_reads(x->program);
	x->errno_live = g_hash_table_new_full(NULL, NULL, NULL, errno_live_free);
	x->requests = flags_requests_new();
	x->listeners = listeners_new();
	x->member_keys = g_hash_table_new(NULL, NULL);
	x->results = g_hash_table_new(NULL, NULL);
	x->skipped = g_hash_table_new(NULL, NULL);
	x->unfollowed = g_hash_table_new(NULL, NULL);
	x->left = left_out_new();
	x->points = explorer_points_new();
	for (unsigned i = 0; i < RULE_FLAGS_MAX; i++)
		x->lost_node[i] = -1;
	return x;
}

struct explorer *explorer_new(const struct flow_query *query, const struct cfg_function *root, unsigned limit)
{
	struct explorer *x = new_explorer(query, root, limit);
	int block, index;
	x->site_function = program_find(query->program, query->function_key, query->path);
	x->site_stmt = find_site(x->rule, x->site_function, query->site, &block, &index);
	explorer_compute_reach(x);
	return x;
}

struct explorer *explorer_watching(const struct flow_query *query, const struct cfg_function *root, unsigned limit,
				   const struct cfg_function *f, const struct cfg_stmt *watched)
{
	struct explorer *x = new_explorer(query, root, limit);
	x->site_function = f;
	x->site_stmt = x->watched = watched;
	x->written = range_of(1, 0);
	explorer_compute_reach(x);
	return x;
}

void explorer_free(struct explorer *x)
{
	if (!x)
		return;
	g_hash_table_unref(x->index);
	g_ptr_array_unref(x->nodes);
	g_ptr_array_unref(x->valuations);
	g_ptr_array_unref(x->requests);
	g_array_unref(x->listeners);
	worklist_free(x->work);
	g_array_unref(x->events);
	g_array_unref(x->ends);
	g_hash_table_unref(x->wanted);
	g_hash_table_unref(x->wanted_deep);
	g_hash_table_unref(x->wanted_through);
	g_hash_table_unref(x->tested_pending);
	g_hash_table_unref(x->tested_following);
	g_hash_table_unref(x->member_keys);
	g_hash_table_unref(x->results);
	g_hash_table_unref(x->skipped);
	g_hash_table_unref(x->unfollowed);
	g_hash_table_unref(x->points);
	left_out_free(x->left);
	g_hash_table_unref(x->tree);
	g_hash_table_unref(x->reach);
	g_hash_table_unref(x->restores);
	g_hash_table_unref(x->errno_live);
	value_table_free(x->values);
	g_free(x);
}

static void find_stmt(const struct cfg_function *f, const struct cfg_stmt *stmt, int *out_block, int *out_index)
{
	guint index;
	for (guint b = 0; b < f->blocks->len; b++) {
		if (!g_ptr_array_find(cfg_block(f, (int)b)->stmts, stmt, &index))
			continue;
		*out_block = (int)b;
		*out_index = (int)index;
	}
}

static void start_invocation(struct explorer *x, struct valuation *v)
{
	struct state *s = state_new();
	struct frame f = {x->root, 0, 0, NULL};
	s->attempt.later = x->invocation > 0; /* what the first one has dropped on its way here counts now */
	if (x->requests->len)
		s->attempt.asked = ASKED_EARLIER;
	if (x->from)
		find_stmt(x->root, x->from, &f.block, &f.stmt);
	else if (x->abandoned)
		find_site(x->rule, x->site_function, x->query->site, &f.block, &f.stmt);
	g_array_append_val(s->frames, f);
	for (guint i = 0; i < v->cells->len; i++) {
		const struct cell *c = &g_array_index(v->cells, struct cell, i);
		state_write(s, c->location, c->value);
	}
	gpointer known = g_hash_table_lookup(x->index, s);
	if (known) {
		v->start = GPOINTER_TO_INT(known) - 1;
		state_free(s);
		return;
	}
	v->start = add_node(x, -1, x->events->len, s, false);
}

void explorer_run(struct explorer *x)
{
	explorer_valuation(x, g_array_new(FALSE, TRUE, sizeof(struct cell)));
	for (guint i = 0; i < (x->watched ? 1 : x->valuations->len) && !x->exceeded; i++) {
		x->invocation = (int)i;
		start_invocation(x, x->valuations->pdata[i]);
		for (int id; !x->exceeded && (id = worklist_pop(x->work)) >= 0;) {
			node_at(x, id)->explored = true;
			explorer_step(x, id);
		}
	}
}
