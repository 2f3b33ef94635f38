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
 *  5. Where something is forgotten (widening, the coarse abstraction, an opaque call) the state only gets weaker: paths
 * are added, never lost. A "handled" therefore holds for the code, however much was forgotten.
 *  6. Every answer is a function of the program and the query alone: nodes, edges and ends are in the order of the work
 *     list, which is first in, first out.
 *
 * States of an attempt
 *
 *     untried ──call_fails──▶ pending ──call_falls_back──▶ following ──explorer_settle_flags──▶ settled
 *        ▲                      │  ▲                         │ close()                            │
 *        │                      │  └──────call_fails─────────┴────────────────────────────────────┘
 *        └─ next invocation ── explorer_end (return: the statics left behind start the next invocation)
 *
 * Bounds: `limit` nodes; when they do not suffice the caller tries once more with the coarse abstraction, then says
 * unknown. */
#include "flow/explorer.h"

#include <string.h>

#include "flow/program_internal.h"

#define MAX_VALUATIONS 8
#define MAX_FRAMES     64

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

/* --- where the site can be reached from ------------------------------------------------------------------------- */

static void collect_tree(struct explorer *x, const struct function_info *info)
{
	if (!info || !g_hash_table_add(x->tree, (gpointer)info->function))
		return;
	for (guint i = 0; i < info->callees->len; i++)
		collect_tree(x, info->callees->pdata[i]);
}

struct reach_walk {
	guint8 *bits;
	bool any;
};

static void reach_successor(int successor, void *data)
{
	struct reach_walk *w = data;
	w->any |= w->bits[successor] != 0;
}

static bool stmt_reaches(const struct explorer *x, const struct cfg_function *f, const struct cfg_stmt *s)
{
	if (s->kind != CFG_CALL)
		return false;
	if (s == x->site_stmt)
		return true;
	if (s->callee->kind != CFG_FUNC)
		return true; /* a pointer may lead there */
	const struct cfg_function *callee = program_find(x->program, s->callee->name, f->path);
	const guint8 *inner = callee ? g_hash_table_lookup(x->reach, callee) : NULL;
	return inner && inner[0];
}

static bool reach_pass(struct explorer *x, const struct cfg_function *f, guint8 *bits)
{
	bool changed = false;
	for (guint b = f->blocks->len; b-- > 0;) {
		const struct cfg_block *block = cfg_block(f, (int)b);
		struct reach_walk w = {bits, false};
		if (bits[b])
			continue;
		for (guint i = 0; i < block->stmts->len && !w.any; i++)
			w.any = stmt_reaches(x, f, block->stmts->pdata[i]);
		if (!w.any)
			cfg_successors(f, (int)b, reach_successor, &w);
		if (w.any) {
			bits[b] = 1;
			changed = true;
		}
	}
	return changed;
}

static void compute_reach(struct explorer *x)
{
	GHashTableIter it;
	gpointer f;
	g_hash_table_iter_init(&it, x->tree);
	while (g_hash_table_iter_next(&it, &f, NULL))
		g_hash_table_insert(x->reach, f, g_malloc0(((struct cfg_function *)f)->blocks->len + 1));
	bool changed = true;
	while (changed) {
		changed = false;
		g_hash_table_iter_init(&it, x->tree);
		while (g_hash_table_iter_next(&it, &f, NULL))
			changed |= reach_pass(x, f, g_hash_table_lookup(x->reach, f));
	}
}

bool explorer_can_reach_site(const struct explorer *x, const struct state *s)
{
	for (guint i = 0; i < s->frames->len; i++) {
		const struct frame *f = &g_array_index(s->frames, struct frame, i);
		const guint8 *bits = g_hash_table_lookup(x->reach, f->function);
		if (!bits || bits[f->block])
			return true;
	}
	return false;
}

/* --- nodes ------------------------------------------------------------------------------------------------------ */

