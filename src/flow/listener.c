/* Which listener a call is about, and whether a fallback's is the one that the attempt was made for. An event loop that
 * accepts on several of them answers a failure on one with a call on another only by its looks. */
#include "flow/calls.h"

#include "rules/library.h"

/* A call's result, or a parameter or local of which nothing is known any more. */
static bool is_open_part(int id, const struct value *v, void *data)
{
	(void)id;
	const struct explorer *x = data;
	if (v->kind != VALUE_INIT)
		return v->kind == VALUE_FRESH;
	const struct value *place = value_get(x->values, v->a);
	return place->kind == VALUE_LOCAL && (place->a > 0 || place->n >= x->root->n_params);
}

static bool is_open(const struct explorer *x, int value)
{
	return value_visit(x->values, value, is_open_part, (void *)x);
}

/* What an open value was found equal to on this path, where that is none: `if (event == listener)`. */
static int known_as(const struct explorer *x, const struct state *s, int value)
{
	gint64 n;
	for (guint i = 0; i < s->constraints->len; i++) {
		const struct constraint *c = &g_array_index(s->constraints, struct constraint, i);
		const struct value *v = value_get(x->values, c->value);
		if (v->kind != VALUE_OP || v->op != CFG_EQ || !range_single(&c->range, &n) || n != 1)
			continue;
		if (v->a == value && !is_open(x, v->b))
			return v->b;
		if (v->b == value && !is_open(x, v->a))
			return v->a;
	}
	return value;
}

void listener_of(struct explorer *x, struct state *s, const struct cfg_stmt *call, int *out_listener, int *out_place)
{
	int index = x->rule->descriptor_argument;
	*out_listener = call_argument(x, s, call, index);
	*out_place = -1;
	if (*out_listener < 0)
		return;
	int place = eval_place(x, s, call->args[index]);
	if (place >= 0 && value_get(x->values, place)->kind != VALUE_LOCAL)
		*out_place = place;
	if (is_open(x, *out_listener))
		*out_listener = known_as(x, s, *out_listener);
}

/* Where an element's array begins, and the number of the element. */
static int element_of(const struct explorer *x, int address, gint64 *out_index)
{
	const struct value *v = value_get(x->values, address);
	*out_index = 0;
	if (v->kind == VALUE_OP && v->op == CFG_ADD && value_is_const(x->values, v->b, out_index))
		return v->a;
	return address;
}

/* Two members of one object, or the same of two elements of one array. */
static bool are_siblings(const struct explorer *x, int a, int b)
{
	while (a >= 0 && b >= 0 && a != b) {
		const struct value *v = value_get(x->values, a), *w = value_get(x->values, b);
		if (v->kind != VALUE_FIELD || w->kind != VALUE_FIELD) {
			gint64 i, k;
			return element_of(x, a, &i) == element_of(x, b, &k) && i != k;
		}
		if (v->a == w->a)
			return v->name != w->name;
		if (v->name != w->name)
			return false;
		a = v->a;
		b = w->a;
	}
	return false;
}

static bool is_held(const struct state *s, int value)
{
	for (guint i = 0; i < s->cells->len; i++)
		if (g_array_index(s->cells, struct cell, i).value == value)
			return true;
	return false;
}

static bool arguments_differ(const struct cfg_stmt *a, const struct cfg_stmt *b)
{
	for (unsigned i = 0; i < a->n_args && i < b->n_args; i++) {
		const struct cfg_expr *e = a->args[i], *f = b->args[i];
		if (e->kind == f->kind &&
		    ((e->kind == CFG_CONST && e->value != f->value) || (e->kind == CFG_STRING && e->name != f->name)))
			return true;
	}
	return false;
}

/* Results of two calls that both are kept: of socket(), which never gives one twice, or of one function that was asked
 * for different things. */
static bool are_opened_apart(const struct explorer *x, const struct state *s, int a, int b)
{
	const struct value *v = value_get(x->values, a), *w = value_get(x->values, b);
	if (v->kind != VALUE_FRESH || w->kind != VALUE_FRESH || v->origin == w->origin ||
	    !g_hash_table_contains(x->results, v->origin) || !g_hash_table_contains(x->results, w->origin))
		return false;
	const struct cfg_stmt *c = v->origin, *d = w->origin;
	if (c->callee->kind != CFG_FUNC || d->callee->kind != CFG_FUNC || c->callee->name != d->callee->name)
		return false;
	return (library_does(c->callee->name, LIBRARY_OPENS) || arguments_differ(c, d)) && is_held(s, a) &&
	       is_held(s, b);
}

/* Two listeners are taken for different only where that is plain: two constants, two places in memory that nothing open
 * leads to, two members of one object, whatever that is, two sockets. */
bool listener_is_same(const struct explorer *x, const struct state *s, int listener, int place)
{
	int a = s->attempt.listener, b = listener;
	if (a < 0 || b < 0 || a == b)
		return true;
	const struct value *v = value_get(x->values, a), *w = value_get(x->values, b);
	if (v->kind == VALUE_INIT && w->kind == VALUE_INIT && are_siblings(x, v->a, w->a))
		return false;
	if (are_siblings(x, s->attempt.place, place) || are_opened_apart(x, s, a, b) ||
	    are_siblings(x, value_forgotten_place(x->values, a), value_forgotten_place(x->values, b)))
		return false;
	return is_open(x, a) || is_open(x, b);
}
