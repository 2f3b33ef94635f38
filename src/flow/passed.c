/* What calls leave behind that nobody goes into: the libraries' functions fill what they are given, and what a function
 * of the program may write holds anything from then on. */
#include "flow/callee.h"

#include <string.h>

#include "flow/calls.h"

struct filled {
	const struct explorer *x;
	int object;
	const char *member;
};

static bool is_filled(const struct filled *f, int location)
{
	const struct value *place = value_get(f->x->values, location);
	return place_lies_in(f->x, location, f->object) &&
	       (!f->member || (place->kind == VALUE_FIELD && strcmp(place->name, f->member) == 0));
}

static bool was_in_filled(int id, const struct value *v, void *data)
{
	(void)id;
	return v->kind == VALUE_INIT && is_filled(data, v->a);
}

/* What was known of what lay there, and was never written by the path itself, is over. */
static void forget_filled(struct explorer *x, struct state *s, struct filled *f)
{
	for (guint i = s->constraints->len; i-- > 0;)
		if (value_visit(x->values, g_array_index(s->constraints, struct constraint, i).value, was_in_filled, f))
			g_array_remove_index(s->constraints, i);
}

/* What lies at this address and all of its members, or those of one name, hold anything. */
void passed_fill(struct explorer *x, struct state *s, int address, const char *member, const struct cfg_expr *origin)
{
	struct filled f = {x, address, member};
	forget_filled(x, s, &f);
	for (guint i = 0; i < s->cells->len; i++) {
		struct cell *c = &g_array_index(s->cells, struct cell, i);
		if (!is_filled(&f, c->location))
			continue;
		int value = state_fresh(s, x->values, origin);
		g_array_index(s->cells, struct cell, i).value = value;
	}
}

static void note_unfollowed(struct explorer *x, const struct function_info *info)
{
	if (!info || !g_hash_table_add(x->unfollowed, (gpointer)info->function))
		return;
	for (guint i = 0; i < info->callees->len; i++)
		note_unfollowed(x, info->callees->pdata[i]);
}

/* Whether a function that writes memory under these names may write what lies there. */
static bool is_written(const struct explorer *x, int location, GHashTable *names)
{
	const struct value *place = value_get(x->values, location);
	if (place->kind == VALUE_LOCAL)
		return false; /* told by the arguments */
	bool named = place->kind == VALUE_FIELD || place->kind == VALUE_GLOBAL;
	if (named && g_hash_table_contains(names, place->name))
		return true;
	return !named && g_hash_table_contains(names, READS_ANY);
}

/* Places that a function may have written which is not gone into. */
struct written {
	struct explorer *x;
	struct state *s;
	GHashTable *names;
	GArray *given; /* of int: what it is given, where it writes where a pointer leads */
	GArray *places;
};

static bool is_among(const GArray *values, int value)
{
	for (guint i = 0; i < values->len; i++)
		if (g_array_index(values, int, i) == value)
			return true;
	return false;
}

static void add_place(struct written *w, int location)
{
	if (!is_among(w->places, location) && (is_written(w->x, location, w->names) || is_among(w->given, location)))
		g_array_append_val(w->places, location);
}

/* What lay there at the start is known by what it is compared with, not by a cell. On the way to the attempt that is
 * left as it is: it tells how the call is come to. */
static bool add_start(int id, const struct value *v, void *data)
{
	(void)id;
	if (v->kind == VALUE_INIT)
		add_place(data, v->a);
	return false;
}

/* Variables that still hold what they started with. */
static void add_variables(struct written *w)
{
	GHashTableIter it;
	gpointer name;
	int unused;
	g_hash_table_iter_init(&it, w->names);
	while (g_hash_table_iter_next(&it, &name, NULL)) {
		if (!program_global(w->x->program, name))
			continue;
		int location = value_global(w->x->values, name);
		if (!state_written(w->s, location, &unused))
			add_place(w, location);
	}
}

/* A function of the program that is not gone into: what it may write holds anything. */
static void forget_written(struct explorer *x, struct state *s, const struct cfg_stmt *call,
			   const struct cfg_function *callee)
{
	GHashTable *names = reads_written(x->reads, callee);
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(int));
	g_autoptr(GArray) given = g_array_new(FALSE, FALSE, sizeof(int));
	struct written w = {x, s, names, given, places};
	for (unsigned i = 0; g_hash_table_contains(names, READS_ANY) && i < call->n_args; i++) {
		int a = call_argument(x, s, call, (int)i);
		g_array_append_val(given, a);
	}
	for (guint i = 0; i < s->cells->len; i++) {
		const struct cell *c = &g_array_index(s->cells, struct cell, i);
		if (c->value != s->attempt.descriptor)
			add_place(&w, c->location);
	}
	for (guint i = 0; i < s->constraints->len && (s->attempt.pending || s->attempt.following); i++)
		value_visit(x->values, g_array_index(s->constraints, struct constraint, i).value, add_start, &w);
	if (s->attempt.pending && s->attempt.listener >= 0)
		value_visit(x->values, s->attempt.listener, add_start, &w);
	add_variables(&w);
	state_forget(s, x->values, places, FORGOTTEN_SKIPPED);
	note_unfollowed(x, program_info(x->program, callee));
}

/* A function of the program that is called and not gone into. */
void passed_over(struct explorer *x, struct state *s, const struct cfg_stmt *call, const struct cfg_function *callee)
{
	forget_written(x, s, call, callee);
	if (s->attempt.following && program_info(x->program, callee)->interest & INTEREST_RESTORE &&
	    arguments_let_reach_descriptor(x, s, callee, call))
		flags_may_be_restored(s);
}
