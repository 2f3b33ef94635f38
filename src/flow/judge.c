/* Up through the callers: for a site and an errno, the outcome of the function that holds it and, where that hands the
 * failure (or the descriptor) on, of its callers. root.c explores one function, conclude.c says what that means. */
#include "flow/callers.h"
#include "flow/calls.h"
#include "flow/consequence.h"
#include "flow/question.h"
#include "util/set.h"

#include <string.h>

#define FEW_EXPLORATIONS 8 /* when no caller can change the verdict, only what then happens */

static void merge_steps(GPtrArray **into, GPtrArray **from)
{
	if (*into || !*from)
		return;
	*into = g_steal_pointer(from);
}

/* Whether some caller, or a caller's caller, could fall back, or itself does something else that matters. */
bool question_callers_matter(const struct question *q, const struct function_info *info, unsigned interest,
			     GHashTable *seen)
{
	g_hash_table_add(seen, (gpointer)info);
	for (guint i = 0; i < info->callers->len; i++) {
		const struct call_ref *ref = info->callers->pdata[i];
		if (g_hash_table_contains(seen, ref->info))
			continue;
		if ((ref->info->interest & interest) ||
		    caller_may_fall_back(q->query->program, q->query->rule, ref, seen))
			return true;
		if (question_callers_matter(q, ref->info, interest, seen))
			return true;
	}
	return false;
}

static bool calls_unseen(const struct program *p, const struct cfg_function *f)
{
	for (guint b = 0; b < f->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
		for (guint i = 0; i < stmts->len; i++) {
			const struct cfg_stmt *s = stmts->pdata[i];
			if (s->kind == CFG_CALL && s->callee->kind == CFG_FUNC && s->n_args &&
			    s->args[0]->kind == CFG_VAR && !flags_is_harmless(s->callee->name) &&
			    !program_find(p, s->callee->name, f->path))
				return true;
		}
	}
	return false;
}

/* Whether some caller calls functions that the program does not hold: if it gives one of them the descriptor, that one
 * is to be looked for. */
static bool callers_hand_on(const struct question *q, const struct function_info *info, GHashTable *seen)
{
	g_hash_table_add(seen, (gpointer)info);
	for (guint i = 0; i < info->callers->len; i++) {
		const struct call_ref *ref = info->callers->pdata[i];
		if (g_hash_table_contains(seen, ref->info))
			continue;
		if (calls_unseen(q->query->program, ref->caller))
			return true;
		if (callers_hand_on(q, ref->info, seen))
			return true;
	}
	return false;
}

static void outcome_merge(struct outcome *into, struct outcome *o, bool first)
{
	into->good |= o->good;
	into->deferred |= o->deferred;
	into->exceeded |= o->exceeded;
	into->reached |= o->reached;
	into->doubt = into->doubt ? into->doubt : o->doubt;
	into->sticky |= o->sticky;
	into->kept |= o->kept;
	into->lost |= o->lost;
	into->maybe |= o->maybe;
	into->asked |= o->asked;
	for (unsigned i = 0; i < RULE_FLAGS_MAX; i++)
		merge_steps(&into->lost_steps[i], &o->lost_steps[i]);
	if (first || consequence_tells_more(o, into)) {
		g_free(into->reason);
		into->reason = g_steal_pointer(&o->reason);
		into->consequence = o->consequence;
		into->returns_error = o->returns_error;
		into->returns_zero = o->returns_zero;
		into->handed = o->handed;
		into->disarmed = o->disarmed;
		g_hash_table_unref(into->assumed);
		into->assumed = g_hash_table_ref(o->assumed);
		g_ptr_array_set_size(into->steps, 0);
		g_ptr_array_extend_and_steal(into->steps, g_steal_pointer(&o->steps));
		o->steps = g_ptr_array_new_with_free_func((GDestroyNotify)step_free);
	}
	set_add_all(into->assumed_anywhere, o->assumed_anywhere);
	into->bad |= o->bad;
	into->maybe_bad |= o->maybe_bad;
	into->hands_on |= o->hands_on;
	into->guess = into->guess ? into->guess : o->guess;
	left_out_merge(into->left, o->left);
	left_out_merge(into->left_flags, o->left_flags);
}

/* The flags alone hang on what another outcome left out. */
static void merge_left_for_flags(struct outcome *into, const struct outcome *from)
{
	left_out_merge(into->left_flags, from->left);
	left_out_merge(into->left_flags, from->left_flags);
}

