/* What a visible function does with a descriptor that it is given, told from its text alone: for functions that are too
 * large to be followed. Copies in variables count as the descriptor, copies in memory don't: that the program keeps it
 * somewhere is not yet handing it on. */
#include "flow/calls.h"

#define GIVEN_DEPTH 4

static unsigned given_to(struct explorer *x, const struct cfg_function *f, unsigned parameter, unsigned depth);

static bool is_copy(const guint8 *copies, const struct cfg_expr *e)
{
	while (e && e->kind == CFG_CAST && e->bits > 1)
		e = e->a;
	return e && e->kind == CFG_VAR && copies[e->var];
}

/* The variables that the parameter is assigned to, and those that these are. */
static guint8 *find_copies(const struct cfg_function *f, unsigned parameter)
{
	guint8 *copies = g_malloc0(f->vars->len + 1);
	copies[parameter] = 1;
	for (bool changed = true; changed;) {
		changed = false;
		for (guint b = 0; b < f->blocks->len; b++) {
			const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
			for (guint i = 0; i < stmts->len; i++) {
				const struct cfg_stmt *s = stmts->pdata[i];
				if (s->kind != CFG_ASSIGN || !s->lhs || s->lhs->kind != CFG_VAR ||
				    copies[s->lhs->var] || !is_copy(copies, s->rhs))
					continue;
				copies[s->lhs->var] = 1;
				changed = true;
			}
		}
	}
	return copies;
}

static unsigned call_does(struct explorer *x, const struct cfg_function *f, const struct cfg_stmt *call,
			  const guint8 *copies, unsigned depth)
{
	unsigned found = 0;
	bool logs = false;
	const char *name = call->callee->kind == CFG_FUNC ? call->callee->name : NULL;
	const struct cfg_function *callee = name ? program_find(x->program, name, f->path) : NULL;
	for (unsigned i = 0; i < call->n_args; i++) {
		logs |= call->args[i]->kind == CFG_STRING;
		if (!is_copy(copies, call->args[i]))
			continue;
		if (name && flags_is_restoring(x->rule, name))
			found |= GIVEN_RESTORED;
		else if (callee && i < callee->n_params)
			found |= given_to(x, callee, i, depth + 1);
		else if (!name || !flags_is_harmless(name))
			found |= GIVEN_HANDED_ON;
	}
	return logs ? found & ~(unsigned)GIVEN_HANDED_ON : found;
}

static unsigned given_to(struct explorer *x, const struct cfg_function *f, unsigned parameter, unsigned depth)
{
	unsigned found = 0;
	if (depth > GIVEN_DEPTH)
		return GIVEN_HANDED_ON;
	g_autofree guint8 *copies = find_copies(f, parameter);
	for (guint b = 0; b < f->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
		for (guint i = 0; i < stmts->len; i++) {
			const struct cfg_stmt *s = stmts->pdata[i];
			if (s->kind == CFG_CALL)
				found |= call_does(x, f, s, copies, depth);
		}
	}
	return found;
}

unsigned flags_given_to(struct explorer *x, const struct cfg_function *callee, unsigned parameter)
{
	return parameter < callee->n_params ? given_to(x, callee, parameter, 0) : GIVEN_HANDED_ON;
}

/* --- an object that keeps it -------------------------------------------------------------------------------------- */

/* The variable that the function returns, where it is always the same one or a constant; -1. */
static int returned_variable(const struct cfg_function *f)
{
	int var = -1;
	for (guint b = 0; b < f->blocks->len; b++) {
		const struct cfg_term *t = &cfg_block(f, (int)b)->term;
		if (t->kind != CFG_RETURN || !t->cond || t->cond->kind == CFG_CONST)
			continue;
		if (t->cond->kind != CFG_VAR || (var >= 0 && var != t->cond->var))
			return -1;
		var = t->cond->var;
	}
	return var;
}

/* Where a member of what the variable points to lies, when the variable's value is `object`; -1 for other places. */
static int place_in(struct explorer *x, const struct cfg_expr *e, int var, int object)
{
	if (e->kind == CFG_DEREF)
		return e->a->kind == CFG_VAR && e->a->var == var ? object : -1;
	if (e->kind != CFG_FIELD)
		return -1;
	int whole = place_in(x, e->a, var, object);
	return whole < 0 ? -1 : value_field(x->values, whole, e->name);
}

static void keep_copies(struct explorer *x, struct state *s, const struct cfg_function *f, unsigned parameter,
			int result)
{
	int var = returned_variable(f);
	if (var < 0)
		return;
	g_autofree guint8 *copies = find_copies(f, parameter);
	for (guint b = 0; b < f->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
		for (guint i = 0; i < stmts->len; i++) {
			const struct cfg_stmt *stmt = stmts->pdata[i];
			if (stmt->kind != CFG_ASSIGN || !stmt->lhs || !is_copy(copies, stmt->rhs))
				continue;
			int place = place_in(x, stmt->lhs, var, result);
			if (place >= 0)
				state_write(s, place, s->attempt.descriptor);
		}
	}
}

void flags_kept_in(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name, int result)
{
	const struct cfg_function *callee = name ? program_find(x->program, name, state_top(s)->function->path) : NULL;
	for (unsigned i = 0; callee && i < call->n_args && i < callee->n_params; i++)
		if (call_argument(x, s, call, (int)i) == s->attempt.descriptor)
			keep_copies(x, s, callee, i, result);
}

bool flags_descriptor_in(const struct explorer *x, const struct state *s, int object)
{
	for (guint i = 0; s->attempt.following && i < s->cells->len; i++) {
		const struct cell *c = &g_array_index(s->cells, struct cell, i);
		const struct value *place = value_get(x->values, c->location);
		if (c->value == s->attempt.descriptor && place->kind == VALUE_FIELD && place->a == object)
			return true;
	}
	return false;
}
