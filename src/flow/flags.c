/* The flags that the failing call asked for, and what becomes of them on the descriptor that a fallback gives: watched
 * from the fallback on, settled when it is handed on or lost sight of.
 *
 * A fallback that is called outright, because an earlier invocation has left a flag behind, owes what that invocation's
 * call asked for. Which one that was is told by what it had in common with this one, the root's parameters: the
 * requests seen so far are kept with the conditions on those that they were made under. */
#include "flow/calls.h"

#include "rules/library.h"

/* One way in which the site's call was made. */
struct request {
	int listener;       /* value of the descriptor argument */
	int asked;          /* value of the flags argument */
	GArray *conditions; /* of struct constraint, on what the root was given */
};

static void request_free(gpointer data)
{
	struct request *r = data;
	g_array_unref(r->conditions);
	g_free(r);
}

GPtrArray *flags_requests_new(void)
{
	return g_ptr_array_new_with_free_func(request_free);
}

/* --- what was asked for ------------------------------------------------------------------------------------------- */

/* Whether a flag is in a value: 1, 0, or -1 where the path does not say. A flag of several bits is there with all. */
static int value_has(struct explorer *x, struct state *s, int value, const struct rule_flag *flag)
{
	if (value < 0)
		return 0;
	guint64 mask = (guint64)flag->value;
	struct cfg_bits bits = state_bits(s, x->values, value);
	if ((bits.ones & mask) == mask)
		return 1;
	if (bits.zeros & mask)
		return 0;
	int all = value_const(x->values, flag->value), some = value_binary(x->values, CFG_AND, value, all);
	return state_truth(s, x->values, value_binary(x->values, CFG_EQ, some, all));
}

static bool request_fits(const struct request *r, struct state *s, struct explorer *x)
{
	if (r->listener != s->attempt.listener)
		return false;
	for (guint i = 0; i < r->conditions->len; i++) {
		const struct constraint *c = &g_array_index(r->conditions, struct constraint, i);
		if (!state_restrict(s, x->values, c->value, &c->range))
			return false;
	}
	return true;
}

static bool request_asks(struct explorer *x, const struct state *s, const struct request *r,
			 const struct rule_flag *flag)
{
	auto_ptr(state) both = state_copy(s);
	return request_fits(r, both, x) && value_has(x, both, r->asked, flag) != 0;
}

/* A request that fits the path where this one does, and is without the flag. */
static bool asked_otherwise(struct explorer *x, const struct state *s, const struct request *r,
			    const struct rule_flag *flag)
{
	auto_ptr(state) here = state_copy(s);
	if (!request_fits(r, here, x))
		return true;
	for (guint i = 0; i < x->requests->len; i++) {
		const struct request *other = x->requests->pdata[i];
		auto_ptr(state) both = state_copy(here);
		if (request_fits(other, both, x) && value_has(x, both, other->asked, flag) == 0)
			return true;
	}
	return false;
}

/* Over the requests that fit this path: 1 where what the root was given makes sure that the flag was asked for, 0 where
 * none did, -1 where some did. */
static int earlier_asked(struct explorer *x, const struct state *s, const struct rule_flag *flag)
{
	bool some = false;
	for (guint i = 0; i < x->requests->len; i++) {
		const struct request *r = x->requests->pdata[i];
		if (!request_asks(x, s, r, flag))
			continue;
		if (!asked_otherwise(x, s, r, flag))
			return 1;
		some = true;
	}
	return some ? -1 : 0;
}

/* Whether a flag was asked for in the attempt: 1, 0, or -1 where the path does not say. */
static int flag_asked(struct explorer *x, struct state *s, const struct rule_flag *flag)
{
	if (s->attempt.asked == ASKED_EARLIER)
		return earlier_asked(x, s, flag);
	return value_has(x, s, s->attempt.asked, flag);
}

static bool has_condition(const GArray *conditions, const struct constraint *c)
{
	for (guint i = 0; i < conditions->len; i++) {
		const struct constraint *d = &g_array_index(conditions, struct constraint, i);
		if (c->value == d->value && range_equal(&c->range, &d->range))
			return true;
	}
	return false;
}

/* Wherever b fits, a does, and asks for the same. */
static bool request_covers(const struct request *a, const struct request *b)
{
	if (a->asked != b->asked || a->listener != b->listener || a->conditions->len > b->conditions->len)
		return false;
	for (guint i = 0; i < a->conditions->len; i++)
		if (!has_condition(b->conditions, &g_array_index(a->conditions, struct constraint, i)))
			return false;
	return true;
}