static struct node *node_at(const struct explorer *x, int id)
{
	return x->nodes->pdata[id];
}

static bool same_point(const struct state *a, const struct state *b)
{
	if (a->frames->len != b->frames->len)
		return false;
	for (guint i = 0; i < a->frames->len; i++) {
		const struct frame *f = &g_array_index(a->frames, struct frame, i);
		const struct frame *g = &g_array_index(b->frames, struct frame, i);
		if (f->function != g->function || f->block != g->block || f->stmt != g->stmt)
			return false;
	}
	return true;
}

/* The nearest ancestor at the same point once there are more than `unroll` of them; NULL before. */
static const struct state *too_often(const struct explorer *x, int from, const struct state *s)
{
	const struct state *nearest = NULL;
	unsigned visits = 0;
	for (int id = from; id >= 0; id = node_at(x, id)->parent) {
		const struct state *old = node_at(x, id)->state;
		if (old->attempt.pending != s->attempt.pending || !same_point(old, s))
			continue;
		if (!nearest)
			nearest = old;
		if (++visits > x->query->limits->loop_unroll)
			return nearest;
	}
	return NULL;
}

/* What changed since the last round becomes anything. The address of the location names the unknown, so that a second
 * widening gives the same value and the loop closes. */
static void widen(struct explorer *x, struct state *s, const struct state *before)
{
	for (guint i = 0; i < s->cells->len; i++) {
		struct cell *c = &g_array_index(s->cells, struct cell, i);
		int old;
		if (state_written(before, c->location, &old) && old == c->value)
			continue;
		if (c->value == s->attempt.descriptor)
			continue;
		c->value = value_fresh(x->values, GINT_TO_POINTER(c->location + 1), 99);
	}
	for (guint i = s->constraints->len; i-- > 0;) {
		const struct constraint *c = &g_array_index(s->constraints, struct constraint, i);
		bool kept = false;
		for (guint k = 0; k < before->constraints->len && !kept; k++) {
			const struct constraint *d = &g_array_index(before->constraints, struct constraint, k);
			kept = d->value == c->value && range_equal(&d->range, &c->range);
		}
		if (!kept && c->value != s->attempt.descriptor)
			g_array_remove_index(s->constraints, i);
	}
}

static bool keeps_meaning(const struct explorer *x, const struct state *s, int value)
{
	const struct value *v = value_get(x->values, value);
	return v->kind == VALUE_CONST || v->kind == VALUE_LOCAL || v->kind == VALUE_GLOBAL || v->kind == VALUE_FIELD ||
	       v->kind == VALUE_FUNC || v->kind == VALUE_STRING ||
	       (s->attempt.descriptor >= 0 && value_contains(x->values, value, s->attempt.descriptor));
}

/* The coarse abstraction: constants, addresses and the watched descriptor are kept, all else is anything. */
static void coarsen(struct explorer *x, struct state *s)
{
	for (guint i = 0; i < s->cells->len; i++) {
		struct cell *c = &g_array_index(s->cells, struct cell, i);
		if (!keeps_meaning(x, s, c->value))
			c->value = value_fresh(x->values, GINT_TO_POINTER(c->location + 1), 98);
	}
	for (guint i = s->constraints->len; i-- > 0;) {
		int value = g_array_index(s->constraints, struct constraint, i).value;
		if (s->attempt.descriptor < 0 || !value_contains(x->values, value, s->attempt.descriptor))
			g_array_remove_index(s->constraints, i);
	}
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
	g_queue_push_tail(&x->work, GINT_TO_POINTER(id + 1));
	return id;
}

