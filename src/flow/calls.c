/* What calls do under the model: the rule's call fails with the errno in question, a fallback works or not, restoring
 * calls set flags, functions of the program are followed where they matter, all others return anything and change
 * nothing (SEMANTICS, "Feasible"). */
#include "flow/calls.h"

#include "flow/assumed.h"
#include "flow/callee.h"
#include "flow/event_loops.h"

#include "cfg/key.h"

#include <string.h>

#include "rules/library.h"

static const struct rule_call *find_call(const GPtrArray *calls, const char *name)
{
	for (guint i = 0; i < calls->len; i++)
		if (((struct rule_call *)calls->pdata[i])->name == name)
			return calls->pdata[i];
	return NULL;
}

static bool is_rule_call(const struct rule *rule, const char *name)
{
	return rule->call.name == name || find_call(rule->raw, name);
}

bool call_is_of_rule(const struct rule *rule, const char *name)
{
	return is_rule_call(rule, name) || find_call(rule->fallbacks, name);
}

int call_argument(struct explorer *x, struct state *s, const struct cfg_stmt *call, int index)
{
	return index >= 0 && (unsigned)index < call->n_args ? eval(x, s, call->args[index]) : -1;
}

static void give_result(struct explorer *x, struct state *s, const struct cfg_stmt *call, int value)
{
	probe_watch(x, s, call, value);
	if (call->lhs)
		eval_write(x, s, eval_address(x, s, call->lhs), value, -1);
}

void call_note(struct explorer *x, struct state *s, enum event_kind kind, const struct cfg_stmt *call, gint64 value)
{
	explorer_event(x,
		       &(struct event){.kind = kind, .function = state_top(s)->function, .stmt = call, .value = value});
}

/* --- the rule's call and its fallbacks -------------------------------------------------------------------------- */

/* Another site's call, where it is asked what the program does when it works: it gives a descriptor, or fails as calls
 * that exist do. */
static enum call_effect call_works(struct explorer *x, struct state *s, const struct cfg_stmt *call)
{
	int fd = state_fresh(s, x->values, call), error = state_fresh(s, x->values, call->callee);
	struct range given = range_of(-1, G_MAXINT32), errors = range_of(1, 4095);
	for (guint i = 0; i < x->rule->errnos->len; i++)
		range_exclude(&errors, ((struct rule_errno *)x->rule->errnos->pdata[i])->number);
	state_restrict(s, x->values, fd, &given);
	state_restrict(s, x->values, error, &errors);
	state_write(s, errno_address(x), error);
	give_result(x, s, call, fd);
	return CALL_DONE;
}

/* The way on which it works, beside the one on which it fails. */
static void call_may_work(struct explorer *x, const struct state *s, int from, guint first_event,
			  const struct cfg_stmt *call)
{
	struct state *ok = state_copy(s);
	call_works(x, ok, call);
	state_top(ok)->stmt++;
	explorer_emit(x, from, first_event, ok);
}

static enum call_effect call_fails(struct explorer *x, struct state *s, int from, const struct cfg_stmt *call,
				   bool by_pointer)
{
	bool is_site = !x->watched && (x->site_stmt ? call == x->site_stmt : by_pointer);
	struct listener l = listener_of(x, s, call);
	if (!is_site && call == x->works)
		return call_works(x, s, call);
	if (is_site) {
		s->attempt.probe = probe_is_asked(x, l.value);
		flags_settle(x, s, from);
		x->reached = true;
		s->attempt.tried = true;
		s->attempt.guessed &= s->attempt.pending;
		s->attempt.pending = true;
		listener_remember(s, &l);
		if (!s->attempt.probe) {
			listener_asked(x, &l);
			flags_request(x, s, call);
		}
		call_note(x, s, EVENT_FAIL, call, 0);
	}
	if (!is_site && s->attempt.probe) { /* the call that the probe should have kept away */
		s->attempt.pending = true;
		listener_remember(s, &l);
	}
	s->attempt.other = !is_site;
	state_write(s, errno_address(x), value_const(x->values, x->query->errno_number));
	give_result(x, s, call, value_const(x->values, x->rule->failure));
	return CALL_DONE;
}

