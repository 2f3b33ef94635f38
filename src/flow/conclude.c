/* What is answered: the verdict, the flags and the words, from the outcome of the site's function and its callers. */
#include "flow/assumed.h"
#include "flow/calls.h"
#include "flow/question.h"

#include <string.h>

#include "util/set.h"

/* Nothing can be said, for the reason that is taken over. */
static void set_unknown(struct flow_answer *a, struct outcome *o, char *reason)
{
	a->verdict = VERDICT_UNKNOWN;
	g_free(o->reason);
	o->reason = reason;
}

/* Nothing bad was met on a path that is there for sure. */
static void set_good(struct flow_answer *a, struct outcome *o)
{
	if (!o->good && !o->deferred)
		set_unknown(a, o, g_strdup("no path behind the call comes to an end"));
	else if (left_out_any(o->left))
		set_unknown(a, o, left_out_reason(o->left));
	else if (o->maybe_bad)
		set_unknown(a, o,
			    g_strdup_printf("it could not be told whether `%s` holds on some path",
					    o->guess ? o->guess : "a condition"));
	else
		a->verdict = o->deferred ? VERDICT_DEFERRED : VERDICT_HANDLED;
}

/* What falls back does so on every path; what does not is shown by one. */
static void set_assumes(const struct question *q, struct flow_answer *a, const struct outcome *o)
{
	bool falls_back = a->verdict == VERDICT_HANDLED || a->verdict == VERDICT_DEFERRED;
	if (a->verdict == VERDICT_UNKNOWN || q->query->verdict_only)
		return;
	g_ptr_array_unref(a->assumes);
	a->assumes = assumed_words(q->query->program, falls_back ? o->assumed_anywhere : o->assumed, q->wanted);
}

static void set_verdict(struct flow_answer *a, struct outcome *o)
{
	bool falls_back = o->good || o->deferred;
	if (o->exceeded)
		set_unknown(a, o, g_strdup("too many paths to follow within the bounds"));
	else if (!o->reached)
		set_unknown(a, o, g_strdup("no path to the call could be followed"));
	else if (o->doubt)
		set_unknown(a, o, g_strdup_printf("a statement of %s() on the way could not be understood", o->doubt));
	else if (!o->bad && (falls_back || !o->maybe_bad))
		set_good(a, o);
	else {
		a->verdict = falls_back ? VERDICT_CONDITIONAL : VERDICT_UNHANDLED;
		a->consequence = o->consequence;
	}
	a->reason = o->reason ? g_steal_pointer(&o->reason) : g_strdup("no path behind the call comes to an end");
	g_ptr_array_extend_and_steal(a->steps, g_steal_pointer(&o->steps));
	o->steps = g_ptr_array_new();
}

/* What can be said where an exploration came to its bounds: when neither the function and what it calls nor a caller
 * makes a fallback call, no path handles the error, however many there are. */
static void settle_hopeless(const struct question *q, const struct cfg_function *f, struct outcome *o)
{
	const struct function_info *info = program_info(q->query->program, f);
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	if (!o->exceeded || o->doubt || (info->interest & INTEREST_FALLBACK) ||
	    question_callers_matter(q, info, 0, seen))
		return;
	o->exceeded = o->good = o->deferred = false;
	o->reached = o->bad = true;
	o->kept = o->lost = o->maybe = 0;
	o->consequence = CONSEQUENCE_OTHER;
	g_free(o->reason);
	o->reason = g_strdup_printf("neither %s() nor what it calls makes a fallback call", f->name);
	g_hash_table_remove_all(o->assumed);
	g_ptr_array_set_size(o->steps, 0);
	g_ptr_array_add(o->steps, step_new(f->path, f->range.line, f->range.column, o->reason));
}

static enum flag_state kept_unless_left_out(const struct outcome *o)
{
	return left_out_any(o->left) || left_out_any(o->left_flags) ? FLAG_UNKNOWN : FLAG_KEPT;
}

