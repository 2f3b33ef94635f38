/* Forgetting on purpose: a loop whose state keeps changing is closed by making what changes anything (widening). That
 * adds paths and loses none. */
#include "flow/explorer.h"

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

#define UNROLL_FREE 2 /* rounds of a loop in which free choices were made */

static bool same_conditions(const struct state *a, const struct state *b)
{
	if (a->constraints->len != b->constraints->len)
		return false;
	for (guint i = 0; i < a->constraints->len; i++)
		if (g_array_index(a->constraints, struct constraint, i).value !=
		    g_array_index(b->constraints, struct constraint, i).value)
			return false;
	return true;
}

/* The nearest ancestor at the same point once there are too many of them; NULL before. A loop that only counts is
 * followed for many rounds; one that learns something new in each, or comes before the attempt, only for a few. */
const struct state *explorer_too_often(const struct explorer *x, int from, const struct state *s)
{
	const struct state *nearest = NULL;
	unsigned visits = 0, limit = x->query->limits->loop_unroll;
	for (int id = from; id >= 0; id = ((struct node *)x->nodes->pdata[id])->parent) {
		const struct state *old = ((struct node *)x->nodes->pdata[id])->state;
		if (old->frames->len < s->frames->len)
			break; /* the function was called anew since: its rounds count from there */
		if (old->attempt.pending != s->attempt.pending || old->attempt.following != s->attempt.following ||
		    !same_point(old, s))
			continue;
		if (!nearest) {
			nearest = old;
			if (!s->attempt.pending || !same_conditions(old, s))
				limit = UNROLL_FREE;
		}
		if (++visits > limit)
			return nearest;
	}
	return NULL;
}

struct given {
	const struct value_table *values;
	const struct cfg_function *root;
};

static bool is_not_given(int id, const struct value *v, void *data)
{
	(void)id;
	const struct given *g = data;
	if (v->kind != VALUE_INIT)
		return v->kind == VALUE_FRESH;
	const struct value *place = value_get(g->values, v->a);
	return place->kind != VALUE_LOCAL || place->a != 0 || place->name != g->root->key ||
	       (guint64)place->n >= g->root->n_params;
}

bool explorer_is_given(const struct explorer *x, int value)
{
	return !value_visit(x->values, value, is_not_given, &(struct given){x->values, x->root});
}

/* What a round has learnt of the root's parameters holds in every round. Bounds that move with the rounds are not kept,
 * or the loop would not close. */
static bool holds_in_every_round(const struct explorer *x, const struct constraint *c, const struct state *before)
{
	gint64 n;
	if (!explorer_is_given(x, c->value))
		return false;
	struct range old = state_range(before, x->values, c->value);
	return range_single(&c->range, &n) || (old.low == c->range.low && old.high == c->range.high);
}

/* What changed since the last round becomes anything. The address of the location names the unknown, so that a second
 * widening gives the same value and the loop closes. */
void explorer_widen(struct explorer *x, struct state *s, const struct state *before)
{
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(int));
	for (guint i = 0; i < s->cells->len; i++) {
		const struct cell *c = &g_array_index(s->cells, struct cell, i);
		int old;
		if (state_written(before, c->location, &old) && old == c->value)
			continue;
		if (c->value == s->attempt.descriptor)
			continue;
		g_array_append_val(places, c->location);
	}
	state_forget(s, x->values, places, FORGOTTEN_WIDENED);
	for (guint i = s->constraints->len; i-- > 0;) {
		const struct constraint *c = &g_array_index(s->constraints, struct constraint, i);
		bool kept = false;
		for (guint k = 0; k < before->constraints->len && !kept; k++) {
			const struct constraint *d = &g_array_index(before->constraints, struct constraint, k);
			kept = d->value == c->value && range_equal(&d->range, &c->range);
		}
		if (!kept && c->value != s->attempt.descriptor && !holds_in_every_round(x, c, before))
			g_array_remove_index(s->constraints, i);
	}
}

