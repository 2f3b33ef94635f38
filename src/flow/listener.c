/* Which listener a call is about, and whether a fallback's is the one that the attempt was made for. An event loop that
 * accepts on several of them answers a failure on one with a call on another only by its looks; and what it does with
 * the next event is for the next connection, unless the failure is what makes it so. */
#include "flow/calls.h"

#include <string.h>

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

/* A descriptor is an int: a conversion that keeps as many bits (to the long of a raw call) makes no other of it. */
static int unconverted(const struct explorer *x, int value)
{
	for (const struct value *v; value >= 0; value = v->a) {
		v = value_get(x->values, value);
		if (v->kind != VALUE_CAST || v->n < 32)
			return value;
	}
	return value;
}

struct listener listener_of(struct explorer *x, struct state *s, const struct cfg_stmt *call)
{
	int index = x->rule->descriptor_argument;
	int value = unconverted(x, call_argument(x, s, call, index));
	struct listener l = {value, -1, value};
	if (value < 0)
		return l;
	int place = eval_place(x, s, call->args[index]);
	if (place >= 0 && value_get(x->values, place)->kind != VALUE_LOCAL)
		l.place = place;
	if (is_open(x, value))
		l.value = known_as(x, s, value);
	return l;
}

void listener_remember(struct state *s, const struct listener *l)
{
	s->attempt.listener = l->value;
	s->attempt.place = l->place;
	s->attempt.event = l->event;
	s->attempt.stale = false;
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

/* The path has found them to differ, or they cannot be equal. */
static bool are_told_apart(struct explorer *x, const struct state *s, int a, int b)
{
	return state_truth(s, x->values, value_binary(x->values, CFG_EQ, a, b)) == 0 ||
	       state_truth(s, x->values, value_binary(x->values, CFG_EQ, b, a)) == 0;
}

/* --- events ------------------------------------------------------------------------------------------------------- */

struct pair {
	const struct explorer *x;
	int whole;          /* the value looked through */
	const void *origin; /* what is looked for in it */
};

static bool is_of_origin(int id, const struct value *v, void *data)
{
	(void)id;
	return v->kind == VALUE_FRESH && v->origin == ((struct pair *)data)->origin;
}

/* The result of a call that has given a part of the whole, too, but another one. */
static bool is_made_anew(int id, const struct value *v, void *data)
{
	struct pair *p = data;
	if (v->kind != VALUE_FRESH || value_contains(p->x->values, p->whole, id))
		return false;
	p->origin = v->origin;
	return value_visit(p->x->values, p->whole, is_of_origin, p);
}

static bool is_shared(int id, const struct value *v, void *data)
{
	const struct pair *p = data;
	return v->kind == VALUE_FRESH && value_contains(p->x->values, p->whole, id);
}

/* Elements of one array, of which at least one index is open. */
static bool may_be_another_element(const struct explorer *x, int a, int b)
{
	while (a >= 0 && b >= 0 && a != b) {
		const struct value *v = value_get(x->values, a), *w = value_get(x->values, b);
		bool sum = v->kind == VALUE_OP && v->op == CFG_ADD, other = w->kind == VALUE_OP && w->op == CFG_ADD;
		if (sum || other)
			return (sum ? v->a : a) == (other ? w->a : b);
		if (v->kind != w->kind || (v->kind != VALUE_INIT && v->kind != VALUE_FIELD) || v->name != w->name)
			return false;
		a = v->a;
		b = w->a;
	}
	return false;
}

/* The call that gave the attempt's listener was made again, and gave this one; or it comes of the same thing in another
 * way: the next element, what the next pointer leads to. */
static bool is_next_event(const struct explorer *x, const struct state *s, const struct listener *l)
{
	struct pair made = {x, s->attempt.event, NULL}, same = {x, s->attempt.listener, NULL};
	return (s->attempt.event >= 0 && value_visit(x->values, l->event, is_made_anew, &made)) ||
	       may_be_another_element(x, s->attempt.listener, l->value) ||
	       value_visit(x->values, l->value, is_shared, &same);
}

void listener_refilled(const struct explorer *x, struct state *s, int object)
{
	if (s->attempt.pending && s->attempt.listener >= 0)
		s->attempt.stale |= value_lay_in(x->values, s->attempt.listener, object);
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

/* A number that stands in the program is no listener that the program was given, unless the path says so. */
static bool is_number_for(const struct explorer *x, const struct state *s, int number, int other)
{
	gint64 n, k;
	return value_is_const(x->values, number, &n) && !state_constant(s, x->values, other, &k);
}

/* What a join has forgotten since the attempt may still be the number that it was. */
static bool is_number_or_not(const struct explorer *x, const struct state *s, const struct listener *asked,
			     const struct listener *l)
{
	return is_number_for(x, s, l->value, asked->event) ||
	       (is_number_for(x, s, asked->value, l->event) && value_forgotten_place(x->values, l->event) < 0);
}

/* Two listeners are taken for different only where that is plain: two constants, two places in memory that nothing open
 * leads to, two members of one object, whatever that is, two sockets, a number and what a call has given, or the path
 * has compared them. */
static bool are_different(struct explorer *x, const struct state *s, const struct listener *asked,
			  const struct listener *l)
{
	int a = asked->value, b = l->value;
	const struct value *v = value_get(x->values, a), *w = value_get(x->values, b);
	if (v->kind == VALUE_INIT && w->kind == VALUE_INIT && are_siblings(x, v->a, w->a))
		return true;
	if (are_siblings(x, asked->place, l->place) || are_opened_apart(x, s, a, b) ||
	    is_number_or_not(x, s, asked, l) ||
	    are_siblings(x, value_forgotten_place(x->values, a), value_forgotten_place(x->values, b)))
		return true;
	return are_told_apart(x, s, a, l->event) || !(is_open(x, a) || is_open(x, b));
}

static bool are_one_number(const struct explorer *x, const struct state *s, int a, int b)
{
	gint64 n, k;
	return state_constant(s, x->values, a, &n) && state_constant(s, x->values, b, &k) && n == k;
}

enum listener_match listener_match(struct explorer *x, const struct state *s, const struct listener *l)
{
	struct listener asked = {s->attempt.listener, s->attempt.place, s->attempt.event};
	int a = asked.value, b = l->value;
	if (a < 0 || b < 0)
		return LISTENER_SAME;
	if (a == b || are_one_number(x, s, a, b))
		return s->attempt.stale ? LISTENER_NEXT : LISTENER_SAME;
	if (are_different(x, s, &asked, l))
		return LISTENER_OTHER;
	return s->attempt.stale || is_next_event(x, s, l) ? LISTENER_NEXT : LISTENER_SAME;
}

GArray *listeners_new(void)
{
	return g_array_new(FALSE, FALSE, sizeof(struct listener));
}

void listener_asked(struct explorer *x, const struct listener *l)
{
	for (guint i = 0; i < x->listeners->len; i++)
		if (memcmp(&g_array_index(x->listeners, struct listener, i), l, sizeof(*l)) == 0)
			return;
	g_array_append_val(x->listeners, *l);
}

bool listener_is_never_asked(struct explorer *x, const struct state *s, const struct listener *l)
{
	for (guint i = 0; i < x->listeners->len; i++) {
		const struct listener *asked = &g_array_index(x->listeners, struct listener, i);
		int a = asked->value, b = l->value;
		if (a < 0 || b < 0 || a == b || are_one_number(x, s, a, b) || !are_different(x, s, asked, l))
			return false;
	}
	return x->listeners->len > 0;
}