/* A caller that nobody else can call: what it does is what happens. */
static bool tells_the_end(const struct function_info *info)
{
	for (guint i = 0; i < info->callers->len; i++) {
		const struct call_ref *ref = info->callers->pdata[i];
		if (ref->caller->internal && ref->info->callers->len == 0)
			return true;
	}
	return false;
}

/* What tests and examples do with the failure is not what the program does, unless the call is in one of those. */
static bool is_beside(const struct question *q, const struct cfg_function *caller)
{
	return path_is_trial(caller->path) && !path_is_trial(q->query->path);
}

static bool says_nothing(const struct outcome *o)
{
	return !o->good && !o->deferred && !o->bad && !o->maybe_bad && !o->exceeded;
}

/* What an outcome says of the flags. */
static struct outcome *flags_alone(const struct outcome *o)
{
	struct outcome *flags = outcome_none();
	flags->kept = o->kept;
	flags->lost = o->lost;
	flags->maybe = o->maybe;
	flags->reached = o->reached;
	flags->exceeded = o->exceeded;
	merge_left_for_flags(flags, o);
	return flags;
}

/* The callers' outcomes together; NULL when there are none to ask. What a caller does that was asked before is in the
 * answer already. */
static struct outcome *explore_callers(const struct question *q, const struct function_info *info, bool decides)
{
	struct outcome *all = NULL;
	bool told = tells_the_end(info);
	for (guint i = 0; i < info->callers->len; i++) {
		const struct call_ref *ref = info->callers->pdata[i];
		const struct cfg_function *caller = ref->caller;
		if (g_hash_table_contains(q->visiting, caller) || (!decides && is_beside(q, caller)))
			continue;
		bool again = g_hash_table_contains(q->asked, caller), first = !all;
		struct outcome *told_before = q->beside ? g_hash_table_lookup(q->flags_of, caller) : NULL;
		if (told_before) {
			all = all ? all : outcome_none();
			outcome_merge(all, told_before, false);
			continue;
		}
		struct outcome *o = again ? NULL : question_explore_up(q, caller, false, decides, !told, ref->stmt);
		bool too_much = o && o->exceeded && !decides; /* what was seen happens, or the others show it */
		if (too_much && o->bad)
			o->exceeded = too_much = false;
		if (o && ((!o->reached && !o->exceeded) || too_much)) {
			outcome_free(o);
			continue;
		}
		if (!all)
			all = outcome_none();
		if (o && q->beside)
			g_hash_table_insert(q->flags_of, (gpointer)caller, flags_alone(o));
		if (o)
			outcome_merge(all, o, first);
		else
			all->reached = true;
		outcome_free(o);
	}
	if (all && !decides && says_nothing(all)) /* they were too much, or have been asked: the function speaks */
		g_clear_pointer(&all, outcome_free);
	return all;
}

/* The same for what is asked beside the verdict: what the callers say here is in no answer yet. */
static struct outcome *explore_callers_apart(const struct question *q, const struct function_info *info, bool decides)
{
	g_autoptr(GHashTable) asked = g_hash_table_new(NULL, NULL);
	struct question apart = *q;
	apart.asked = asked;
	apart.beside = true;
	g_hash_table_add(q->visiting, (gpointer)info->function);
	struct outcome *all = explore_callers(&apart, info, decides);
	g_hash_table_remove(q->visiting, info->function);
	return all;
}

/* Of a flag of which the other says nothing, since none of its paths came to an end, what was known stands; where it
 * had too many paths, a loss may have been made up for. */
static void take_flags(struct outcome *into, struct outcome *from)
{
	guint64 said = from->kept | from->lost | from->maybe, unsaid = from->exceeded ? into->lost & ~said : 0;
	into->kept = from->kept | (into->kept & ~said);
	into->lost = from->lost | (into->lost & ~said & ~unsaid);
	into->maybe = from->maybe | (into->maybe & ~said) | unsaid;
	for (unsigned i = 0; i < RULE_FLAGS_MAX; i++) {
		if (!((said | unsaid) & FLAG_BIT(i)))
			continue;
		g_clear_pointer(&into->lost_steps[i], g_ptr_array_unref);
		merge_steps(&into->lost_steps[i], &from->lost_steps[i]);
	}
}

/* The verdict stands, but a caller that calls a fallback once more owes the flags again, and one that sets flags may
 * clear them. */
