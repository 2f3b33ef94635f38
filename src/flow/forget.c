/* Forgetting what cannot matter any more, so that paths that differ only in what is over meet again: locals of left
 * frames, dead variables, objects nothing refers to, and conditions on values nothing holds. */
#include "flow/state.h"

#include "flow/reads.h"

struct sweep {
	const struct state *state;
	struct value_table *table;
	const guint8 *live;
	struct reads *reads;
	bool keep_given;
};

static bool local_is_live(const struct sweep *w, const struct value *v)
{
	guint top = w->state->frames->len - 1;
	if ((guint)v->a > top)
		return false;
	if ((guint)v->a < top || !w->live)
		return true;
	const struct frame *f = state_top(w->state);
	if ((guint)v->n >= f->function->vars->len || v->name != f->function->key)
		return false;
	return cfg_var(f->function, (int)v->n)->address_taken || (w->live[v->n / 8] >> (v->n % 8) & 1);
}

static bool location_is_live(const struct sweep *w, int location);

/* What the root's parameters point to outlives the root. */
static bool is_root_parameter(const struct sweep *w, int location)
{
	const struct value *v = value_get(w->table, location);
	const struct cfg_function *root = g_array_index(w->state->frames, struct frame, 0).function;
	return v->kind == VALUE_LOCAL && v->a == 0 && v->name == root->key && (guint)v->n < root->n_params;
}

/* An INIT node as a value: something holds it, or it still lies where it was, or it tells which of the earlier requests
 * are like this invocation. */
static bool value_is_live(const struct sweep *w, int id)
{
	const struct value *v = value_get(w->table, id);
	if (w->keep_given && v->kind == VALUE_INIT && is_root_parameter(w, v->a))
		return true;
	return value_is_marked(w->table, id) ||
	       (v->kind == VALUE_INIT && location_is_live(w, v->a) && !state_written(w->state, v->a, &(int){0}));
}

static bool is_lost_value(int id, const struct value *v, void *data)
{
	const struct sweep *w = data;
	return v->kind == VALUE_FRESH && v->a < 0 && !value_is_marked(w->table, id);
}

/* Whether something can still be reached under this address. */
static bool location_is_live(const struct sweep *w, int location)
{
	const struct value *v = value_get(w->table, location);
	switch (v->kind) {
	case VALUE_LOCAL: return local_is_live(w, v);
	case VALUE_FIELD: return location_is_live(w, v->a);
	case VALUE_OP: /* an element: nobody asks for it again whose number nobody holds */
		return location_is_live(w, v->a) && !value_visit(w->table, v->b, is_lost_value, (void *)w);
	case VALUE_CAST: return location_is_live(w, v->a);
	case VALUE_INIT: return is_root_parameter(w, v->a) || value_is_live(w, location);
	case VALUE_FRESH: return value_is_marked(w->table, location);
	default: return true;
	}
}

static bool mark_leaf(int id, const struct value *v, void *data)
{
	if (v->kind == VALUE_FRESH || v->kind == VALUE_INIT)
		value_mark(((struct sweep *)data)->table, id);
	return false;
}

/* The name under which memory at this address is read. */
static const char *read_name(const struct sweep *w, int location)
{
	const struct value *v = value_get(w->table, location);
	if (v->kind == VALUE_FIELD || v->kind == VALUE_GLOBAL)
		return v->name;
	return v->kind == VALUE_LOCAL ? NULL : READS_ANY;
}

/* Whether any frame may still read what lies there. */
static bool may_be_read(const struct sweep *w, int location)
{
	const char *name = read_name(w, location);
	if (!name || !w->reads)
		return true;
	for (guint i = 0; i < w->state->frames->len; i++) {
		const struct frame *f = &g_array_index(w->state->frames, struct frame, i);
		if (reads_later(w->reads, f->function, f->block, name))
			return true;
	}
	return false;
}

/* A condition on this value says nothing about anything that is left. */
static bool value_is_dead(const struct sweep *w, int id)
{
	const struct value *v = value_get(w->table, id);
	switch (v->kind) {
	case VALUE_FRESH: return !value_is_live(w, id);
	case VALUE_INIT: return !value_is_live(w, id) || (!value_is_marked(w->table, id) && !may_be_read(w, v->a));
	case VALUE_FIELD: return !location_is_live(w, v->a);
	case VALUE_CAST: return value_is_dead(w, v->a);
	case VALUE_OP: return value_is_dead(w, v->a) || (v->b >= 0 && value_is_dead(w, v->b));
	default: return false;
	}
}

static void sweep_cells(struct state *s, struct sweep *w)
{
	bool again = true;
	/* Marks (FRESH and INIT nodes that memory or the attempt mention) and liveness of heap cells depend on each
	 * other: start from everything marked, drop until nothing changes. */
	while (again) {
		again = false;
		value_marks_begin(w->table);
		for (guint i = 0; i < s->cells->len; i++)
			value_visit(w->table, g_array_index(s->cells, struct cell, i).value, mark_leaf, w);
		value_visit(w->table, s->attempt.descriptor, mark_leaf, w);
		value_visit(w->table, s->attempt.listener, mark_leaf, w);
		value_visit(w->table, s->attempt.place, mark_leaf, w);
		value_visit(w->table, s->attempt.event, mark_leaf, w);
		value_visit(w->table, s->attempt.asked, mark_leaf, w);
		for (guint i = s->cells->len; i-- > 0;) {
			if (!location_is_live(w, g_array_index(s->cells, struct cell, i).location)) {
				g_array_remove_index(s->cells, i);
				again = true;
			}
		}
	}
}

void state_forget_dead(struct state *s, struct value_table *t, const guint8 *live, struct reads *reads, bool keep_given)
{
	bool untold = !s->attempt.tried || s->attempt.asked == ASKED_EARLIER;
	struct sweep w = {s, t, live, reads, keep_given && untold};
	sweep_cells(s, &w);
	for (guint i = s->constraints->len; i-- > 0;)
		if (value_is_dead(&w, g_array_index(s->constraints, struct constraint, i).value))
			g_array_remove_index(s->constraints, i);
}

static bool leaf_of_depth(int id, const struct value *v, void *data)
{
	(void)id;
	return v->kind == VALUE_LOCAL && v->a >= *(int *)data;
}

void state_drop_frame(struct state *s, const struct value_table *t, unsigned depth)
{
	int d = (int)depth;
	for (guint i = s->cells->len; i-- > 0;)
		if (value_visit(t, g_array_index(s->cells, struct cell, i).location, leaf_of_depth, &d))
			g_array_remove_index(s->cells, i);
	for (guint i = s->constraints->len; i-- > 0;)
		if (value_visit(t, g_array_index(s->constraints, struct constraint, i).value, leaf_of_depth, &d))
			g_array_remove_index(s->constraints, i);
}
