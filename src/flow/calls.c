/* What calls do under the model: the rule's call fails with the errno in question, a fallback works or not, restoring
 * calls set flags, functions of the program are followed where they matter, all others return anything and change
 * nothing (SEMANTICS, "Feasible"). */
#include "flow/calls.h"

#include "flow/assumed.h"
#include "flow/event_loops.h"

#include "cfg/key.h"

#include <string.h>

#include "rules/library.h"

#define MAX_RECURSION 2 /* further times that a function with a rule's call is followed into itself */

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

bool call_sets_errno(const struct rule *rule, const char *name)
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
		if (!s->attempt.probe)
			flags_request(x, s, call);
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
	if (!s->attempt.tried) {
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

/* A member or an element of it, or itself. What an array's elements are counted from is what it holds. */
static bool lies_in(const struct explorer *x, int location, int whole)
{
	while (location != whole) {
		const struct value *v = value_get(x->values, location);
		if (v->kind == VALUE_INIT && v->a == whole)
			return true;
		if (v->kind != VALUE_FIELD && !(v->kind == VALUE_OP && v->op == CFG_ADD))
			return false;
		location = v->a;
	}
	return true;
}

struct filled {
	const struct explorer *x;
	int object;
	const char *member;
};

static bool is_filled(const struct filled *f, int location)
{
	const struct value *place = value_get(f->x->values, location);
	return lies_in(f->x, location, f->object) &&
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
static void fill(struct explorer *x, struct state *s, int address, const char *member, const struct cfg_expr *origin)
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

/* Itself, or the object that it lies in. */
static bool is_given_descriptor(struct explorer *x, struct state *s, const struct cfg_stmt *call, bool *out_itself)
{
	bool given = false;
	*out_itself = false;
	for (unsigned i = 0; i < call->n_args; i++) {
		int a = call_argument(x, s, call, (int)i);
		*out_itself |= a == s->attempt.descriptor;
		given |= a == s->attempt.descriptor || flags_descriptor_in(x, s, a);
	}
	return given;
}

/* Whether a function that nobody sees can come by the watched descriptor: it is an argument, lies in what an argument
 * points to, or in memory that is no local's. */
static bool may_get_descriptor(struct explorer *x, struct state *s, const struct cfg_stmt *call)
{
	bool itself;
	if (is_given_descriptor(x, s, call, &itself))
		return true;
	for (guint i = 0; i < s->cells->len; i++) {
		const struct cell *c = &g_array_index(s->cells, struct cell, i);
		const struct value *place = value_get(x->values, c->location);
		if (place->kind != VALUE_LOCAL && value_contains(x->values, c->value, s->attempt.descriptor))
			return true;
	}
	return false;
}

struct object {
	const struct explorer *x;
	int address;
};

/* What lay somewhere in the object, or where it leads. */
static bool was_in_object(int id, const struct value *v, void *data)
{
	const struct object *o = data;
	(void)id;
	return v->kind == VALUE_INIT && value_contains(o->x->values, v->a, o->address);
}

/* Something is known of what lies in the object, or it holds the listener. */
static bool is_known(const struct explorer *x, const struct state *s, int address)
{
	struct object o = {x, address};
	for (guint i = 0; i < s->cells->len; i++) {
		int location = g_array_index(s->cells, struct cell, i).location;
		if (value_contains(x->values, location, address))
			return true;
	}
	for (guint i = 0; i < s->constraints->len; i++)
		if (value_visit(x->values, g_array_index(s->constraints, struct constraint, i).value, was_in_object,
				&o))
			return true;
	return s->attempt.listener >= 0 && value_visit(x->values, s->attempt.listener, was_in_object, &o);
}

/* An argument leads to an object of which the path knows something. */
static bool is_given_known(struct explorer *x, struct state *s, const struct cfg_stmt *call)
{
	for (unsigned i = 0; i < call->n_args; i++) {
		int a = call_argument(x, s, call, (int)i);
		if (value_get(x->values, a)->kind != VALUE_CONST && is_known(x, s, a))
			return true;
	}
	return false;
}

/* What matters while an attempt is pending, and while a descriptor's flags are watched. */
static unsigned effects_that_matter(struct explorer *x, struct state *s, const struct cfg_stmt *call)
{
	unsigned effects = 0;
	if (s->attempt.pending)
		effects |= EFFECT_STOPS | EFFECT_CALLS | EFFECT_WRITES | (call->lhs ? EFFECT_READS : 0) |
			   (errno_is_live(x, s) ? EFFECT_ERRNO : 0);
	if (s->attempt.following && may_get_descriptor(x, s, call))
		effects |= EFFECT_RESTORES;
	if (s->attempt.pending && is_given_known(x, s, call))
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

static void want_effects(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name)
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
static void want_part(struct explorer *x, const struct state *s, const char *name)
{
	const char *path = state_top(s)->function->path;
	if (!program_find(x->program, name, path))
		want_definition(x, name, path, 0);
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

/* A text is told by it, and not just put together, compared or looked up. */
static bool tells(const char *name)
{
	return !name || !(strstr(name, "sprintf") || g_str_has_prefix(name, "str") || g_str_has_prefix(name, "mem") ||
			  g_str_has_suffix(name, "getenv"));
}

/* Whether the callee can come by the watched descriptor: it is an argument, lies in what an argument points to, or in
 * memory that the callee reads by its name. */
static bool can_reach_descriptor(struct explorer *x, struct state *s, const struct cfg_function *callee,
				 const struct cfg_stmt *call)
{
	bool itself;
	if (is_given_descriptor(x, s, call, &itself))
		return true;
	GHashTable *read = reads_of(x->reads, callee);
	for (guint i = 0; i < s->cells->len; i++) {
		const struct cell *c = &g_array_index(s->cells, struct cell, i);
		const struct value *place = value_get(x->values, c->location);
		if (!value_contains(x->values, c->value, s->attempt.descriptor))
			continue;
		for (unsigned k = 0; k < call->n_args; k++)
			if (lies_in(x, c->location, call_argument(x, s, call, (int)k)))
				return true;
		bool named = place->kind == VALUE_FIELD || place->kind == VALUE_GLOBAL;
		if (place->kind != VALUE_LOCAL && g_hash_table_contains(read, named ? place->name : READS_ANY))
			return true;
	}
	return false;
}

/* A function of the program that is called and not gone into. */
static void pass_over(struct explorer *x, struct state *s, const struct cfg_stmt *call,
		      const struct cfg_function *callee)
{
	forget_written(x, s, call, callee);
	if (s->attempt.following && program_info(x->program, callee)->interest & INTEREST_RESTORE &&
	    can_reach_descriptor(x, s, callee, call))
		flags_may_be_restored(s);
}

/* Not visible: returns anything, and may have stored something in a local whose address it was given. */
static enum call_effect call_opaque(struct explorer *x, struct state *s, int from, const struct cfg_stmt *call,
				    const char *name)
{
	bool told = false;
	const struct cfg_function *callee = name ? program_find(x->program, name, state_top(s)->function->path) : NULL;
	const struct library_function *known = callee ? NULL : library_find(name);
	if (callee)
		pass_over(x, s, call, callee);
	else
		assumed_note(x, s, call);
	if (name)
		want_effects(x, s, call, name);
	for (unsigned i = 0; i < call->n_args; i++) {
		int a = call_argument(x, s, call, (int)i);
		const struct value *v = value_get(x->values, a);
		bool handed_fd = a == s->attempt.descriptor && s->attempt.following;
		if (name && (handed_fd || (s->attempt.pending && a == errno_address(x)) ||
			     (call->lhs && may_fall_back(x, s, a))))
			want_part(x, s, name);
		if (v->kind == VALUE_STRING && s->attempt.pending && !told && tells(name)) {
			call_note(x, s, EVENT_REPORT, call, 0);
			told = true;
		}
		bool fills = known && known->fills & (1u << MIN(i, 31));
		if (fills && !known->member)
			listener_refilled(x, s, a);
		if (fills)
			fill(x, s, a, known->member, call->args[i]);
		else if (v->kind == VALUE_LOCAL && x->free_statics)
			fill(x, s, a, NULL, call->args[i]);
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
		if (v->kind == VALUE_FUNC && (is_rule_call(x->rule, v->name) || find_call(x->rule->fallbacks, v->name)))
			return true;
	}
	return false;
}

/* Before the attempt only what leads to it matters, or in a later invocation what is called instead of it. */
static bool leads_on(struct explorer *x, const struct state *s, const struct function_info *info)
{
	const guint8 *reach = g_hash_table_lookup(x->reach, info->function);
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
	bool itself, active = s->attempt.pending || (x->watched && s->attempt.other);
	if (active && (call->noreturn || info->function->noreturn || info->interest & INTEREST_LOST))
		return true;
	if (active &&
	    (info->interest & INTEREST_STOP || (info->interest & INTEREST_ERRNO_SET && errno_is_live(x, s))) &&
	    !skims(x, info))
		return true;
	if (!s->attempt.following || !(info->interest & INTEREST_RESTORE))
		return false;
	if (is_given_descriptor(x, s, call, &itself))
		return true;
	return info->size <= x->query->limits->told_blocks && can_reach_descriptor(x, s, info->function, call);
}

/* Of a function, with what it calls, that is gone into because it is given an object of which something is known. */
#define SETTER_BLOCKS 16

/* What it returns or writes can be known. Where it is not gone into, that is anything: paths are added. */
static bool can_tell(struct explorer *x, struct state *s, const struct function_info *info, const struct cfg_stmt *call)
{
	bool active = s->attempt.pending || s->attempt.following || (x->watched && s->attempt.other), itself;
	bool small = info->size <= x->query->limits->told_blocks;
	if (s->attempt.following && is_given_descriptor(x, s, call, &itself) && itself)
		return small;
	if (info->interest & INTEREST_FLAG && (active ? small : info->size <= 16 && call->lhs))
		return true;
	if (info->interest & INTEREST_OUT && active &&
	    ((small && argument_matters(x, s, call)) || (info->size <= SETTER_BLOCKS && is_given_known(x, s, call))))
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
static bool worth_following(struct explorer *x, struct state *s, const struct function_info *info,
			    const struct cfg_stmt *call)
{
	unsigned times = times_followed(s, info->function);
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
	if (!event_loop_ends(name))
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

static enum call_effect call_named(struct explorer *x, struct state *s, int from, guint first_event,
				   const struct cfg_stmt *call, const char *name, bool by_pointer)
{
	const struct cfg_function *callee = program_find(x->program, name, state_top(s)->function->path);
	if (name == g_intern_static_string(CFG_LOST))
		return call_lost(x, s);
	note_meaning(x, s, call, name);
	if (is_rule_call(x->rule, name) &&
	    (!callee || times_followed(s, callee) > 0 || by_pointer || call == x->site_stmt)) {
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
	const struct function_info *info = callee ? program_info(x->program, callee) : NULL;
	if (info && worth_following(x, s, info, call))
		return call_enter(x, s, call, callee);
	if (call->noreturn || (callee && callee->noreturn))
		return call_never_returns(x, s, from, first_event, call, name);
	if (!callee && computes(x, s, call, name))
		return CALL_DONE;
	return call_opaque(x, s, from, call, name);
}

/* What the elements of the array at this address may hold. */
static const GPtrArray *elements_at(const struct explorer *x, int address)
{
	const struct value *array = value_get(x->values, address);
	if (array->kind == VALUE_INIT) /* an array's value is where it lies */
		array = value_get(x->values, array->a);
	const struct cfg_global *g = array->kind == VALUE_GLOBAL ? program_global(x->program, array->name) : NULL;
	const char *name = g ? g->name : array->kind == VALUE_FIELD ? array->name : NULL;
	return name ? program_element_functions(x->program, name) : NULL;
}

/* The functions a pointer value may lead to: itself, or what is known to be written to such a place. NULL: nothing is
 * known. Otherwise of interned const char *, free with g_ptr_array_unref. */
static GPtrArray *call_targets(struct explorer *x, int value)
{
	const struct value *v = value_get(x->values, value);
	const GPtrArray *functions = NULL;
	if (v->kind == VALUE_FUNC) {
		GPtrArray *one = g_ptr_array_new();
		g_ptr_array_add(one, (gpointer)v->name);
		return one;
	}
	int at = v->kind == VALUE_INIT ? v->a : value_forgotten_place(x->values, value);
	if (at < 0)
		return NULL;
	const struct value *place = value_get(x->values, at);
	if (place->kind == VALUE_FIELD)
		functions = program_field_functions(x->program, place->name);
	else if (place->kind == VALUE_GLOBAL)
		functions = program_known_functions(x->program, place->name);
	else if (place->kind == VALUE_LOCAL && place->a == 0 && place->name == x->root->key)
		functions = program_parameter_functions(x->program, x->root, (int)place->n);
	else if (place->kind == VALUE_OP && place->op == CFG_ADD)
		functions = elements_at(x, place->a);
	if (!functions)
		functions = elements_at(x, at); /* the first element lies where the array does */
	return functions ? g_ptr_array_copy((GPtrArray *)functions, NULL, NULL) : NULL;
}

/* The function, when the call is like one of any function that is not gone into; NULL for a target of its own. */
static const struct cfg_function *passed_over(struct explorer *x, struct state *s, const struct cfg_stmt *call,
					      const char *name)
{
	const struct cfg_function *callee = program_find(x->program, name, state_top(s)->function->path);
	if (!callee || call->noreturn || callee->noreturn || is_rule_call(x->rule, name) ||
	    find_call(x->rule->fallbacks, name) || flags_is_restoring(x->rule, name))
		return NULL;
	return worth_following(x, s, program_info(x->program, callee), call) ? NULL : callee;
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
				     const struct cfg_stmt *call, const GPtrArray *names)
{
	int place = eval_address(x, s, call->callee);
	guint mark = x->events->len;
	struct state *rest = NULL;
	for (guint i = 0; i < names->len; i++) {
		const struct cfg_function *callee = passed_over(x, s, call, names->pdata[i]);
		if (callee) {
			rest = rest ? rest : state_copy(s);
			pass_over(x, rest, call, callee);
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

/* The variable that the pointer is read from, one that another file defines: which functions it holds is to be known.
 */
static void want_table(struct explorer *x, struct state *s, const struct cfg_stmt *call, int pointer)
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
static void want_overriders(struct explorer *x, struct state *s, const struct cfg_stmt *call)
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

enum call_effect explorer_call(struct explorer *x, struct state *s, int from, guint first_event,
			       const struct cfg_stmt *call)
{
	want_overriders(x, s, call);
	if (call->callee->kind == CFG_FUNC)
		return call_named(x, s, from, first_event, call, call->callee->name, false);
	int pointer = eval(x, s, call->callee);
	/* (*pointer)(…) and pointer(…) are the same call. */
	if (call->callee->kind == CFG_DEREF && value_get(x->values, pointer)->kind == VALUE_INIT)
		pointer = eval(x, s, call->callee->a);
	want_table(x, s, call, pointer);
	g_autoptr(GPtrArray) names = call_targets(x, pointer);
	if (!names && program_dispatched(x->program, call))
		names = g_ptr_array_copy((GPtrArray *)program_field_functions(x->program, call->callee->name), NULL,
					 NULL);
	if (names && names->len == 1)
		return call_named(x, s, from, first_event, call, names->pdata[0], true);
	if (names && names->len > 1)
		return fork_targets(x, s, from, first_event, call, names);
	if (call->noreturn)
		return call_never_returns(x, s, from, first_event, call, NULL);
	return call_opaque(x, s, from, call, NULL);
}