static void add_callers_flags(const struct question *q, const struct function_info *info, struct outcome *o)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	if (!o->kept || info->callers->len == 0 || q->query->verdict_only ||
	    !question_callers_matter(q, info, INTEREST_SETS, seen))
		return;
	struct outcome *up = explore_callers_apart(q, info, true);
	if (!up)
		return;
	if (up->exceeded) {
		left_out_note(o->left_flags, LEFT_CALLER, info->function->name, "they have too many paths");
	} else {
		o->kept |= up->kept;
		o->lost |= up->lost;
		for (unsigned i = 0; i < RULE_FLAGS_MAX; i++)
			merge_steps(&o->lost_steps[i], &up->lost_steps[i]);
	}
	merge_left_for_flags(o, up);
	outcome_free(up);
}

static void want_callers(const struct question *q, const struct cfg_function *f, enum wish_kind kind, unsigned effects)
{
	g_hash_table_add(q->wanted, (gpointer)wish_of(kind, f->key, f->path, effects));
}

/* Callers that could not be read or followed are left out of what hangs on them. */
static void note_unread_callers(const struct question *q, const struct cfg_function *f, struct left_out *left)
{
	const char *why = program_left_out(q->query->program, true, f->key);
	if (why)
		left_out_note(left, LEFT_CALLER, f->name, why);
}

/* What the function leaves to its callers: alone: no other caller shows what happens. What it has lost any caller may
 * restore; what it has kept is asked of those that name it. */
static void want_help(const struct question *q, const struct function_info *info, bool gives, bool loses, bool keeps,
		      bool alone)
{
	unsigned effects = (gives ? EFFECT_CALLS : 0) | (loses || keeps ? EFFECT_RESTORES : 0) |
			   (gives || loses ? EFFECT_DEEP : 0);
	bool any = gives && alone && info->callers->len == 0;
	if (effects)
		want_callers(q, info->function, any ? WISH_ANY_CALLER : WISH_HELPER, effects);
}

/* One caller makes up for what the function leaves undone: the others have their say as well. */
static void want_others(const struct question *q, const struct cfg_function *f, bool gives, bool loses,
			const struct outcome *up)
{
	if ((gives && (up->good || up->deferred)) || (loses && up->kept & ~up->lost))
		want_callers(q, f, WISH_CALLERS, 0);
}

/* What the functions above say of a failure that this one hands on; NULL where nobody calls it. */
static struct outcome *ask_callers(const struct question *q, const struct function_info *info, bool decides,
				   struct outcome *o, bool gives, bool *out_helps)
{
	bool loses = (o->good || o->deferred) && (o->lost | o->maybe);
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	bool helps = decides && (o->deferred || question_callers_matter(q, info, loses ? INTEREST_RESTORE : 0, seen));
	*out_helps = helps;
	if (!helps && decides && !gives && !q->query->verdict_only) {
		g_hash_table_remove_all(seen);
		*out_helps = helps = callers_hand_on(q, info, seen);
	}
	if (!helps && (!gives || q->query->verdict_only || *q->explorations == 0))
		return NULL;
	if (!gives)
		return explore_callers_apart(q, info, helps);
	if (!helps)
		*q->explorations = MIN(*q->explorations, FEW_EXPLORATIONS);
	g_hash_table_add(q->visiting, (gpointer)info->function);
	struct outcome *up = explore_callers(q, info, helps);
	if (up && !helps && decides && (up->good || up->deferred) && !o->good && !o->deferred) {
		outcome_free(up); /* they do help: what they leave behind makes the function itself fall back */
		*out_helps = helps = true;
		g_hash_table_remove_all(q->asked);
		up = explore_callers(q, info, helps);
	}
	g_hash_table_remove(q->visiting, info->function);
	if (up && up->exceeded &&
	    !helps) { /* no caller can change the verdict, so that it was too much does not matter */
		outcome_free(up);
		up = NULL;
	}
	return up;
}

/* Somebody calls the function through a pointer, and an event loop that has the pointer calls it again at once. */
static bool is_called_back(const struct question *q, const struct function_info *info, struct outcome *o)
{
	bool through_pointer = false;
	for (guint i = 0; i < info->callers->len && !through_pointer; i++) {
		const struct call_ref *call = info->callers->pdata[i];
		through_pointer = call->stmt->callee->kind != CFG_FUNC;
	}
	if (through_pointer && o->bad)
		consequence_of_callback(q->query->program, info, o, q->wanted);
	return through_pointer && o->bad && o->consequence == CONSEQUENCE_BUSY_LOOP;
}

/* What of an outcome hangs on the callers. */
enum hangs { HANGS_NOTHING, HANGS_FLAGS, HANGS_VERDICT };

