/* What the program does not hold and could change the answer: functions, tables of functions and overriding methods in
 * other files are asked for, by the effects that matter where the call stands. */
#include "flow/callee.h"

#include "cfg/key.h"
#include "flow/calls.h"

/* The program does not hold it: what it does may change the answer. */
static void want_definition(struct explorer *x, const char *name, const char *path, unsigned effects)
{
	const char *why = program_left_out(x->program, false, name);
	g_hash_table_add(x->wanted, (gpointer)wish_of(WISH_DEFINITION, name, path, effects));
	if (why) {
		g_autofree char *plain = cfg_key_name(name);
		left_out_note(x->left, LEFT_CALLEE, plain, why);
	}
}

/* What matters while an attempt is pending, and while a descriptor's flags are watched. */
static unsigned effects_that_matter(struct explorer *x, struct state *s, const struct cfg_stmt *call)
{
	unsigned effects = 0;
	if (s->attempt.pending)
		effects |= EFFECT_STOPS | EFFECT_CALLS | EFFECT_WRITES | (call->lhs ? EFFECT_READS : 0) |
			   (errno_is_live(x, s) ? EFFECT_ERRNO : 0);
	if (s->attempt.following && arguments_may_lead_to_descriptor(x, s, call))
		effects |= EFFECT_RESTORES;
	if (s->attempt.pending && arguments_lead_to_known(x, s, call))
		effects |= EFFECT_MEMBERS;
	return effects;
}

/* A function is not gone into for what is known of it; what is not known is what it calls in other files. */
static void want_through(struct explorer *x, const struct function_info *info, unsigned effects)
{
	unsigned asked = GPOINTER_TO_UINT(g_hash_table_lookup(x->wanted_through, info));
	if ((asked | effects) == asked)
		return;
	g_hash_table_insert(x->wanted_through, (gpointer)info, GUINT_TO_POINTER(asked | effects));
	for (guint i = 0; i < info->unseen->len; i++)
		want_definition(x, info->unseen->pdata[i], info->function->path, effects);
	for (guint i = 0; i < info->callees->len; i++)
		want_through(x, info->callees->pdata[i], effects);
}

void wanted_effects(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name)
{
	const char *path = state_top(s)->function->path;
	const struct cfg_function *callee = program_find(x->program, name, path);
	unsigned effects = effects_that_matter(x, s, call);
	if (effects && callee)
		want_through(x, program_info(x->program, callee), effects & ~(unsigned)EFFECT_READS);
	else if (effects)
		want_definition(x, name, path, effects);
}

/* What takes part in the attempt, by its result or by what it is given, is wanted whatever it does. */
void wanted_part(struct explorer *x, const struct state *s, const char *name)
{
	const char *path = state_top(s)->function->path;
	if (!program_find(x->program, name, path))
		want_definition(x, name, path, 0);
}

/* The variable that the pointer is read from, one that another file defines: which functions it holds is to be known.
 */
void wanted_table(struct explorer *x, struct state *s, const struct cfg_stmt *call, int pointer)
{
	unsigned effects = effects_that_matter(x, s, call) & ~(unsigned)EFFECT_READS; /* may move the values */
	const struct value *v = value_get(x->values, pointer);
	while (v->kind == VALUE_INIT || v->kind == VALUE_FIELD || v->kind == VALUE_CAST || v->kind == VALUE_OP)
		v = value_get(x->values, v->a);
	if (v->kind != VALUE_GLOBAL || !effects)
		return;
	const struct cfg_global *g = program_global(x->program, v->name);
	if (!g || g->init == CFG_INIT_EXTERN)
		want_definition(x, v->name, state_top(s)->function->path, effects);
}

/* What overrides a virtual method in files that the program does not hold may be what is called. Where the method does
 * what matters, one that does nothing matters as much. */
void wanted_overriders(struct explorer *x, struct state *s, const struct cfg_stmt *call)
{
	const char *method = program_dispatched(x->program, call);
	unsigned effects = method ? effects_that_matter(x, s, call) : 0;
	if (!effects)
		return;
	const struct cfg_function *known = program_find(x->program, method, NULL);
	unsigned interest = known ? program_info(x->program, known)->interest : 0;
	bool helps = interest & (INTEREST_RULE | INTEREST_RESTORE);
	want_definition(x, method, NULL, helps ? 0 : effects);
}