static void fallback_succeeds(struct explorer *x, struct state *s, int from, guint first_event,
			      const struct cfg_stmt *call, bool answers, int listener)
{
	struct state *ok = state_copy(s);
	int fd = state_fresh(ok, x->values, call);
	struct range valid = range_of(0, G_MAXINT32);
	state_restrict(ok, x->values, fd, &valid);
	give_result(x, ok, call, fd);
	if (answers) {
		ok->attempt.pending = ok->attempt.guessed = ok->attempt.stale = false;
		ok->attempt.event = -1;
		call_note(x, ok, EVENT_FALLBACK, call, 1);
	}
	if (answers || (!ok->attempt.pending && !ok->attempt.other)) /* else it answers the other site's call */
		flags_watch(x, ok, answers, listener, fd, from);
	ok->attempt.other = false;
	state_top(ok)->stmt++;
	explorer_emit(x, from, first_event, ok);
}

static void fallback_fails(struct explorer *x, struct state *s, int from, guint first_event,
			   const struct cfg_stmt *call, bool answers)
{
	struct state *failed = state_copy(s);
	give_result(x, failed, call, value_const(x->values, x->rule->failure));
	int error = state_fresh(failed, x->values, call->callee);
	struct range valid = range_of(1, 4095);
	/* it exists and is allowed: what fails here is this connection, not the call */
	for (guint i = 0; i < x->rule->errnos->len; i++)
		range_exclude(&valid, ((struct rule_errno *)x->rule->errnos->pdata[i])->number);
	state_restrict(failed, x->values, error, &valid);
	state_write(failed, errno_address(x), error);
	if (answers) {
		failed->attempt.pending = failed->attempt.guessed = failed->attempt.stale = false;
		failed->attempt.event = -1;
		call_note(x, failed, EVENT_FALLBACK, call, 0);
	}
	failed->attempt.other = false;
	state_top(failed)->stmt++;
	explorer_emit(x, from, first_event, failed);
}

/* The two ways of a fallback's call. */
static void fallback_ways(struct explorer *x, struct state *s, int from, guint first_event, const struct cfg_stmt *call,
			  bool answers, int listener)
{
	guint mark = x->events->len;
	fallback_succeeds(x, s, from, first_event, call, answers, listener);
	guint again = explorer_repeat_events(x, first_event, mark);
	fallback_fails(x, s, from, again, call, answers);
}

static enum call_effect call_falls_back(struct explorer *x, struct state *s, int from, guint first_event,
					const struct cfg_stmt *call)
{
	struct listener l = listener_of(x, s, call);
	enum listener_match match = s->attempt.pending ? listener_match(x, s, &l) : LISTENER_OTHER;
	if (s->attempt.pending && probe_is_asked(x, s->attempt.listener))
		match = LISTENER_SAME;
	if (s->attempt.following)
		flags_settle(x, s, from);
	if (!s->attempt.tried && !listener_is_never_asked(x, s, &l)) {
		s->attempt.fell = true;
		((struct node *)x->nodes->pdata[from])->fell = true;
	}
	if (match == LISTENER_NEXT) { /* both ways: answers.c knows which one it is */
		guint mark = x->events->len;
		fallback_ways(x, s, from, first_event, call, false, l.value);
		first_event = explorer_repeat_events(x, first_event, mark);
		call_note(x, s, EVENT_NEXT, call, 0);
	}
	fallback_ways(x, s, from, first_event, call, match != LISTENER_OTHER, l.value);
	return CALL_FORKED;
}

/* --- other calls ------------------------------------------------------------------------------------------------ */

static enum call_effect call_never_returns(struct explorer *x, struct state *s, int from, guint first_event,
					   const struct cfg_stmt *call, const char *name)
{
	/* of a function that nobody sees, the name is all that tells */
	bool aborts = name && (library_does(name, LIBRARY_ABORTS) || strstr(name, "abort"));
	call_note(x, s, aborts ? EVENT_ABORT : EVENT_EXIT, call, 0);
	explorer_end(x, from, first_event, s, aborts ? END_ABORT : END_EXIT, -1);
	return CALL_ENDED;
}

/* Not visible, and given the error, or the listener of a pending attempt or what holds it: it may be what decides, or
 * what falls back. */
static bool may_fall_back(const struct explorer *x, const struct state *s, int argument)
{
	gint64 n;
	if (s->attempt.pending && value_is_const(x->values, argument, &n) && x->query->errno_number > 1 &&
	    (n == x->query->errno_number || n == -x->query->errno_number))
		return true;
	return s->attempt.pending && s->attempt.listener >= 0 && value_get(x->values, argument)->kind != VALUE_CONST &&
	       value_contains(x->values, s->attempt.listener, argument);
}