void explorer_emit(struct explorer *x, int from, guint first_event, struct state *s)
{
	struct frame *top = state_top(s);
	bool widened = false;
	if (!x->later && !s->attempt.tried && !s->attempt.following && !explorer_can_reach_site(x, s)) {
		state_free(s);
		return;
	}
	if (top->stmt == 0) {
		const struct function_info *info = program_info(x->program, top->function);
		state_forget_dead(s, x->values, info->live[top->block]);
		if (x->coarse)
			coarsen(x, s);
		const struct state *before = info->loop_head[top->block] ? too_often(x, from, s) : NULL;
		if (before) {
			widen(x, s, before);
			state_forget_dead(s, x->values, info->live[top->block]);
			widened = true;
		}
	}
	gpointer known = g_hash_table_lookup(x->index, s);
	if (known) {
		add_edge(x, from, GPOINTER_TO_INT(known) - 1, first_event);
		if (widened)
			node_at(x, GPOINTER_TO_INT(known) - 1)->widened = true;
		state_free(s);
		return;
	}
	if (x->nodes->len >= x->limit) {
		x->exceeded = true;
		state_free(s);
		return;
	}
	add_edge(x, from, add_node(x, from, first_event, s, widened), first_event);
}

/* --- ends and the next invocation ------------------------------------------------------------------------------- */

static bool outlives(const struct explorer *x, int location)
{
	const struct value *v = value_get(x->values, location);
	switch (v->kind) {
	case VALUE_GLOBAL: return strcmp(v->name, "errno") != 0;
	case VALUE_FIELD: return outlives(x, v->a);
	case VALUE_INIT: {
		const struct value *at = value_get(x->values, v->a);
		return at->kind == VALUE_LOCAL ? at->a == 0 && at->name == x->root->key && at->n < x->root->n_params
					       : outlives(x, v->a);
	}
	default: return false;
	}
}

/* Only constants are carried into the next invocation: flags. A static that holds something else then holds anything.
 */
static GArray *cells_left(struct explorer *x, const struct state *s)
{
	GArray *cells = g_array_new(FALSE, TRUE, sizeof(struct cell));
	for (guint i = 0; i < s->cells->len; i++) {
		struct cell c = g_array_index(s->cells, struct cell, i);
		gint64 n;
		if (!outlives(x, c.location))
			continue;
		if (state_constant(s, x->values, c.value, &n))
			c.value = value_const(x->values, n);
		else if (value_get(x->values, c.location)->kind == VALUE_GLOBAL)
			c.value = value_fresh(x->values, GINT_TO_POINTER(c.location + 1), 97);
		else
			continue;
		int start;
		struct state *none = state_new();
		start = eval_read(x, none, c.location);
		state_free(none);
		if (start != c.value)
			g_array_append_val(cells, c);
	}
	return cells;
}

static bool cells_equal(const GArray *a, const GArray *b)
{
	return a->len == b->len && (a->len == 0 || memcmp(a->data, b->data, a->len * sizeof(struct cell)) == 0);
}

static int find_valuation(struct explorer *x, GArray *cells /* taken */)
{
	for (guint i = 0; i < x->valuations->len; i++) {
		if (cells_equal(((struct valuation *)x->valuations->pdata[i])->cells, cells)) {
			g_array_unref(cells);
			return (int)i;
		}
	}
	if (x->valuations->len >= MAX_VALUATIONS) { /* too many to tell apart: all that changes holds anything */
		for (guint i = 0; i < cells->len; i++) {
			struct cell *c = &g_array_index(cells, struct cell, i);
			c->value = value_fresh(x->values, GINT_TO_POINTER(c->location + 1), 97);
		}
		for (guint i = MAX_VALUATIONS; i < x->valuations->len; i++) {
			if (cells_equal(((struct valuation *)x->valuations->pdata[i])->cells, cells)) {
				g_array_unref(cells);
				return (int)i;
			}
		}
		if (x->valuations->len >= 2 * MAX_VALUATIONS) {
			g_array_unref(cells);
			x->exceeded = true;
			return 0;
		}
	}
	struct valuation *v = g_new0(struct valuation, 1);
	v->cells = cells;
	v->start = -1;
	g_ptr_array_add(x->valuations, v);
	return (int)x->valuations->len - 1;
}