static void set_flags(struct flow_answer *a, const struct rule *rule, struct outcome *o)
{
	guint64 open = a->verdict == VERDICT_UNKNOWN ? o->asked : 0; /* there may be a fallback */
	for (guint i = 0; i < rule->flags->len; i++) {
		const struct rule_flag *flag = rule->flags->pdata[i];
		struct flag_verdict *f = flag_verdict_new(flag->name);
		guint64 bit = FLAG_BIT(i);
		f->state = o->lost & bit    ? FLAG_LOST
			   : o->maybe & bit ? FLAG_UNKNOWN
			   : o->kept & bit  ? kept_unless_left_out(o)
			   : open & bit     ? FLAG_UNKNOWN
					    : FLAG_NA;
		if (o->lost_steps[i])
			g_ptr_array_extend_and_steal(f->steps, g_steal_pointer(&o->lost_steps[i]));
		g_ptr_array_add(a->flags, f);
	}
}

static void want_through(const struct question *q, const GPtrArray *holders, unsigned effects, struct outcome *o)
{
	for (guint i = 0; i < holders->len; i++) {
		const char *holder = holders->pdata[i], *why = program_left_out(q->query->program, true, holder);
		g_hash_table_add(q->wanted, (gpointer)wish_of(WISH_THROUGH, holder, NULL, effects));
		if (o && why)
			left_out_note(o->left, LEFT_TARGET, holder, why);
	}
}

/* Whoever calls through what the address is kept in has a say, in whichever file: asked for, and what of it could not
 * be followed is left out of the answer. */
static void want_calls_through(const struct question *q, struct outcome *o)
{
	g_autoptr(GPtrArray) variables = g_ptr_array_new(), members = g_ptr_array_new();
	program_holders(q->query->program, q->query->rule->call.name, variables, members);
	want_through(q, variables, 0, o);
	want_through(q, members, EFFECT_MEMBERS, o);
}

struct flow_answer *flow_explore(const struct flow_query *query)
{
	struct flow_answer *a = g_new0(struct flow_answer, 1);
	const struct cfg_function *f = program_find(query->program, query->function_key, query->path);
	unsigned explorations = 40, states = query->limits->total_states;
	struct question q = {.query = query, .explorations = &explorations, .states = &states};
	q.wanted = g_hash_table_new(NULL, NULL);
	q.visiting = g_hash_table_new(NULL, NULL);
	q.asked = g_hash_table_new(NULL, NULL);
	q.flags_of = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)outcome_free);
	struct outcome *o = f ? question_explore_up(&q, f, true, true, true, NULL) : question_explore_pointers(&q);
	if (f && !o->reached && !o->exceeded && explorer_site_is_address(query, f)) { /* it is used elsewhere */
		struct outcome *elsewhere = question_explore_pointers(&q);
		if (elsewhere) {
			outcome_free(o);
			o = elsewhere;
		}
	}
	if (!f || explorer_site_is_address(query, f))
		want_calls_through(&q, o);
	struct outcome *decided = o && f && o->bad && !o->exceeded ? probe_decides(query, f, q.wanted) : NULL;
	if (decided) {
		outcome_free(o);
		o = decided;
	}
	a->steps = g_ptr_array_new_with_free_func((GDestroyNotify)step_free);
	a->flags = g_ptr_array_new_with_free_func((GDestroyNotify)flag_verdict_free);
	a->assumes = g_ptr_array_new_with_free_func(g_free);
	a->wanted = g_ptr_array_new();
	if (o && f)
		settle_hopeless(&q, f, o);
	if (o) {
		a->sticky = o->sticky;
		set_verdict(a, o);
		set_assumes(&q, a, o);
		set_flags(a, query->rule, o);
		outcome_free(o);
	} else {
		a->verdict = VERDICT_UNKNOWN;
		a->reason = g_strdup("its address is taken, and no call through it can be seen");
	}
	list_add_keys(a->wanted, q.wanted);
	g_hash_table_unref(q.wanted);
	g_hash_table_unref(q.visiting);
	g_hash_table_unref(q.asked);
	g_hash_table_unref(q.flags_of);
	return a;
}

void flow_answer_free(struct flow_answer *a)
{
	if (!a)
		return;
	g_free(a->reason);
	g_ptr_array_unref(a->steps);
	g_ptr_array_unref(a->flags);
	g_ptr_array_unref(a->assumes);
	g_ptr_array_unref(a->wanted);
	g_free(a);
}