bool call_result_may_decide(struct explorer *x, struct state *s, const struct cfg_stmt *call)
{
	for (unsigned i = 0; call->lhs && i < call->n_args; i++)
		if (may_fall_back(x, s, call_argument(x, s, call, (int)i)))
			return true;
	return false;
}

/* A text is told by it, and not just put together, compared or looked up. */
static bool tells(const char *name)
{
	return !name || !(strstr(name, "sprintf") || g_str_has_prefix(name, "str") || g_str_has_prefix(name, "mem") ||
			  g_str_has_suffix(name, "getenv"));
}

/* Not visible: returns anything, and may have stored something in a local whose address it was given. */
static enum call_effect call_opaque(struct explorer *x, struct state *s, int from, const struct cfg_stmt *call,
				    const char *name)
{
	bool told = false;
	const struct cfg_function *callee = name ? program_find(x->program, name, state_top(s)->function->path) : NULL;
	const struct library_function *known = callee ? NULL : library_find(name);
	if (callee)
		passed_over(x, s, call, callee);
	else
		assumed_note(x, s, call);
	if (name) {
		wanted_effects(x, s, call, name);
		wanted_held(x, s, call);
		if (!callee)
			wanted_handed(x, s, call, name);
	}
	for (unsigned i = 0; i < call->n_args; i++) {
		int a = call_argument(x, s, call, (int)i);
		const struct value *v = value_get(x->values, a);
		bool handed_fd = a == s->attempt.descriptor && s->attempt.following;
		if (name && (handed_fd || (s->attempt.pending && a == errno_address(x)) ||
			     (call->lhs && may_fall_back(x, s, a))))
			wanted_part(x, s, name);
		if (v->kind == VALUE_STRING && s->attempt.pending && !told && tells(name)) {
			call_note(x, s, EVENT_REPORT, call, 0);
			told = true;
		}
		bool fills = known && known->fills & (1u << MIN(i, 31));
		if (fills && !known->member)
			listener_refilled(x, s, a);
		if (fills)
			passed_fill(x, s, a, known->member, call->args[i]);
		else if (v->kind == VALUE_LOCAL && x->free_statics)
			passed_fill(x, s, a, NULL, call->args[i]);
		else if (v->kind == VALUE_LOCAL && !callee && state_written(s, a, &(int){0}))
			state_write(s, a, state_fresh(s, x->values, call->args[i]));
	}
	int descriptor = s->attempt.descriptor;
	if (flags_handed_on(x, s, call, name))
		flags_settle(x, s, from);
	if (!call->lhs)
		return CALL_DONE;
	int result = state_fresh(s, x->values, call);
	g_hash_table_add(callee ? x->skipped : x->results, (gpointer)call);
	give_result(x, s, call, result);
	if (s->attempt.following && s->attempt.descriptor == descriptor)
		flags_kept_in(x, s, call, name, result);
	return CALL_DONE;
}

static enum call_effect call_enter(struct explorer *x, struct state *s, const struct cfg_stmt *call,
				   const struct cfg_function *callee)
{
	g_autofree int *args = g_new0(int, call->n_args + 1), *places = g_new0(int, call->n_args + 1);
	for (unsigned i = 0; i < call->n_args; i++) {
		args[i] = call_argument(x, s, call, (int)i);
		places[i] = eval_place(x, s, call->args[i]);
	}
	struct frame frame = {callee, 0, 0, call};
	call_note(x, s, EVENT_ENTER, call, 0);
	state_top(s)->stmt++;
	g_array_append_val(s->frames, frame);
	unsigned depth = s->frames->len - 1;
	state_drop_frame(s, x->values, depth);
	for (unsigned i = 0; i < callee->n_params && i < call->n_args; i++)
		eval_write(x, s, value_local(x->values, callee->key, depth, i), args[i], places[i]);
	return CALL_ENTERED;
}

/* abs() of an error number. */
static bool computes(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name)
{
	gint64 n;
	if (!library_does(name, LIBRARY_ABSOLUTE) || call->n_args != 1 ||
	    !state_constant(s, x->values, call_argument(x, s, call, 0), &n))
		return false;
	give_result(x, s, call, value_const(x->values, n < 0 && n != G_MININT64 ? -n : n));
	return true;
}

