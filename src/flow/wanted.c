/* What the program does not hold and could change the answer: functions, tables of functions and overriding methods in
 * other files are asked for, by the effects that matter where the call stands. */
#include "flow/callee.h"

#include "cfg/key.h"
#include "flow/assumed.h"
#include "flow/calls.h"
#include "flow/event_loops.h"

/* What decides whether a path that falls back is sure to do so: it is asked of pointers only where that is the answer.
 */
#define EFFECTS_OF_HARM (EFFECT_STOPS | EFFECT_ERRNO | EFFECT_WRITES | EFFECT_MEMBERS | EFFECT_READS)

static void want(struct explorer *x, enum wish_kind kind, const char *key, const char *path, unsigned effects)
{
	g_hash_table_add(x->wanted, (gpointer)wish_of(kind, key, path, effects));
}

static void want_deeply(struct explorer *x, enum wish_kind kind, const char *key, const char *path, unsigned effects)
{
	g_hash_table_add(x->wanted_deep, (gpointer)wish_of(kind, key, path, effects | EFFECT_DEEP));
}

/* The program does not hold it: what it does may change the answer. */
static void want_definition(struct explorer *x, const char *name, const char *path, unsigned effects)
{
	const char *why = program_left_out(x->program, false, name);
	want(x, WISH_DEFINITION, name, path, effects);
	if (effects & EFFECTS_OF_HARM)
		want_deeply(x, WISH_DEFINITION, name, path, effects & EFFECTS_OF_HARM);
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

static void want_slot(struct explorer *x, const struct cfg_function *f, const struct pointer_slot *slot,
		      unsigned effects)
{
	const char *why = program_left_out(x->program, false, slot->key);
	if (effects & EFFECT_DEEP)
		g_hash_table_add(x->wanted_deep, (gpointer)wish_of(WISH_POINTER, slot->key, slot->path, effects));
	else
		want(x, WISH_POINTER, slot->key, slot->path, effects);
	if (why)
		left_out_note(x->left, LEFT_TARGET, f->name, why);
}

/* effects: see WISH_POINTER. */
static void want_targets(struct explorer *x, const struct cfg_function *f, const struct cfg_stmt *call,
			 unsigned effects)
{
	const struct pointer_call *pointer = program_pointer_call(x->program, call);
	for (guint i = 0; pointer && i < pointer->slots->len; i++)
		want_slot(x, f, &g_array_index(pointer->slots, struct pointer_slot, i), effects);
	if (pointer && pointer->unread && effects & EFFECT_DEEP)
		left_out_note(x->left, LEFT_TARGET, f->name, "what it holds could not be told");
}

/* The calls through pointers of a function that is not gone into. */
static void want_inner_targets(struct explorer *x, const struct cfg_function *f, unsigned effects)
{
	for (guint b = 0; b < f->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
		for (guint i = 0; i < stmts->len; i++)
			want_targets(x, f, stmts->pdata[i], effects | EFFECT_DEEP);
	}
}

/* A function is not gone into for what is known of it; what is not known is what it calls in other files. */
static void want_through(struct explorer *x, const struct function_info *info, unsigned effects)
{
	unsigned asked = GPOINTER_TO_UINT(g_hash_table_lookup(x->wanted_through, info));
	if ((asked | effects) == asked)
		return;
	g_hash_table_insert(x->wanted_through, (gpointer)info, GUINT_TO_POINTER(asked | effects));
	if (effects & EFFECTS_OF_HARM)
		want_inner_targets(x, info->function, effects & EFFECTS_OF_HARM);
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

static bool only_registers(const char *name)
{
	enum event_loop_removal unused;
	return event_loop_registers(name, &unused);
}

/* A function that the call is given, and that nobody who is seen calls: where it ends the path or writes errno, the
 * answer is not known. */
static void want_handed(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *handed,
			unsigned harm)
{
	const char *path = state_top(s)->function->path;
	const struct cfg_function *f = program_find(x->program, handed, path);
	unsigned does = (harm & EFFECT_STOPS ? (unsigned)INTEREST_STOP : 0) |
			(harm & EFFECT_ERRNO ? (unsigned)INTEREST_ERRNO_SET : 0);
	if (!f) {
		want_definition(x, handed, path, harm);
		return;
	}
	want_through(x, program_info(x->program, f), harm);
	if (program_info(x->program, f)->interest & does && assumed_is_outside(x, call))
		left_out_note(x->left, LEFT_CALLEE, f->name, "what is given it may call it, and is not in the tree");
}

void wanted_handed(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name)
{
	unsigned harm = effects_that_matter(x, s, call) & (EFFECT_STOPS | EFFECT_ERRNO);
	if (!harm || only_registers(name))
		return;
	for (unsigned i = 0; i < call->n_args; i++) {
		const struct value *v = value_get(x->values, call_argument(x, s, call, (int)i));
		if (v->kind == VALUE_FUNC && !call_is_of_rule(x->rule, v->name))
			want_handed(x, s, call, v->name, harm);
	}
}

/* What takes part in the attempt, by its result or by what it is given, is wanted whatever it does. */
void wanted_part(struct explorer *x, const struct state *s, const char *name)
{
	const char *path = state_top(s)->function->path;
	if (!program_find(x->program, name, path))
		want_definition(x, name, path, 0);
}

/* A result that hangs on the error number can be anything: then whatever the targets do matters. */
void wanted_targets(struct explorer *x, struct state *s, const struct cfg_stmt *call)
{
	const struct cfg_function *f = state_top(s)->function;
	unsigned harm = effects_that_matter(x, s, call) & EFFECTS_OF_HARM;
	if (s->attempt.pending && call_result_may_decide(x, s, call)) {
		want_targets(x, f, call, EFFECT_DEEP);
		want_targets(x, f, call, EFFECT_FALLS);
	} else if (harm) {
		want_targets(x, f, call, harm | EFFECT_DEEP);
	}
}

/* What an object holds that is called is not gone into: where it may matter, nothing is known of the call. */
void wanted_held(struct explorer *x, struct state *s, const struct cfg_stmt *call)
{
	const struct pointer_call *held = program_pointer_call(x->program, call);
	bool by_object = held && call->callee->kind == CFG_FUNC;
	unsigned harm = by_object ? effects_that_matter(x, s, call) & EFFECTS_OF_HARM : 0;
	if (!harm)
		return;
	wanted_targets(x, s, call);
	if (held->names->len)
		left_out_note(x->left, LEFT_TARGET, state_top(s)->function->name, "it calls what an object holds");
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
