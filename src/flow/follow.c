/* Which functions are gone into: those whose effects can change the answer at this point of the path. All others are
 * passed over, which adds paths and loses none. */
#include "flow/callee.h"

#include "flow/calls.h"

#define MAX_RECURSION 2 /* further times that a function with a rule's call is followed into itself */

unsigned follow_times(const struct state *s, const struct cfg_function *f)
{
	unsigned times = 0;
	for (guint i = 0; i < s->frames->len; i++)
		times += g_array_index(s->frames, struct frame, i).function == f;
	return times;
}

static bool argument_matters(struct explorer *x, struct state *s, const struct cfg_stmt *call)
{
	gint64 n;
	for (unsigned i = 0; i < call->n_args; i++) {
		int a = call_argument(x, s, call, (int)i);
		const struct value *v = value_get(x->values, a);
		if (v->kind == VALUE_LOCAL || v->kind == VALUE_FIELD || v->kind == VALUE_GLOBAL ||
		    a == s->attempt.descriptor || state_constant(s, x->values, a, &n) || flags_descriptor_in(x, s, a))
			return true;
	}
	return false;
}

/* It is given the rule's call, or a fallback, to make: itself, or a variable's address that holds it. */
static bool takes_call(struct explorer *x, struct state *s, const struct cfg_stmt *call)
{
	for (unsigned i = 0; i < call->n_args; i++) {
		const struct value *v = value_get(x->values, call_argument(x, s, call, (int)i));
		if (v->kind == VALUE_LOCAL)
			v = value_get(x->values, state_read(s, x->values, call_argument(x, s, call, (int)i)));
		if (v->kind == VALUE_FUNC && call_is_of_rule(x->rule, v->name))
			return true;
	}
	return false;
}

/* Before the attempt only what leads to it matters, or in a later invocation what is called instead of it. */
static bool leads_on(struct explorer *x, const struct state *s, const struct function_info *info)
{
	const guint8 *reach = g_hash_table_lookup(x->reach, info->function);
	if (x->watched && reach && reach[0] == REACH_BEFORE)
		return true; /* what is watched stands in it, or in what it calls */
	if (!(info->interest & INTEREST_RULE))
		return false;
	if (s->attempt.pending || s->attempt.following || x->invocation > 0 || x->watched || x->diverting ||
	    (reach && reach[0] == REACH_BEFORE))
		return true;
	return !x->site_stmt && info->own_interest & INTEREST_RULE; /* it may keep the address somewhere */
}

/* It is too large to be gone into before it is known whether that can matter. */
static bool skims(struct explorer *x, const struct function_info *info)
{
	bool skipped = x->skims && info->size > x->query->limits->told_blocks;
	x->skimmed |= skipped;
	return skipped;
}

/* What it does can decide about the attempt, or about the descriptor's flags. */
static bool can_decide(struct explorer *x, struct state *s, const struct function_info *info,
		       const struct cfg_stmt *call)
{
	bool itself, active = s->attempt.pending || s->attempt.other;
	if (active && (call->noreturn || info->function->noreturn || info->interest & INTEREST_LOST))
		return true;
	if (active &&
	    (info->interest & INTEREST_STOP || (info->interest & INTEREST_ERRNO_SET && errno_is_live(x, s))) &&
	    !skims(x, info))
		return true;
	if (!s->attempt.following || !(info->interest & INTEREST_RESTORE))
		return false;
	if (arguments_hold_descriptor(x, s, call, &itself))
		return true;
	return info->size <= x->query->limits->told_blocks &&
	       arguments_let_reach_descriptor(x, s, info->function, call);
}

/* Of a function, with what it calls, that is gone into because it is given an object of which something is known. */
#define SETTER_BLOCKS 16

/* It makes an object of the caller's, before the attempt, in a straightforward way: a constructor, mostly. What runs
 * when that object goes may be behind the attempt. */
#define MAKER_BLOCKS 2
static bool makes_object(struct explorer *x, struct state *s, const struct function_info *info,
			 const struct cfg_stmt *call)
{
	return info->interest & INTEREST_OUT && info->size <= MAKER_BLOCKS && call->n_args > 0 &&
	       value_get(x->values, call_argument(x, s, call, 0))->kind == VALUE_LOCAL;
}

/* What it returns or writes can be known. Where it is not gone into, that is anything: paths are added. */
static bool can_tell(struct explorer *x, struct state *s, const struct function_info *info, const struct cfg_stmt *call)
{
	bool active = s->attempt.pending || s->attempt.following || s->attempt.other, itself;
	bool small = info->size <= x->query->limits->told_blocks;
	if (s->attempt.following && arguments_hold_descriptor(x, s, call, &itself) && itself)
		return small;
	if (info->interest & INTEREST_FLAG && (active ? small : info->size <= 16 && call->lhs))
		return true;
	if (info->interest & INTEREST_OUT && active &&
	    ((small && argument_matters(x, s, call)) ||
	     (info->size <= SETTER_BLOCKS && arguments_lead_to_known(x, s, call))))
		return true;
	if (!active && makes_object(x, s, info, call))
		return true;
	if (!call->lhs || !(active || s->attempt.tried || s->attempt.fell))
		return false;
	return info->size <= 8 || (small && argument_matters(x, s, call));
}

/* Functions that call each other both ways have as many contexts as there are ways through them: what has not come to
 * an end by now will not do so within the bounds either. It is given up sooner, in the same way. */
static void stop_when_tired(struct explorer *x)
{
	x->exceeded |= x->nodes->len > x->query->limits->recursive_states;
}

/* Whether going into a function can change the answer at this point of the path. A function that could decide but calls
 * itself without end is left out, and that is noted. */
bool follow_is_worth(struct explorer *x, struct state *s, const struct function_info *info, const struct cfg_stmt *call)
{
	unsigned times = follow_times(s, info->function);
	bool decides = takes_call(x, s, call) || leads_on(x, s, info) || can_decide(x, s, info, call);
	if (decides && times > 0)
		stop_when_tired(x);
	if (times > (decides ? MAX_RECURSION : 0)) {
		if (decides && (s->attempt.pending || s->attempt.following))
			left_out_note(x->left, LEFT_CALLEE, info->function->name, "it calls itself again and again");
		return false;
	}
	return decides || can_tell(x, s, info, call);
}