/* Reading the flags of an open descriptor, fcntl(fd, F_GETFD) or fcntl(fd, F_GETFD, 0), does not fail. */
static bool only_asks(struct explorer *x, struct state *s, const struct cfg_stmt *call)
{
	gint64 n = 0;
	bool given = s->attempt.following && call_argument(x, s, call, 0) == s->attempt.descriptor;
	return given &&
	       (call->n_args == 2 ||
		(call->n_args == 3 && state_constant(s, x->values, call_argument(x, s, call, 2), &n) && n == 0));
}

/* A statement that the parser lost may do anything; what is lost in the site's own function is told as a problem. */
static enum call_effect call_lost(struct explorer *x, struct state *s)
{
	const struct cfg_function *f = state_top(s)->function;
	if (s->attempt.pending || s->attempt.following)
		left_out_note(x->left, LEFT_STATEMENT, f->name, "it could not be understood");
	if (s->attempt.pending && f != x->site_function)
		x->doubt = f->name;
	if (s->attempt.following)
		flags_may_be_restored(s);
	return CALL_DONE;
}

/* It is given the listener, or what outlives the call: no object of the function's own. */
static bool ends_source(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name)
{
	bool plain = strcmp(name, "close") == 0 || strcmp(name, "shutdown") == 0;
	g_autofree char *word = cfg_key_name(name); /* of a method, too */
	if (!event_loop_ends(word))
		return false;
	for (unsigned i = 0; i < call->n_args; i++) {
		int a = call_argument(x, s, call, (int)i);
		const struct value *v = value_get(x->values, a);
		bool listener = s->attempt.listener >= 0 && v->kind != VALUE_CONST &&
				value_contains(x->values, s->attempt.listener, a);
		if (listener ||
		    (!plain && (v->kind == VALUE_INIT || v->kind == VALUE_GLOBAL || v->kind == VALUE_FIELD)))
			return true;
	}
	return false;
}

/* What matters for what happens at run time. */
static void note_meaning(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name)
{
	if (!s->attempt.pending)
		return;
	if (event_loop_waits(name))
		call_note(x, s, EVENT_WAIT, call, 0);
	else if (ends_source(x, s, call, name))
		call_note(x, s, EVENT_DISARM, call, 0);
}

/* abort() and the like: what a tree defines under such a name is for another system, or does the same. */
static bool is_reserved_ender(const char *name)
{
	const struct library_function *f = library_find(name);
	return f && f->does & LIBRARY_NO_RETURN && !f->header && !f->unless_zero;
}

static enum call_effect call_named(struct explorer *x, struct state *s, int from, guint first_event,
				   const struct cfg_stmt *call, const char *name, bool by_pointer)
{
	const struct cfg_function *callee = program_find(x->program, name, state_top(s)->function->path);
	if (name == g_intern_static_string(CFG_LOST))
		return call_lost(x, s);
	note_meaning(x, s, call, name);
	if (is_rule_call(x->rule, name) &&
	    (!callee || follow_times(s, callee) > 0 || by_pointer || call == x->site_stmt)) {
		if (x->any_works)
			call_may_work(x, s, from, first_event, call);
		return call_fails(x, s, from, call, by_pointer);
	}
	if ((!callee || by_pointer) && find_call(x->rule->fallbacks, name))
		return call_falls_back(x, s, from, first_event, call);
	if (flags_restored_by(x, s, call, name)) {
		int result = flags_read_by(x, s, call, name, state_fresh(s, x->values, call));
		struct range valid = range_of(0, G_MAXINT32);
		if (only_asks(x, s, call))
			state_restrict(s, x->values, result, &valid);
		give_result(x, s, call, result);
		return CALL_DONE;
	}
	if (library_does(name, LIBRARY_CLOSES) && s->attempt.following &&
	    call_argument(x, s, call, 0) == s->attempt.descriptor) {
		s->attempt.following = false; /* not handed on: its flags do not matter */
		s->attempt.descriptor = -1;
	}
	if ((call->noreturn || (by_pointer && !callee)) && is_reserved_ender(name))
		return call_never_returns(x, s, from, first_event, call, name);
	const struct function_info *info = callee ? program_info(x->program, callee) : NULL;
	if (info && follow_is_worth(x, s, info, call))
		return call_enter(x, s, call, callee);
	if (call->noreturn || (callee && callee->noreturn))
		return call_never_returns(x, s, from, first_event, call, name);
	if (!callee && computes(x, s, call, name))
		return CALL_DONE;
	return call_opaque(x, s, from, call, name);
}

