/* One step: from a node through its block to the next points where paths part or meet. Statements change the state, the
 * terminator makes the successors, one for each way that is feasible. */
#include "flow/explorer.h"

#include <string.h>

#include "cfg/thrown.h"

static void note_assign(struct explorer *x, struct state *s, const struct cfg_stmt *stmt, int location, int value)
{
	const struct value *place = value_get(x->values, location);
	gint64 n;
	if (!s->attempt.pending || !explorer_outlives(x, location) || !state_constant(s, x->values, value, &n))
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
	gint64 n; /* what is computed to a number is that number, or a flag that a loop sets again would be a new value
		   */
	if (value_get(x->values, value)->kind == VALUE_OP && state_constant(s, x->values, value, &n))
		value = value_const(x->values, n);
	note_assign(x, s, stmt, location, value);
	probe_watch(x, s, stmt, value);
	eval_write(x, s, location, value, eval_place(x, s, stmt->rhs));
}

static struct event decision(struct explorer *x, struct state *s, enum event_kind kind, const struct cfg_term *t)
{
	struct event e = {.kind = kind, .function = state_top(s)->function, .term = t};
	eval_subject(x, s, t->cond, &e);
	struct known_test test;
	if (!e.known && known_decides(x->program, e.function, t->cond, &test)) {
		e.subject = test.name;
		e.subject_value = test.n;
		e.known = true;
		e.never = test.op;
	}
	return e;
}

/* The decision on this value (-1: it is known) goes both ways only because something was forgotten. */
static void note_guess(struct explorer *x, struct state *s, int value, const struct cfg_term *t)
{
	if (value < 0 || !s->attempt.pending || s->attempt.guessed || !explorer_is_guess(x, value))
		return;
	s->attempt.guessed = true;
	if (!x->guess)
		x->guess = t->text ? t->text : g_intern_static_string("a condition");
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
	known_note_test(x, s, t->cond);
	if (truth >= 0)
		e.value = truth;
	else
		e.known = false;
	e.open = truth < 0;
	note_guess(x, s, truth < 0 ? cond : -1, t);
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
		x->decided = truth >= 0;
		explorer_emit(x, from, first, next);
		x->decided = false;
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
	note_guess(x, s, single ? -1 : value, t);
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
static void leave_frame(struct explorer *x, struct state *s, int value, int from)
{
	struct frame left = *state_top(s);
	gint64 n = 0;
	bool known = value >= 0 && state_constant(s, x->values, value, &n);
	g_array_set_size(s->frames, s->frames->len - 1);
	explorer_event(x, &(struct event){.kind = EVENT_LEAVE,
					  .function = state_top(s)->function,
					  .stmt = left.call,
					  .subject = left.function->name,
					  .left = left.function,
					  .subject_value = n,
					  .known = known});
	if (left.call->lhs && value < 0)
		value = state_fresh(s, x->values, left.call);
	probe_watch(x, s, left.call, value);
	if (left.call->lhs)
		eval_write(x, s, eval_address(x, s, left.call->lhs), value, from);
	state_drop_frame(s, x->values, s->frames->len);
}

static void run_return(struct explorer *x, struct state *s, int from, guint first_event, const struct cfg_term *t)
{
	int value = t->cond ? eval(x, s, t->cond) : -1;
	if (s->frames->len > 1) {
		leave_frame(x, s, value, eval_place(x, s, t->cond));
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

/* A handler that takes what was thrown, or surely does not; what nothing is known of goes both ways. */
static void run_catch(struct explorer *x, struct state *s, int from, guint first_event, const struct cfg_term *t)
{
	int takes = cfg_thrown_matches(s->thrown, t->type);

	if (takes < 0) {
		run_branch(x, s, from, first_event, t);
		return;
	}
	if (takes)
		s->thrown = NULL;
	go_to(s, takes ? t->then : t->else_);
	explorer_emit(x, from, first_event, s);
}

static void run_throw(struct explorer *x, struct state *s, int from, guint first_event, const struct cfg_term *t)
{
	int handler = t->else_;
	if (t->type)
		s->thrown = strcmp(t->type, CFG_THROWN_UNKNOWN) == 0 ? NULL : t->type;
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

/* Behind a call that does not come back, whatever the body that was found for it seems to do. */
static void run_stop(struct explorer *x, struct state *s, int from, guint first_event)
{
	const struct frame *top = state_top(s);
	const GPtrArray *stmts = cfg_block(top->function, top->block)->stmts;
	const struct cfg_stmt *last = stmts->len ? stmts->pdata[stmts->len - 1] : NULL;
	if (last && last->kind == CFG_CALL && last->noreturn) {
		explorer_event(x, &(struct event){.kind = EVENT_EXIT, .function = top->function, .stmt = last});
		explorer_end(x, from, first_event, s, END_EXIT, -1);
	}
	state_free(s);
}

static void run_term(struct explorer *x, struct state *s, int from, guint first_event, const struct cfg_term *t)
{
	switch (t->kind) {
	case CFG_GOTO:
		go_to(s, t->then);
		explorer_emit(x, from, first_event, s);
		return;
	case CFG_BRANCH: (t->type ? run_catch : run_branch)(x, s, from, first_event, t); return;
	case CFG_SWITCH: run_switch(x, s, from, first_event, t); return;
	case CFG_RETURN: run_return(x, s, from, first_event, t); return;
	case CFG_THROW: run_throw(x, s, from, first_event, t); return;
	case CFG_STOP: run_stop(x, s, from, first_event); return;
	}
}

void explorer_step(struct explorer *x, int id)
{
	struct state *s = state_copy(((struct node *)x->nodes->pdata[id])->state);
	guint first_event = x->events->len;
	for (;;) {
		struct frame *top = state_top(s);
		const struct cfg_block *block = cfg_block(top->function, top->block);
		if ((guint)top->stmt >= block->stmts->len) {
			run_term(x, s, id, first_event, &block->term);
			return;
		}
		const struct cfg_stmt *stmt = block->stmts->pdata[top->stmt];
		if (stmt == x->avoided) {
			state_free(s);
			return;
		}
		x->reached |= stmt == x->watched;
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
