/* What calls do under the model: the rule's call fails with the errno in question, a fallback works or not, restoring
 * calls set flags, functions of the program are followed where they matter, all others return anything and change
 * nothing (SEMANTICS, "Feasible"). */
#include "flow/explorer.h"

#include <string.h>

#define MAX_RECURSION 2 /* further times that a function is followed into itself */
#define MAX_TARGETS   8 /* functions a pointer may lead to that are followed */

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

static int argument(struct explorer *x, struct state *s, const struct cfg_stmt *call, int index)
{
	return index >= 0 && (unsigned)index < call->n_args ? eval(x, s, call->args[index]) : -1;
}

static void give_result(struct explorer *x, struct state *s, const struct cfg_stmt *call, int value)
{
	if (call->lhs)
		eval_write(x, s, eval_address(x, s, call->lhs), value, -1);
}

static void note(struct explorer *x, struct state *s, enum event_kind kind, const struct cfg_stmt *call, gint64 value)
{
	explorer_event(x,
		       &(struct event){.kind = kind, .function = state_top(s)->function, .stmt = call, .value = value});
}

/* Whether a flag was asked for in the attempt: 1, 0, or -1 where the path does not say. */
static int flag_asked(struct explorer *x, struct state *s, const struct rule_flag *flag)
{
	if (s->attempt.asked < 0)
		return 0;
	guint64 ones, zeros;
	value_bits(x->values, s->attempt.asked, &ones, &zeros);
	if (ones & (guint64)flag->value)
		return 1;
	if (zeros & (guint64)flag->value)
		return 0;
	int bit = value_binary(x->values, CFG_AND, s->attempt.asked, value_const(x->values, flag->value));
	return state_truth(s, x->values, bit);
}

void explorer_settle_flags(struct explorer *x, struct state *s, int from)
{
	if (!s->attempt.following)
		return;
	s->attempt.following = false;
	gint64 fd;
	if (state_constant(s, x->values, s->attempt.descriptor, &fd) && fd < 0)
		return;
	for (guint i = 0; i < x->rule->flags->len && i < STATE_FLAGS; i++) {
		int asked = flag_asked(x, s, x->rule->flags->pdata[i]);
		unsigned bit = 1u << i;
		if (asked == 0)
			continue;
		if (s->attempt.restored[i] == RESTORED_YES) {
			x->kept |= bit;
		} else if (s->attempt.restored[i] == RESTORED_MAYBE) {
			x->maybe |= bit;
		} else {
			x->lost |= bit;
			if (x->lost_node[i] < 0) {
				x->lost_node[i] = from;
				x->lost_event[i] = x->events->len;
			}
		}
	}
	memset(s->attempt.restored, 0, sizeof(s->attempt.restored));
	s->attempt.descriptor = -1;
	s->attempt.asked = -1;
	s->attempt.listener = -1;
}

static bool all_restored(struct explorer *x, struct state *s);

/* --- the rule's call and its fallbacks -------------------------------------------------------------------------- */

static enum call_effect call_fails(struct explorer *x, struct state *s, int from, const struct cfg_stmt *call,
				   bool by_pointer)
{
	bool is_site = x->site_stmt ? call == x->site_stmt : by_pointer;
	if (is_site) {
		explorer_settle_flags(x, s, from);
		x->reached = true;
		s->attempt.tried = true;
		s->attempt.pending = true;
		s->attempt.listener = argument(x, s, call, x->rule->descriptor_argument);
		s->attempt.asked = argument(x, s, call, x->rule->flags_argument);
		note(x, s, EVENT_FAIL, call, 0);
	}
	state_write(s, errno_address(x), value_const(x->values, x->query->errno_number));
	give_result(x, s, call, value_const(x->values, x->rule->failure));
	return CALL_DONE;
}

static bool is_call_result(int id, const struct value *v, void *data)
{
	(void)id;
	(void)data;
	return v->kind == VALUE_FRESH;
}

