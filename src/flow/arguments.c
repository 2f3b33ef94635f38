/* What a call is given: the watched descriptor, or an object of which the path knows something. */
#include "flow/callee.h"

#include "flow/calls.h"

/* A member or an element of it, or itself. What an array's elements are counted from is what it holds. */
bool place_lies_in(const struct explorer *x, int location, int whole)
{
	while (location != whole) {
		const struct value *v = value_get(x->values, location);
		if (v->kind == VALUE_INIT && v->a == whole)
			return true;
		if (v->kind != VALUE_FIELD && !(v->kind == VALUE_OP && v->op == CFG_ADD))
			return false;
		location = v->a;
	}
	return true;
}

/* Itself, or the object that it lies in. */
bool arguments_hold_descriptor(struct explorer *x, struct state *s, const struct cfg_stmt *call, bool *out_itself)
{
	bool given = false;
	*out_itself = false;
	for (unsigned i = 0; i < call->n_args; i++) {
		int a = call_argument(x, s, call, (int)i);
		*out_itself |= a == s->attempt.descriptor;
		given |= a == s->attempt.descriptor || flags_descriptor_in(x, s, a);
	}
	return given;
}

/* Whether a function that nobody sees can come by the watched descriptor: it is an argument, lies in what an argument
 * points to, or in memory that is no local's. */
bool arguments_may_lead_to_descriptor(struct explorer *x, struct state *s, const struct cfg_stmt *call)
{
	bool itself;
	if (arguments_hold_descriptor(x, s, call, &itself))
		return true;
	for (guint i = 0; i < s->cells->len; i++) {
		const struct cell *c = &g_array_index(s->cells, struct cell, i);
		const struct value *place = value_get(x->values, c->location);
		if (place->kind != VALUE_LOCAL && value_contains(x->values, c->value, s->attempt.descriptor))
			return true;
	}
	return false;
}

/* Something is known of what lies in the object, or it holds the listener. */
static bool is_known(const struct explorer *x, const struct state *s, int address)
{
	for (guint i = 0; i < s->cells->len; i++) {
		int location = g_array_index(s->cells, struct cell, i).location;
		if (value_contains(x->values, location, address))
			return true;
	}
	for (guint i = 0; i < s->constraints->len; i++)
		if (value_lay_in(x->values, g_array_index(s->constraints, struct constraint, i).value, address))
			return true;
	return s->attempt.listener >= 0 && value_lay_in(x->values, s->attempt.listener, address);
}

/* An argument leads to an object of which the path knows something. */
bool arguments_lead_to_known(struct explorer *x, struct state *s, const struct cfg_stmt *call)
{
	for (unsigned i = 0; i < call->n_args; i++) {
		int a = call_argument(x, s, call, (int)i);
		if (value_get(x->values, a)->kind != VALUE_CONST && is_known(x, s, a))
			return true;
	}
	return false;
}

/* Whether the callee can come by the watched descriptor: it is an argument, lies in what an argument points to, or in
 * memory that the callee reads by its name. */
bool arguments_let_reach_descriptor(struct explorer *x, struct state *s, const struct cfg_function *callee,
				    const struct cfg_stmt *call)
{
	bool itself;
	if (arguments_hold_descriptor(x, s, call, &itself))
		return true;
	GHashTable *read = reads_of(x->reads, callee);
	for (guint i = 0; i < s->cells->len; i++) {
		const struct cell *c = &g_array_index(s->cells, struct cell, i);
		const struct value *place = value_get(x->values, c->location);
		if (!value_contains(x->values, c->value, s->attempt.descriptor))
			continue;
		for (unsigned k = 0; k < call->n_args; k++)
			if (place_lies_in(x, c->location, call_argument(x, s, call, (int)k)))
				return true;
		bool named = place->kind == VALUE_FIELD || place->kind == VALUE_GLOBAL;
		if (place->kind != VALUE_LOCAL && g_hash_table_contains(read, named ? place->name : READS_ANY))
			return true;
	}
	return false;
}