/* The function, when the call is like one of any function that is not gone into; NULL for a target of its own. */
static const struct cfg_function *target_to_pass(struct explorer *x, struct state *s, const struct cfg_stmt *call,
						 const char *name)
{
	const struct cfg_function *callee = program_find(x->program, name, state_top(s)->function->path);
	if (!callee || call->noreturn || callee->noreturn || call_is_of_rule(x->rule, name) ||
	    flags_is_restoring(x->rule, name))
		return NULL;
	return follow_is_worth(x, s, program_info(x->program, callee), call) ? NULL : callee;
}

/* The way of one target. It is gone into at once: two states that wait at the call may be joined, which forgets what
 * the pointer is, and leads back to where the ways part. */
static void go_to_target(struct explorer *x, struct state *s, int from, guint first_event, const struct cfg_stmt *call,
			 const char *name)
{
	enum call_effect effect = call_named(x, s, from, first_event, call, name, true);
	if (effect == CALL_FORKED || effect == CALL_ENDED) {
		state_free(s);
		return;
	}
	if (effect == CALL_DONE)
		state_top(s)->stmt++;
	explorer_emit(x, from, first_event, s);
}

/* One way per target, with the pointer's value fixed. The targets that are not gone into go one way together: a table
 * of a hundred functions has few that matter. */
static enum call_effect fork_targets(struct explorer *x, struct state *s, int from, guint first_event,
				     const struct cfg_stmt *call, const GPtrArray *names, bool others)
{
	int place = eval_address(x, s, call->callee);
	guint mark = x->events->len;
	struct state *rest = others ? state_copy(s) : NULL;
	for (guint i = 0; i < names->len; i++) {
		const struct cfg_function *callee = target_to_pass(x, s, call, names->pdata[i]);
		if (callee) {
			rest = rest ? rest : state_copy(s);
			passed_over(x, rest, call, callee);
			continue;
		}
		struct state *one = state_copy(s);
		state_write(one, place, value_func(x->values, names->pdata[i]));
		go_to_target(x, one, from, explorer_repeat_events(x, first_event, mark), call, names->pdata[i]);
	}
	if (rest) {
		first_event = explorer_repeat_events(x, first_event, mark);
		call_opaque(x, rest, from, call, NULL);
		g_hash_table_add(x->skipped, (gpointer)call);
		state_top(rest)->stmt++;
		explorer_emit(x, from, first_event, rest);
	}
	return CALL_FORKED;
}

/* What the pointer holds, if that is known; else all that it may hold. NULL: nothing is known of it. */
static GPtrArray *targets_of_call(struct explorer *x, struct state *s, const struct cfg_stmt *call, int pointer,
				  bool *out_others)
{
	const struct pointer_call *told = program_pointer_call(x->program, call);
	GPtrArray *names = targets_of(x, pointer);
	if (value_get(x->values, pointer)->kind == VALUE_FUNC)
		return names;
	wanted_table(x, s, call, pointer);
	wanted_targets(x, s, call);
	if (!names && program_dispatched(x->program, call))
		return g_ptr_array_copy((GPtrArray *)program_field_functions(x->program, call->callee->name), NULL,
					NULL);
	for (guint i = 0; told && i < told->names->len; i++) {
		names = names ? names : g_ptr_array_new();
		if (!g_ptr_array_find(names, told->names->pdata[i], NULL))
			g_ptr_array_add(names, told->names->pdata[i]);
	}
	*out_others = told && told->others;
	return names;
}

enum call_effect explorer_call(struct explorer *x, struct state *s, int from, guint first_event,
			       const struct cfg_stmt *call)
{
	wanted_overriders(x, s, call);
	if (call->callee->kind == CFG_FUNC)
		return call_named(x, s, from, first_event, call, call->callee->name, false);
	int pointer = eval(x, s, call->callee);
	/* (*pointer)(…) and pointer(…) are the same call. */
	if (call->callee->kind == CFG_DEREF && value_get(x->values, pointer)->kind == VALUE_INIT)
		pointer = eval(x, s, call->callee->a);
	bool others = false;
	g_autoptr(GPtrArray) names = targets_of_call(x, s, call, pointer, &others);
	if (names && names->len == 1 && !others)
		return call_named(x, s, from, first_event, call, names->pdata[0], true);
	if (names && names->len > 0)
		return fork_targets(x, s, from, first_event, call, names, others);
	if (call->noreturn)
		return call_never_returns(x, s, from, first_event, call, NULL);
	return call_opaque(x, s, from, call, NULL);
}