/* Two listeners are taken for different only where that is plain: two constants, or two places in memory that no call's
 * result leads to. */
static bool same_listener(const struct explorer *x, int a, int b)
{
	if (a < 0 || b < 0 || a == b)
		return true;
	return value_visit(x->values, a, is_call_result, NULL) || value_visit(x->values, b, is_call_result, NULL);
}

static void fallback_succeeds(struct explorer *x, struct state *s, int from, guint first_event,
			      const struct cfg_stmt *call, bool answers)
{
	struct state *ok = state_copy(s);
	int fd = state_fresh(ok, x->values, call);
	struct range valid = range_of(0, G_MAXINT32);
	state_restrict(ok, x->values, fd, &valid);
	give_result(x, ok, call, fd);
	if (answers) {
		ok->attempt.pending = false;
		ok->attempt.following = x->rule->flags->len > 0;
		ok->attempt.descriptor = fd;
		memset(ok->attempt.restored, 0, sizeof(ok->attempt.restored));
		note(x, ok, EVENT_FALLBACK, call, 1);
		if (all_restored(x, ok))
			explorer_settle_flags(x, ok, from);
	}
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
	state_restrict(failed, x->values, error, &valid);
	state_write(failed, errno_address(x), error);
	if (answers) {
		failed->attempt.pending = false;
		note(x, failed, EVENT_FALLBACK, call, 0);
	}
	state_top(failed)->stmt++;
	explorer_emit(x, from, first_event, failed);
}

static enum call_effect call_falls_back(struct explorer *x, struct state *s, int from, guint first_event,
					const struct cfg_stmt *call)
{
	int listener = argument(x, s, call, x->rule->descriptor_argument);
	bool answers = s->attempt.pending && same_listener(x, s->attempt.listener, listener);
	if (s->attempt.following)
		explorer_settle_flags(x, s, from);
	if (!s->attempt.tried) {
		s->attempt.fell = true;
		((struct node *)x->nodes->pdata[from])->fell = true;
	}
	guint mark = x->events->len;
	fallback_succeeds(x, s, from, first_event, call, answers);
	guint again = explorer_repeat_events(x, first_event, mark);
	fallback_fails(x, s, from, again, call, answers);
	return CALL_FORKED;
}

/* --- restoring flags -------------------------------------------------------------------------------------------- */

static enum restored restores(struct explorer *x, struct state *s, const struct rule_restore *r,
			      const struct cfg_stmt *call, bool *out_applies)
{
	gint64 n;
	int fd = argument(x, s, call, (int)r->fd_argument), command = argument(x, s, call, r->command_argument);
	*out_applies = fd >= 0 && fd == s->attempt.descriptor &&
		       (r->command_argument < 0 ||
			(command >= 0 && state_constant(s, x->values, command, &n) && n == r->command));
	if (!*out_applies)
		return RESTORED_NO;
	if (r->value_argument < 0)
		return RESTORED_YES;
	int value = argument(x, s, call, r->value_argument);
	if (value < 0)
		return RESTORED_NO;
	if (r->value_by_pointer) {
		int truth = state_truth(s, x->values, eval_read(x, s, value));
		return truth == 1 ? RESTORED_YES : truth == 0 ? RESTORED_NO : RESTORED_MAYBE;
	}
	if (state_constant(s, x->values, value, &n))
		return (n & r->mask) == r->mask ? RESTORED_YES : RESTORED_NO;
	guint64 ones, zeros;
	value_bits(x->values, value, &ones, &zeros);
	return (ones & (guint64)r->mask) == (guint64)r->mask ? RESTORED_YES : RESTORED_NO;
}

/* All that was asked for is restored: the rest of the path need not be watched. */
static bool all_restored(struct explorer *x, struct state *s)
{
	for (guint i = 0; i < x->rule->flags->len && i < STATE_FLAGS; i++)
		if (s->attempt.restored[i] != RESTORED_YES && flag_asked(x, s, x->rule->flags->pdata[i]) != 0)
			return false;
	return true;
}