static void remember_request(struct explorer *x, const struct state *s)
{
	struct request *r = g_new0(struct request, 1);
	r->asked = s->attempt.asked;
	r->listener = s->attempt.listener;
	r->conditions = g_array_new(FALSE, TRUE, sizeof(struct constraint));
	for (guint i = 0; i < s->constraints->len; i++) {
		const struct constraint *c = &g_array_index(s->constraints, struct constraint, i);
		if (explorer_is_given(x, c->value))
			g_array_append_val(r->conditions, *c);
	}
	bool known = false;
	for (guint i = x->requests->len; i-- > 0 && !known;) {
		known = request_covers(x->requests->pdata[i], r);
		if (!known && request_covers(r, x->requests->pdata[i]))
			g_ptr_array_remove_index_fast(x->requests, i);
	}
	if (known)
		request_free(r);
	else
		g_ptr_array_add(x->requests, r);
}

/* What is known of each flag becomes a number; only what the path leaves open stays a value of its own. */
void flags_request(struct explorer *x, struct state *s, const struct cfg_stmt *call)
{
	int asked = call_argument(x, s, call, x->rule->flags_argument);
	gint64 known = 0;
	bool open = false;
	for (guint i = 0; i < x->rule->flags->len; i++) {
		const struct rule_flag *flag = x->rule->flags->pdata[i];
		int has = value_has(x, s, asked, flag);
		known |= has > 0 ? flag->value : 0;
		open |= has < 0;
	}
	s->attempt.asked = open || asked < 0 ? asked : value_const(x->values, known);
	remember_request(x, s);
}

guint64 flags_requested(const struct explorer *x)
{
	guint64 asked = 0;
	for (guint i = 0; i < x->rule->flags->len; i++) {
		guint64 mask = (guint64)((struct rule_flag *)x->rule->flags->pdata[i])->value;
		for (guint k = 0; k < x->requests->len; k++) {
			const struct request *r = x->requests->pdata[k];
			gint64 value;
			bool known = r->asked < 0 || value_is_const(x->values, r->asked, &value);
			if (!known || (r->asked >= 0 && ((guint64)value & mask) == mask))
				asked |= FLAG_BIT(i);
		}
	}
	return asked;
}

/* --- the descriptor ----------------------------------------------------------------------------------------------- */

static bool nothing_to_watch(struct explorer *x, struct state *s);

void flags_watch(struct explorer *x, struct state *s, bool answers, int listener, int descriptor, int from)
{
	if (!s->attempt.tried || answers)
		s->attempt.listener = listener;
	if (s->attempt.listener != listener)
		return; /* another listener's connection: nobody has asked anything of it */
	s->attempt.following = x->rule->flags->len > 0;
	s->attempt.descriptor = descriptor;
	s->attempt.restored = s->attempt.maybe_restored = 0;
	if (nothing_to_watch(x, s))
		flags_settle(x, s, from);
}

static void settle_flag(struct explorer *x, struct state *s, guint i, int from)
{
	int asked = flag_asked(x, s, x->rule->flags->pdata[i]);
	guint64 bit = FLAG_BIT(i);
	bool restored = s->attempt.restored & bit, maybe = s->attempt.maybe_restored & bit;
	if (asked == 0)
		return;
	if (asked < 0 && s->attempt.asked == ASKED_EARLIER && !restored && !maybe)
		return; /* another invocation's request may have been without it */
	if (restored) {
		x->kept |= bit;
	} else if (maybe) {
		x->maybe |= bit;
	} else {
		x->lost |= bit;
		if (x->lost_node[i] < 0) {
			x->lost_node[i] = from;
			x->lost_event[i] = x->events->len;
		}
	}
}

void flags_settle(struct explorer *x, struct state *s, int from)
{
	if (!s->attempt.following)
		return;
	s->attempt.following = false;
	gint64 fd;
	if (state_constant(s, x->values, s->attempt.descriptor, &fd) && fd < 0)
		return;
	for (guint i = 0; i < x->rule->flags->len; i++)
		settle_flag(x, s, i, from);
	s->attempt.restored = s->attempt.maybe_restored = 0;
	s->attempt.descriptor = -1;
}

/* --- restoring flags -------------------------------------------------------------------------------------------- */

/* The call is made for the watched descriptor, with this command. */
static bool applies(struct explorer *x, struct state *s, const struct rule_restore *r, const struct cfg_stmt *call)
{
	gint64 n;
	int fd = call_argument(x, s, call, (int)r->fd_argument),
	    command = call_argument(x, s, call, r->command_argument);
	return fd >= 0 && fd == s->attempt.descriptor &&
	       (r->command_argument < 0 ||
		(command >= 0 && state_constant(s, x->values, command, &n) && n == r->command));
}

enum restored { RESTORED_NO, RESTORED_MAYBE, RESTORED_YES };