void explorer_end(struct explorer *x, int from, guint first_event, struct state *s, enum end_kind kind, int value)
{
	struct end end = {.kind = kind, .node = from, .valuation = -1, .pending = s->attempt.pending};
	if (kind == END_RETURN) {
		end.valuation = find_valuation(x, cells_left(x, s));
		end.returns_value = value >= 0;
		end.value_known = value >= 0 && state_constant(s, x->values, value, &end.value);
		explorer_settle_flags(x, s, from);
	}
	end.first_event = first_event;
	end.n_events = x->events->len - first_event;
	g_array_append_val(x->ends, end);
}

/* --- stepping --------------------------------------------------------------------------------------------------- */

static void note_assign(struct explorer *x, struct state *s, const struct cfg_stmt *stmt, int location, int value)
{
	const struct value *place = value_get(x->values, location);
	gint64 n;
	if (!s->attempt.pending || !outlives(x, location) || !state_constant(s, x->values, value, &n))
		return;
	const char *name = place->kind == VALUE_FIELD ? place->name : NULL;
	if (stmt->lhs->kind == CFG_VAR)
		name = cfg_var(state_top(s)->function, stmt->lhs->var)->name;
	explorer_event(x, &(struct event){.kind = EVENT_ASSIGN,
					  .function = state_top(s)->function,
					  .stmt = stmt,
					  .value = n,
					  .subject = name,
					  .subject_value = n,
					  .known = true});
}

static void run_assign(struct explorer *x, struct state *s, const struct cfg_stmt *stmt)
{
	if (!stmt->lhs)
		return;
	int value = eval(x, s, stmt->rhs);
	int location = eval_address(x, s, stmt->lhs);
	note_assign(x, s, stmt, location, value);
	state_write(s, location, value);
}

static struct event decision(struct explorer *x, struct state *s, enum event_kind kind, const struct cfg_term *t)
{
	struct event e = {.kind = kind, .function = state_top(s)->function, .term = t};
	eval_subject(x, s, t->cond, &e);
	return e;
}

static void go_to(struct state *s, int block)
{
	state_top(s)->block = block;
	state_top(s)->stmt = 0;
}

static void run_branch(struct explorer *x, struct state *s, int from, guint first_event, const struct cfg_term *t)
{
	struct event e = decision(x, s, EVENT_BRANCH, t);
	int cond = eval(x, s, t->cond), truth = state_truth(s, x->values, cond);
	guint mark = x->events->len;
	if (truth >= 0)
		e.value = truth;
	else
		e.known = false;
	for (int side = 1; side >= 0; side--) {
		if (truth == !side)
			continue;
		struct state *next = state_copy(s);
		if (truth < 0 && !state_assume(next, x->values, cond, side)) {
			state_free(next);
			continue;
		}
		guint first = side == 1 || truth == 0 ? first_event : explorer_repeat_events(x, first_event, mark);
		e.value = side;
		explorer_event(x, &e);
		go_to(next, side ? t->then : t->else_);
		explorer_emit(x, from, first, next);
	}
	state_free(s);
}

/* One way per case that the value may have, and the default if something is left. */
static void run_switch(struct explorer *x, struct state *s, int from, guint first_event, const struct cfg_term *t)
{
	struct event e = decision(x, s, EVENT_SWITCH, t);
	int value = eval(x, s, t->cond);
	guint mark = x->events->len;
	gint64 n;
	bool single = state_constant(s, x->values, value, &n);
	struct state *rest = state_copy(s);
	bool rest_feasible = true;
	e.known = e.known && single;
	for (unsigned i = 0; i < t->n_cases; i++) {
		const struct cfg_case *c = &t->cases[i];
		struct range in = range_of(c->low, c->high);
		struct state *next = state_copy(s);
		if (!state_restrict(next, x->values, value, &in)) {
			state_free(next);
			continue;
		}
		guint first = explorer_repeat_events(x, first_event, mark);
		e.value = i;
		explorer_event(x, &e);
		go_to(next, c->block);
		explorer_emit(x, from, first, next);
		struct range own = state_range(rest, x->values, value);
		if (c->low <= own.low && own.high <= c->high)
			rest_feasible = false;
		else if (c->low == c->high)
			rest_feasible = rest_feasible && state_assume(rest, x->values,
								      value_binary(x->values, CFG_NE, value,
										   value_const(x->values, c->low)),
								      true);
	}
	if (rest_feasible) {
		guint first = explorer_repeat_events(x, first_event, mark);
		e.value = -1;
		explorer_event(x, &e);
		go_to(rest, t->else_);
		explorer_emit(x, from, first, rest);
	} else {
		state_free(rest);
	}
	state_free(s);
}