/* Applies what the call does to the watched descriptor's flags; true when it is a restoring call at all. */
static bool call_restores(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name)
{
	bool any = false, applies;
	for (guint i = 0; i < x->rule->flags->len && i < STATE_FLAGS; i++) {
		const struct rule_flag *flag = x->rule->flags->pdata[i];
		for (guint k = 0; k < flag->restores->len; k++) {
			const struct rule_restore *r = flag->restores->pdata[k];
			if (r->call != name)
				continue;
			any = true;
			if (!s->attempt.following)
				continue;
			enum restored how = restores(x, s, r, call, &applies);
			if (!applies)
				continue;
			s->attempt.restored[i] = (unsigned char)how;
			if (how != RESTORED_NO)
				note(x, s, EVENT_RESTORE, call, i);
		}
	}
	if (s->attempt.following && any && all_restored(x, s))
		explorer_settle_flags(x, s, -1);
	return any;
}

/* --- other calls ------------------------------------------------------------------------------------------------ */

static const char *const aborting[] = {"abort",
				       "__assert_fail",
				       "__assert",
				       "__assert_rtn",
				       "_Exit_abort",
				       "__builtin_trap",
				       "__builtin_abort",
				       "raise",
				       "g_assertion_message_expr",
				       NULL};

static bool named(const char *name, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(*list, name) == 0)
			return true;
	return false;
}

static enum call_effect call_never_returns(struct explorer *x, struct state *s, int from, guint first_event,
					   const struct cfg_stmt *call, const char *name)
{
	bool aborts = name && (named(name, aborting) || strstr(name, "abort"));
	note(x, s, aborts ? EVENT_ABORT : EVENT_EXIT, call, 0);
	explorer_end(x, from, first_event, s, aborts ? END_ABORT : END_EXIT, -1);
	return CALL_ENDED;
}

/* What is done to a descriptor or told of it without handing it on to the rest of the program. */
static const char *const harmless[] = {"setsockopt", "getsockopt", "getpeername", "getsockname", "fstat",
				       "isatty",     "shutdown",   "fcntl",       "fcntl64",     "ioctl",
				       "close",      "__close",    NULL};

/* An unseen function that is given the watched descriptor has it from then on. */
static bool hands_descriptor_on(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name)
{
	bool given = false;
	if (!s->attempt.following || (name && named(name, harmless)))
		return false;
	for (unsigned i = 0; i < call->n_args; i++) {
		int a = argument(x, s, call, (int)i);
		if (value_get(x->values, a)->kind == VALUE_STRING)
			return false; /* a log line about it */
		given |= a == s->attempt.descriptor;
	}
	return given;
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

/* Not visible: returns anything, and may have stored something in a local whose address it was given. */
static enum call_effect call_opaque(struct explorer *x, struct state *s, int from, const struct cfg_stmt *call,
				    const char *name)
{
	bool told = false;
	for (unsigned i = 0; i < call->n_args; i++) {
		int a = argument(x, s, call, (int)i);
		const struct value *v = value_get(x->values, a);
		bool handed_fd = a == s->attempt.descriptor && s->attempt.following;
		if (name && (handed_fd || may_fall_back(x, s, a)) &&
		    !program_find(x->program, name, state_top(s)->function->path))
			g_hash_table_add(x->opaque, (gpointer)name);
		if (v->kind == VALUE_STRING && s->attempt.pending && !told) {
			note(x, s, EVENT_REPORT, call, 0);
			told = true;
		}
		if (v->kind == VALUE_LOCAL && state_written(s, a, &(int){0}))
			state_write(s, a, state_fresh(s, x->values, call->args[i]));
	}
	if (hands_descriptor_on(x, s, call, name))
		explorer_settle_flags(x, s, from);
	if (call->lhs)
		give_result(x, s, call, state_fresh(s, x->values, call));
	return CALL_DONE;
}

static unsigned times_followed(const struct state *s, const struct cfg_function *f)
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
		int a = argument(x, s, call, (int)i);
		const struct value *v = value_get(x->values, a);
		if (v->kind == VALUE_LOCAL || v->kind == VALUE_FIELD || a == s->attempt.descriptor ||
		    state_constant(s, x->values, a, &n))
			return true;
	}
	return false;
}