/* Of a caller that only shows what happens, and that is too much as a whole, what comes behind the call. */
static struct outcome *explore_caller(const struct question *q, const struct cfg_function *f, bool decides,
				      const struct cfg_stmt *call)
{
	struct outcome *o = question_explore(q, f, decides);
	if (decides || !call || !o->exceeded || o->bad)
		return o;
	outcome_free(o);
	return question_explore_from(q, f, call);
}

static struct outcome *explore_up(const struct question *q, const struct cfg_function *f, bool is_site, bool decides,
				  bool alone, const struct cfg_stmt *call, enum hangs *out_hangs)
{
	const struct function_info *info = program_info(q->query->program, f);
	g_hash_table_add(q->asked, (gpointer)f);
	if (!decides && *q->explorations > 0)
		(*q->explorations)--;
	struct outcome *o = explore_caller(q, f, decides, call);
	bool unreached = is_site && !o->reached && !o->exceeded, helps;
	struct outcome *away = is_site && !o->exceeded ? probe_keeps_away(q->query, f, o->reached, q->wanted) : NULL;
	if (away) {
		outcome_free(o);
		return away;
	}
	if (unreached) {
		outcome_free(o);
		o = question_explore_unreached(q, f);
	}
	bool gives = ((o->bad || o->maybe_bad) && o->hands_on) || o->deferred;
	bool loses = (o->good || o->deferred) && (o->lost | o->maybe);
	want_help(q, info, gives, loses, o->kept && !q->query->verdict_only, alone);
	*out_hangs = gives ? HANGS_VERDICT : loses || o->kept ? HANGS_FLAGS : HANGS_NOTHING;
	if (!gives && !loses) {
		if (decides && !o->exceeded)
			add_callers_flags(q, info, o);
		return o;
	}
	if (info->callers->len == 0) {
		consequence_of_callback(q->query->program, info, o, q->wanted);
		return o;
	}
	struct outcome *up = ask_callers(q, info, decides, o, gives, &helps);
	if (!up) {
		if (gives)
			consequence_of_callback(q->query->program, info, o, q->wanted);
		return o;
	}
	want_others(q, f, gives, loses, up);
	if (!helps && gives && is_called_back(q, info, o)) { /* nothing that its callers do can be worse */
		left_out_merge(o->left, up->left);
		outcome_free(up);
		return o;
	}
	if (!gives) { /* what it says stands; the callers have only their say about the flags */
		take_flags(o, up);
		merge_left_for_flags(o, up);
		outcome_free(up);
		return o;
	}
	if (!helps && (o->good || o->deferred) && up->deferred == o->deferred)
		take_flags(up, o); /* nor does any of them set flags */
	if (unreached)
		up->lost = up->maybe = 0;
	outcome_free(o);
	return up;
}

/* --- sites that are an address ---------------------------------------------------------------------------------- */

/* Functions with a call through a pointer: the roots for a site that only takes the call's address. */
struct outcome *question_explore_pointers(const struct question *q)
{
	const GPtrArray *functions = program_functions(q->query->program);
	struct outcome *all = NULL;
	for (guint i = 0; i < functions->len; i++) {
		const struct cfg_function *f = functions->pdata[i];
		bool indirect = false;
		for (guint b = 0; b < f->blocks->len && !indirect; b++) {
			const struct cfg_block *block = cfg_block(f, (int)b);
			for (guint k = 0; k < block->stmts->len && !indirect; k++) {
				const struct cfg_stmt *s = block->stmts->pdata[k];
				indirect = s->kind == CFG_CALL && s->callee->kind != CFG_FUNC;
			}
		}
		if (!indirect)
			continue;
		struct outcome *o = question_explore_up(q, f, false, true, false, NULL);
		if (!o->reached) {
			outcome_free(o);
			continue;
		}
		if (!all) {
			all = o;
			continue;
		}
		outcome_merge(all, o, false);
		outcome_free(o);
	}
	return all;
}

struct outcome *question_explore_up(const struct question *q, const struct cfg_function *f, bool is_site, bool decides,
				    bool alone, const struct cfg_stmt *call)
{
	enum hangs hangs = HANGS_NOTHING;
	struct outcome *o = explore_up(q, f, is_site, decides, alone, call, &hangs);
	if (hangs != HANGS_NOTHING)
		note_unread_callers(q, f, hangs == HANGS_VERDICT ? o->left : o->left_flags);
	return o;
}