static bool keeps_meaning(const struct explorer *x, const struct state *s, int value)
{
	const struct value *v = value_get(x->values, value);
	return v->kind == VALUE_CONST || v->kind == VALUE_LOCAL || v->kind == VALUE_GLOBAL || v->kind == VALUE_FIELD ||
	       v->kind == VALUE_FUNC || v->kind == VALUE_STRING ||
	       (s->attempt.descriptor >= 0 && value_contains(x->values, value, s->attempt.descriptor)) ||
	       flags_descriptor_in(x, s, value);
}

static bool is_memory(int id, const struct value *v, void *data)
{
	(void)id;
	const struct value_table *t = data;
	if (v->kind != VALUE_INIT)
		return false;
	const struct value *place = value_get(t, v->a);
	return place->kind != VALUE_LOCAL && place->kind != VALUE_GLOBAL;
}

/* Before the attempt a loop comes round with what its rounds have learnt of objects: that is forgotten, or every
 * combination of rounds would be a state of its own. Constants in them, which may be flags, stay. */
void explorer_forget_objects(struct explorer *x, struct state *s)
{
	for (guint i = s->constraints->len; i-- > 0;)
		if (value_visit(x->values, g_array_index(s->constraints, struct constraint, i).value, is_memory,
				x->values))
			g_array_remove_index(s->constraints, i);
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(int));
	for (guint i = 0; i < s->cells->len; i++) {
		const struct cell *c = &g_array_index(s->cells, struct cell, i);
		const struct value *place = value_get(x->values, c->location);
		if (place->kind != VALUE_LOCAL && place->kind != VALUE_GLOBAL && !keeps_meaning(x, s, c->value))
			g_array_append_val(places, c->location);
	}
	state_forget(s, x->values, places, FORGOTTEN_COARSE);
}

#define NEAR_OBJECTS                                                                                                   \
	3 /* pointers from a variable to an object that a loop keeps in mind from one round to the next                \
	   */

/* How many pointers were followed to come to this place. */
static unsigned distance_of(const struct explorer *x, int location)
{
	const struct value *v = value_get(x->values, location);
	switch (v->kind) {
	case VALUE_INIT: return 1 + distance_of(x, v->a);
	case VALUE_FIELD:
	case VALUE_CAST:
	case VALUE_OP: return distance_of(x, v->a);
	default: return 0;
	}
}

static bool is_mentioned(const struct state *s, const struct value_table *t, int value)
{
	for (guint i = 0; i < s->cells->len; i++)
		if (value_contains(t, g_array_index(s->cells, struct cell, i).value, value))
			return true;
	return false;
}

/* A loop that takes one object after another off a list would keep all of them in mind. What lies far from any variable
 * is as unknown as it was at the start: its cell goes, and so do the conditions on what lay there. */
void explorer_forget_far(struct explorer *x, struct state *s)
{
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(int));
	for (guint i = s->cells->len; i-- > 0;) {
		struct cell c = g_array_index(s->cells, struct cell, i);
		int start = value_init(x->values, c.location), fd = s->attempt.descriptor;
		if (distance_of(x, c.location) < NEAR_OBJECTS || (fd >= 0 && value_contains(x->values, c.value, fd)))
			continue;
		if (is_mentioned(s, x->values, start)) {
			g_array_append_val(places, c.location);
			continue;
		}
		g_array_remove_index(s->cells, i);
		for (guint k = s->constraints->len; k-- > 0;)
			if (value_contains(x->values, g_array_index(s->constraints, struct constraint, k).value, start))
				g_array_remove_index(s->constraints, k);
	}
	state_forget(s, x->values, places, FORGOTTEN_COARSE);
}

struct leaves {
	const struct explorer *x;
	bool guessed, free;
};

static bool look_at_leaf(int id, const struct value *v, void *data)
{
	struct leaves *l = data;
	if (v->kind == VALUE_INIT)
		l->free = true;
	if (v->kind != VALUE_FRESH)
		return false;
	bool forgotten = value_forgotten_place(l->x->values, id) >= 0 && v->n != FORGOTTEN_BETWEEN;
	if (forgotten || g_hash_table_contains(l->x->skipped, v->origin))
		l->guessed = true;
	else
		l->free = true;
	return false;
}

bool explorer_is_guess(const struct explorer *x, int value)
{
	struct leaves l = {x, false, false};
	value_visit(x->values, value, look_at_leaf, &l);
	return l.guessed && !l.free;
}