/* Whether going into a function can change the answer at this point of the path. */
static bool worth_following(struct explorer *x, struct state *s, const struct function_info *info,
			    const struct cfg_stmt *call)
{
	unsigned interest = info->interest;
	if (s->frames->len > x->query->limits->call_depth ||
	    times_followed(s, info->function) > (interest & INTEREST_RULE ? MAX_RECURSION : 0))
		return false;
	if (interest & INTEREST_RULE) {
		/* before the attempt only what leads to it matters, or in a later invocation what is called instead of
		 * it */
		const guint8 *reach = g_hash_table_lookup(x->reach, info->function);
		if (s->attempt.pending || s->attempt.following || x->invocation > 0 ||
		    (reach && reach[0] == REACH_BEFORE))
			return true;
	}
	if (info->size > 400)
		return false;
	bool active = s->attempt.pending || s->attempt.following;
	if ((interest & INTEREST_RESTORE) && s->attempt.following && argument_matters(x, s, call))
		return true;
	if ((interest & INTEREST_STOP) && s->attempt.pending &&
	    (call->noreturn || info->function->noreturn || info->size <= 40))
		return true;
	if ((interest & INTEREST_ERRNO) && s->attempt.pending && info->size <= 60)
		return true;
	if ((interest & INTEREST_FLAG) && (active ? info->size <= 60 : info->size <= 16 && call->lhs))
		return true;
	if ((interest & INTEREST_OUT) && info->size <= 40 && active)
		return argument_matters(x, s, call);
	return active && call->lhs && info->size <= 24 && argument_matters(x, s, call);
}

static enum call_effect call_enter(struct explorer *x, struct state *s, const struct cfg_stmt *call,
				   const struct cfg_function *callee)
{
	g_autofree int *args = g_new0(int, call->n_args + 1), *places = g_new0(int, call->n_args + 1);
	for (unsigned i = 0; i < call->n_args; i++) {
		args[i] = argument(x, s, call, (int)i);
		places[i] = eval_place(x, s, call->args[i]);
	}
	struct frame frame = {callee, 0, 0, call};
	note(x, s, EVENT_ENTER, call, 0);
	state_top(s)->stmt++;
	g_array_append_val(s->frames, frame);
	unsigned depth = s->frames->len - 1;
	state_drop_frame(s, x->values, depth);
	for (unsigned i = 0; i < callee->n_params && i < call->n_args; i++)
		eval_write(x, s, value_local(x->values, callee->key, depth, i), args[i], places[i]);
	return CALL_ENTERED;
}

/* Functions of the C library that only compute. */
static bool computes(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name)
{
	static const char *const absolute[] = {"abs",           "labs",           "llabs", "imaxabs",
					       "__builtin_abs", "__builtin_labs", NULL};
	gint64 n;
	if (!named(name, absolute) || call->n_args != 1 || !state_constant(s, x->values, argument(x, s, call, 0), &n))
		return false;
	give_result(x, s, call, value_const(x->values, n < 0 && n != G_MININT64 ? -n : n));
	return true;
}

/* dlsym(…, "accept4") is the address of the call. */
static bool looks_up_call(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name)
{
	if (!g_ptr_array_find(x->rule->lookups, name, NULL))
		return false;
	for (unsigned i = 0; i < call->n_args; i++) {
		const struct value *v = value_get(x->values, argument(x, s, call, (int)i));
		if (v->kind == VALUE_STRING && strcmp(v->name, x->rule->call.name) == 0) {
			give_result(x, s, call, value_func(x->values, x->rule->call.name));
			return true;
		}
	}
	return false;
}