/* Pops the top frame; its caller goes on behind the call, or at the handler when it throws. */
static void leave_frame(struct explorer *x, struct state *s, int value)
{
	struct frame left = *state_top(s);
	gint64 n = 0;
	bool known = value >= 0 && state_constant(s, x->values, value, &n);
	g_array_set_size(s->frames, s->frames->len - 1);
	explorer_event(x, &(struct event){.kind = EVENT_LEAVE,
					  .function = state_top(s)->function,
					  .stmt = left.call,
					  .subject = left.function->name,
					  .subject_value = n,
					  .known = known});
	if (left.call->lhs)
		state_write(s, eval_address(x, s, left.call->lhs),
			    value >= 0 ? value : state_fresh(s, x->values, left.call));
	state_drop_frame(s, x->values, s->frames->len);
}

static void run_return(struct explorer *x, struct state *s, int from, guint first_event, const struct cfg_term *t)
{
	int value = t->cond ? eval(x, s, t->cond) : -1;
	if (s->frames->len > 1) {
		leave_frame(x, s, value);
		explorer_emit(x, from, first_event, s);
		return;
	}
	gint64 n = 0;
	bool known = value >= 0 && state_constant(s, x->values, value, &n);
	explorer_event(x, &(struct event){.kind = EVENT_RETURN,
					  .function = state_top(s)->function,
					  .term = t,
					  .value = n,
					  .known = known});
	explorer_end(x, from, first_event, s, END_RETURN, value);
	state_free(s);
}

static void run_throw(struct explorer *x, struct state *s, int from, guint first_event, const struct cfg_term *t)
{
	int handler = t->else_;
	while (handler < 0 && s->frames->len > 1) {
		const struct cfg_stmt *call = state_top(s)->call;
		g_array_set_size(s->frames, s->frames->len - 1);
		state_drop_frame(s, x->values, s->frames->len);
		handler = call->unwind;
	}
	explorer_event(x, &(struct event){.kind = EVENT_THROW, .function = state_top(s)->function, .term = t});
	if (handler < 0) {
		explorer_end(x, from, first_event, s, END_THROW, -1);
		state_free(s);
		return;
	}
	go_to(s, handler);
	explorer_emit(x, from, first_event, s);
}

static void run_term(struct explorer *x, struct state *s, int from, guint first_event, const struct cfg_term *t)
{
	switch (t->kind) {
	case CFG_GOTO:
		go_to(s, t->then);
		explorer_emit(x, from, first_event, s);
		return;
	case CFG_BRANCH: run_branch(x, s, from, first_event, t); return;
	case CFG_SWITCH: run_switch(x, s, from, first_event, t); return;
	case CFG_RETURN: run_return(x, s, from, first_event, t); return;
	case CFG_THROW: run_throw(x, s, from, first_event, t); return;
	case CFG_STOP: state_free(s); return; /* not reached */
	}
}

