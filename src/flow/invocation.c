/* Ends of paths, and what they leave for the next invocation: constants in variables with static storage and in objects
 * that outlive the call are flags, everything else starts anew. */
#include "flow/explorer.h"

#include <string.h>

#define MAX_VALUATIONS 8

bool explorer_outlives(const struct explorer *x, int location)
{
	const struct value *v = value_get(x->values, location);
	switch (v->kind) {
	case VALUE_GLOBAL: return strcmp(v->name, "errno") != 0;
	case VALUE_FIELD: return explorer_outlives(x, v->a);
	case VALUE_INIT: {
		const struct value *at = value_get(x->values, v->a);
		return at->kind == VALUE_LOCAL ? at->a == 0 && at->name == x->root->key && at->n < x->root->n_params
					       : explorer_outlives(x, v->a);
	}
	default: return false;
	}
}

/* Whether what lies there when the first invocation begins is known. */
static bool starts_known(struct explorer *x, int location, int *out_start)
{
	struct state *none = state_new();
	*out_start = eval_read(x, none, location);
	bool known = value_get(x->values, *out_start)->kind != VALUE_INIT || none->constraints->len > 0;
	state_free(none);
	return known;
}

static const char *name_of(const struct explorer *x, int location)
{
	const struct value *v = value_get(x->values, location);
	return v->kind == VALUE_FIELD || v->kind == VALUE_GLOBAL ? v->name : READS_ANY;
}

/* A variable that this invocation's attempt has left with a constant: the next one may call the fallback outright, and
 * owe what this one has asked for. Others may have written it by then. */
static bool is_flag(const struct explorer *x, const struct state *s, const struct cell *c)
{
	gint64 n;
	return x->requests->len && s->attempt.tried && value_get(x->values, c->location)->kind == VALUE_GLOBAL &&
	       value_is_const(x->values, c->value, &n);
}

/* Only constants and functions are carried into the next invocation: flags. What held anything at the start was
 * explored with anything, so that its new value only matters when an attempt was given up, since it may make the next
 * one fall back, or when flags are owed. */
static GArray *cells_left(struct explorer *x, const struct state *s)
{
	GArray *cells = g_array_new(FALSE, TRUE, sizeof(struct cell));
	for (guint i = 0; i < s->cells->len; i++) {
		struct cell c = g_array_index(s->cells, struct cell, i);
		int start;
		gint64 n;
		if (!explorer_outlives(x, c.location) || !reads_later(x->reads, x->root, 0, name_of(x, c.location)))
			continue;
		bool known = starts_known(x, c.location, &start);
		if (!known && !s->attempt.pending) {
			if (!is_flag(x, s, &c))
				continue;
			c.value = value_forgotten(x->values, c.location, FORGOTTEN_BETWEEN);
		} else if (state_constant(s, x->values, c.value, &n))
			c.value = value_const(x->values, n);
		else if (known && value_get(x->values, c.value)->kind != VALUE_FUNC)
			c.value = value_forgotten(x->values, c.location, FORGOTTEN_BETWEEN);
		else if (!known)
			continue;
		if (start != c.value)
			g_array_append_val(cells, c);
	}
	return cells;
}

static bool cells_equal(const GArray *a, const GArray *b)
{
	return a->len == b->len && (a->len == 0 || memcmp(a->data, b->data, a->len * sizeof(struct cell)) == 0);
}

static int known_valuation(const struct explorer *x, const GArray *cells)
{
	for (guint i = 0; i < x->valuations->len; i++)
		if (cells_equal(((struct valuation *)x->valuations->pdata[i])->cells, cells))
			return (int)i;
	return -1;
}

/* Too many to tell apart: first the objects are left out, which held anything at the start anyway; in the end whatever
 * changes holds anything. */
static void merge_valuations(struct explorer *x, GArray *cells)
{
	bool all = x->valuations->len >= 2 * MAX_VALUATIONS;
	for (guint i = cells->len; i-- > 0;) {
		struct cell *c = &g_array_index(cells, struct cell, i);
		if (value_get(x->values, c->location)->kind != VALUE_GLOBAL)
			g_array_remove_index(cells, i);
		else if (all)
			c->value = value_forgotten(x->values, c->location, FORGOTTEN_BETWEEN);
	}
}

int explorer_valuation(struct explorer *x, GArray *cells /* taken */)
{
	int known = known_valuation(x, cells);
	if (known < 0 && x->valuations->len >= MAX_VALUATIONS) {
		merge_valuations(x, cells);
		known = known_valuation(x, cells);
	}
	if (known >= 0 || x->valuations->len >= 3 * MAX_VALUATIONS) {
		x->exceeded |= known < 0;
		g_array_unref(cells);
		return MAX(known, 0);
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
		end.valuation = explorer_valuation(x, cells_left(x, s));
		end.returns_value = value >= 0;
		end.value_known = value >= 0 && state_constant(s, x->values, value, &end.value);
		flags_settle(x, s, from);
	}
	end.first_event = first_event;
	end.n_events = x->events->len - first_event;
	g_array_append_val(x->ends, end);
}