static enum call_effect call_named(struct explorer *x, struct state *s, int from, guint first_event,
				   const struct cfg_stmt *call, const char *name, bool by_pointer)
{
	const struct cfg_function *callee = program_find(x->program, name, state_top(s)->function->path);
	if (is_rule_call(x->rule, name) && (!callee || times_followed(s, callee) > 0 || by_pointer))
		return call_fails(x, s, from, call, by_pointer);
	if (is_rule_call(x->rule, name) && call == x->site_stmt)
		return call_fails(x, s, from, call, by_pointer);
	if (!callee && find_call(x->rule->fallbacks, name))
		return call_falls_back(x, s, from, first_event, call);
	if (call_restores(x, s, call, name)) {
		int result = state_fresh(s, x->values, call);
		bool asks =
			s->attempt.following && call->n_args == 2 && argument(x, s, call, 0) == s->attempt.descriptor;
		struct range valid = range_of(0, G_MAXINT32);
		if (asks) /* reading the flags of an open descriptor does not fail */
			state_restrict(s, x->values, result, &valid);
		give_result(x, s, call, result);
		return CALL_DONE;
	}
	if (strcmp(name, "close") == 0 && s->attempt.following && argument(x, s, call, 0) == s->attempt.descriptor) {
		s->attempt.following = false; /* not handed on: its flags do not matter */
		s->attempt.descriptor = -1;
	}
	const struct function_info *info = callee ? program_info(x->program, callee) : NULL;
	if (info && worth_following(x, s, info, call))
		return call_enter(x, s, call, callee);
	if (call->noreturn || (callee && callee->noreturn))
		return call_never_returns(x, s, from, first_event, call, name);
	if (looks_up_call(x, s, call, name) || (!callee && computes(x, s, call, name)))
		return CALL_DONE;
	return call_opaque(x, s, from, call, name);
}

/* The functions a pointer value may lead to: itself, or what fields of that name are initialised with. */
static unsigned call_targets(struct explorer *x, int value, const char *out_names[MAX_TARGETS])
{
	const struct value *v = value_get(x->values, value);
	if (v->kind == VALUE_FUNC) {
		out_names[0] = v->name;
		return 1;
	}
	if (v->kind != VALUE_INIT)
		return 0;
	const struct value *place = value_get(x->values, v->a);
	const GPtrArray *functions =
		place->kind == VALUE_FIELD ? program_field_functions(x->program, place->name) : NULL;
	if (!functions || functions->len > MAX_TARGETS)
		return 0;
	for (guint i = 0; i < functions->len; i++)
		out_names[i] = functions->pdata[i];
	return functions->len;
}

/* One successor per target: at the same call, with the pointer's value fixed. */
static enum call_effect fork_targets(struct explorer *x, struct state *s, int from, guint first_event,
				     const struct cfg_stmt *call, const char *const *names, unsigned n)
{
	int place = eval_address(x, s, call->callee);
	for (unsigned i = 0; i < n; i++) {
		struct state *one = state_copy(s);
		state_write(one, place, value_func(x->values, names[i]));
		explorer_emit(x, from, first_event, one);
	}
	return CALL_FORKED;
}

enum call_effect explorer_call(struct explorer *x, struct state *s, int from, guint first_event,
			       const struct cfg_stmt *call)
{
	if (call->callee->kind == CFG_FUNC)
		return call_named(x, s, from, first_event, call, call->callee->name, false);
	const char *names[MAX_TARGETS];
	int pointer = eval(x, s, call->callee);
	/* (*pointer)(…) and pointer(…) are the same call. */
	if (call->callee->kind == CFG_DEREF && value_get(x->values, pointer)->kind == VALUE_INIT)
		pointer = eval(x, s, call->callee->a);
	unsigned n = call_targets(x, pointer, names);
	if (n == 1)
		return call_named(x, s, from, first_event, call, names[0], true);
	if (n > 1)
		return fork_targets(x, s, from, first_event, call, names, n);
	if (call->noreturn)
		return call_never_returns(x, s, from, first_event, call, NULL);
	return call_opaque(x, s, from, call, NULL);
}