static void set_restored(struct state *s, guint i, enum restored how)
{
	s->attempt.restored &= ~FLAG_BIT(i);
	s->attempt.maybe_restored &= ~FLAG_BIT(i);
	s->attempt.restored |= how == RESTORED_YES ? FLAG_BIT(i) : 0;
	s->attempt.maybe_restored |= how == RESTORED_MAYBE ? FLAG_BIT(i) : 0;
}

static enum restored restores(struct explorer *x, struct state *s, const struct rule_restore *r,
			      const struct cfg_stmt *call)
{
	if (r->value_argument < 0)
		return r->clears ? RESTORED_NO : RESTORED_YES;
	int value = call_argument(x, s, call, r->value_argument);
	if (value < 0)
		return RESTORED_NO;
	if (r->value_by_pointer) {
		int truth = state_truth(s, x->values, eval_read(x, s, value));
		return truth == 1 ? RESTORED_YES : truth == 0 ? RESTORED_NO : RESTORED_MAYBE;
	}
	struct cfg_bits bits = state_bits(s, x->values, value);
	return (bits.ones & (guint64)r->mask) == (guint64)r->mask ? RESTORED_YES : RESTORED_NO;
}

/* All that was asked for is restored, and nothing ahead could undo it: the rest of the path need not be watched. */
static bool nothing_to_watch(struct explorer *x, struct state *s)
{
	bool asked = false;
	for (guint i = 0; i < x->rule->flags->len; i++) {
		if (flag_asked(x, s, x->rule->flags->pdata[i]) == 0)
			continue;
		if (!(s->attempt.restored & FLAG_BIT(i)))
			return false;
		asked = true;
	}
	return !asked || !explorer_restores_ahead(x, s);
}

/* Applies what the call does to the watched descriptor's flags; true when it is a restoring call at all. */
bool flags_restored_by(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name)
{
	bool any = false;
	for (guint i = 0; i < x->rule->flags->len; i++) {
		const struct rule_flag *flag = x->rule->flags->pdata[i];
		for (guint k = 0; k < flag->restores->len; k++) {
			const struct rule_restore *r = flag->restores->pdata[k];
			if (r->call != name)
				continue;
			any = true;
			if (!s->attempt.following || r->reads || !applies(x, s, r, call))
				continue;
			enum restored how = restores(x, s, r, call);
			set_restored(s, i, how);
			if (how != RESTORED_NO)
				call_note(x, s, EVENT_RESTORE, call, i);
		}
	}
	if (s->attempt.following && any && nothing_to_watch(x, s))
		flags_settle(x, s, -1);
	return any;
}

int flags_read_by(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name, int result)
{
	for (guint i = 0; s->attempt.following && i < x->rule->flags->len; i++) {
		const struct rule_flag *flag = x->rule->flags->pdata[i];
		for (guint k = 0; k < flag->restores->len; k++) {
			const struct rule_restore *r = flag->restores->pdata[k];
			if (!r->reads || r->call != name || !applies(x, s, r, call))
				continue;
			if (s->attempt.restored & FLAG_BIT(i))
				result = value_binary(x->values, CFG_OR, result, value_const(x->values, r->mask));
			else if (!(s->attempt.maybe_restored & FLAG_BIT(i)))
				result = value_binary(x->values, CFG_AND, result, value_const(x->values, ~r->mask));
		}
	}
	return result;
}

bool flags_is_restoring(const struct rule *rule, const char *name)
{
	for (guint i = 0; i < rule->flags->len; i++) {
		const struct rule_flag *flag = rule->flags->pdata[i];
		for (guint k = 0; k < flag->restores->len; k++)
			if (((struct rule_restore *)flag->restores->pdata[k])->call == name)
				return true;
	}
	return false;
}

bool flags_is_harmless(const char *name)
{
	return library_does(name, LIBRARY_MANAGES);
}

void flags_may_be_restored(struct state *s)
{
	s->attempt.maybe_restored = ~s->attempt.restored;
}

bool flags_handed_on(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name)
{
	unsigned does = 0;
	if (!s->attempt.following || (name && flags_is_harmless(name)))
		return false;
	const struct cfg_function *callee = name ? program_find(x->program, name, state_top(s)->function->path) : NULL;
	for (unsigned i = 0; i < call->n_args; i++) {
		int a = call_argument(x, s, call, (int)i);
		if (value_get(x->values, a)->kind == VALUE_STRING)
			return false; /* a log line about it */
		if (a == s->attempt.descriptor)
			does |= callee ? flags_given_to(x, callee, i) : (unsigned)GIVEN_HANDED_ON;
	}
	if (does & GIVEN_RESTORED)
		flags_may_be_restored(s);
	return does != 0;
}