static void run_node(struct explorer *x, int id)
{
	struct state *s = state_copy(node_at(x, id)->state);
	guint first_event = x->events->len;
	for (;;) {
		struct frame *top = state_top(s);
		const struct cfg_block *block = cfg_block(top->function, top->block);
		if ((guint)top->stmt >= block->stmts->len) {
			run_term(x, s, id, first_event, &block->term);
			return;
		}
		const struct cfg_stmt *stmt = block->stmts->pdata[top->stmt];
		if (stmt->kind == CFG_ASSIGN) {
			run_assign(x, s, stmt);
			state_top(s)->stmt++;
			continue;
		}
		enum call_effect effect = explorer_call(x, s, id, first_event, stmt);
		if (effect == CALL_FORKED || effect == CALL_ENDED) {
			state_free(s);
			return;
		}
		if (effect == CALL_ENTERED) {
			explorer_emit(x, id, first_event, s);
			return;
		}
		state_top(s)->stmt++;
	}
}

/* --- the whole -------------------------------------------------------------------------------------------------- */

static const struct cfg_stmt *find_site(const struct cfg_function *f, unsigned site, int *out_block, int *out_index)
{
	for (guint b = 0; f && site && b < f->blocks->len; b++) {
		const struct cfg_block *block = cfg_block(f, (int)b);
		for (guint i = 0; i < block->stmts->len; i++) {
			const struct cfg_stmt *s = block->stmts->pdata[i];
			if (s->kind == CFG_CALL && s->site == (int)site) {
				*out_block = (int)b;
				*out_index = (int)i;
				return s;
			}
		}
	}
	return NULL;
}

struct explorer *explorer_new(const struct flow_query *query, const struct cfg_function *root, unsigned limit)
{
	struct explorer *x = g_new0(struct explorer, 1);
	int block, index;
	x->query = query;
	x->rule = query->rule;
	x->program = query->program;
	x->root = root;
	x->site_function = program_find(query->program, query->function_key, query->path);
	x->site_stmt = find_site(x->site_function, query->site, &block, &index);
	x->limit = limit;
	x->values = value_table_new();
	x->tree = g_hash_table_new(NULL, NULL);
	x->reach = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	x->nodes = g_ptr_array_new_with_free_func(node_free);
	x->index = g_hash_table_new(state_hash, state_equal);
	g_queue_init(&x->work);
	x->events = g_array_new(FALSE, TRUE, sizeof(struct event));
	x->ends = g_array_new(FALSE, TRUE, sizeof(struct end));
	x->valuations = g_ptr_array_new_with_free_func(valuation_free);
	x->opaque = g_hash_table_new(NULL, NULL);
	for (unsigned i = 0; i < STATE_FLAGS; i++)
		x->lost_node[i] = -1;
	collect_tree(x, program_info(x->program, root));
	compute_reach(x);
	return x;
}

void explorer_free(struct explorer *x)
{
	if (!x)
		return;
	g_hash_table_unref(x->index);
	g_ptr_array_unref(x->nodes);
	g_ptr_array_unref(x->valuations);
	g_queue_clear(&x->work);
	g_array_unref(x->events);
	g_array_unref(x->ends);
	g_hash_table_unref(x->opaque);
	g_hash_table_unref(x->tree);
	g_hash_table_unref(x->reach);
	value_table_free(x->values);
	g_free(x);
}

static void start_invocation(struct explorer *x, struct valuation *v)
{
	struct state *s = state_new();
	struct frame f = {x->root, 0, 0, NULL};
	if (x->abandoned)
		find_site(x->site_function, x->query->site, &f.block, &f.stmt);
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
	find_valuation(x, g_array_new(FALSE, TRUE, sizeof(struct cell)));
	for (guint i = 0; i < x->valuations->len && !x->exceeded; i++) {
		x->later = i > 0; /* what a later invocation does instead of the call matters too */
		start_invocation(x, x->valuations->pdata[i]);
		gpointer id;
		while (!x->exceeded && (id = g_queue_pop_head(&x->work)))
			run_node(x, GPOINTER_TO_INT(id) - 1);
	}
}
