/* What happens at run time when nobody falls back: only what the code shows.
 *
 *  - An end of the program is one: exit(), abort(), main() returning.
 *  - A failure is returned when the value tells it from success, when it is stored through a pointer, thrown, or handed
 *    to a function with what it is about (a completion, say). What is none of that is dropped: in silence, or told.
 *  - A loop that makes the call again is busy, unless it takes one thing after the other from somewhere (a list of
 *    requests, of listeners): that one comes to its end.
 *  - A callback that gives up leaves the connection waiting. It is called again at once where an event loop's interface
 *    that is known, or a function of a tree that waits for events itself, was given it; not where it tells that one of
 *    the failure, hands the failure on, or ends its source. A table of functions shows no loop. */
#include "flow/consequence.h"

#include <string.h>

#include "cfg/key.h"
#include "flow/carriers.h"
#include "flow/event_loops.h"

static bool is_main(const struct cfg_function *f)
{
	return !f->internal && strcmp(f->name, "main") == 0;
}

/* --- what is on the path ------------------------------------------------------------------------------------------ */

/* Calls visit for the events on the way to an end, the last first, up to the failing call; true: it was found. */
static bool any_event(const struct explorer *x, const struct end *end,
		      bool (*visit)(const struct explorer *x, const struct event *e))
{
	guint first = end->first_event, n = end->n_events;
	for (int id = end->node; id >= 0; id = node_of(x, id)->parent) {
		for (guint i = n; i-- > 0;) {
			const struct event *e = &g_array_index(x->events, struct event, first + i);
			if (e->kind == EVENT_FAIL)
				return false;
			if (visit(x, e))
				return true;
		}
		first = node_of(x, id)->first_event;
		n = node_of(x, id)->n_events;
	}
	return false;
}

static bool is_report(const struct explorer *x, const struct event *e)
{
	(void)x;
	return e->kind == EVENT_REPORT;
}

static bool is_stored(const struct explorer *x, const struct event *e)
{
	(void)x;
	return e->kind == EVENT_ASSIGN && e->stmt->lhs->kind != CFG_VAR && e->value != 0;
}

/* The source is stopped, removed or closed, or a flag says that it is to be. */
static bool is_disarming(const struct explorer *x, const struct event *e)
{
	(void)x;
	return e->kind == EVENT_DISARM || (e->kind == EVENT_ASSIGN && e->value && event_loop_ends(e->subject));
}

/* The error is given to a function together with what it is about: on_error(request, errno). Loggers are given a text.
 */
static bool hands_error(const struct explorer *x, const struct cfg_function *f, const struct cfg_stmt *s)
{
	bool error = false, object = false;
	if (s->kind != CFG_CALL || s->lhs || s->n_args < 2 ||
	    (s->callee->kind == CFG_FUNC && event_loop_logs(s->callee->name)))
		return false;
	for (unsigned i = 0; i < s->n_args; i++) {
		if (s->args[i]->kind == CFG_STRING)
			return false;
		bool carries = carries_errno(x->program, f, s->args[i]);
		error |= carries;
		object |= !carries && s->args[i]->kind != CFG_CONST;
	}
	return error && object;
}

static bool is_reported(const struct explorer *x, const struct node *n, const struct cfg_stmt *s)
{
	for (guint k = 0; k < n->edges->len; k++) {
		const struct edge *e = &g_array_index(n->edges, struct edge, k);
		for (guint i = 0; i < e->n_events; i++) {
			const struct event *event = &g_array_index(x->events, struct event, e->first_event + i);
			if (event->kind == EVENT_REPORT && event->stmt == s)
				return true;
		}
	}
	return false;
}

static bool stmts_hand_error(const struct explorer *x, const struct node *n)
{
	const struct state *s = n->state;
	const struct frame *top = state_top(s);
	const GPtrArray *stmts = cfg_block(top->function, top->block)->stmts;
	for (guint i = (guint)top->stmt; i < stmts->len; i++)
		if (hands_error(x, top->function, stmts->pdata[i]) && !is_reported(x, n, stmts->pdata[i]))
			return true;
	return false;
}

static bool path_hands_error(const struct explorer *x, const struct end *end)
{
	for (int id = end->node; id >= 0 && is_pending(x, id); id = node_of(x, id)->parent)
		if (stmts_hand_error(x, node_of(x, id)))
			return true;
	return false;
}

/* --- ends --------------------------------------------------------------------------------------------------------- */

/* All returns are of constants: *out_same, all of this one. */
static bool returns_constants(const struct cfg_function *f, gint64 value, bool *out_same)
{
	*out_same = true;
	for (guint b = 0; b < f->blocks->len; b++) {
		const struct cfg_term *t = &cfg_block(f, (int)b)->term;
		const struct cfg_expr *e = t->kind == CFG_RETURN ? t->cond : NULL;
		while (e && e->kind == CFG_CAST)
			e = e->a;
		if (e && e->kind != CFG_CONST)
			return false;
		*out_same &= !e || e->value == value;
	}
	return true;
}

/* What the path returns is what something else gave: a result that is handed on. */
static bool hands_result_on(const struct explorer *x, const struct end *end)
{
	const struct event *last = NULL;
	if (end->n_events)
		last = &g_array_index(x->events, struct event, end->first_event + end->n_events - 1);
	const struct cfg_expr *e = last && last->kind == EVENT_RETURN ? last->term->cond : NULL;
	while (e && e->kind == CFG_CAST)
		e = e->a;
	return e && e->kind != CFG_CONST;
}

/* A value that a call which succeeded returns as well says nothing of the failure. */
static bool value_tells(const struct explorer *x, const struct end *end)
{
	bool same;
	if (!end->returns_value)
		return false;
	if (!end->value_known || end->value < 0 || hands_result_on(x, end))
		return true;
	if (returns_constants(x->root, end->value, &same))
		return !same;
	for (guint i = 0; i < x->ends->len; i++) {
		const struct end *other = &g_array_index(x->ends, struct end, i);
		if (other->kind == END_RETURN && !other->pending && other->value_known && other->value == end->value)
			return false;
	}
	return true;
}

static enum consequence of_return(const struct explorer *x, const struct end *end)
{
	const struct function_info *info = program_info(x->program, x->root);
	if (is_main(x->root))
		return CONSEQUENCE_EXIT;
	if (value_tells(x, end) || any_event(x, end, is_stored) || path_hands_error(x, end))
		return CONSEQUENCE_ERROR_RETURNED;
	if (!any_event(x, end, is_report))
		return CONSEQUENCE_SILENTLY_DROPPED;
	return info && info->address_taken ? CONSEQUENCE_OTHER : CONSEQUENCE_FEATURE_OFF;
}

enum consequence consequence_of_end(const struct explorer *x, const struct end *end)
{
	switch (end->kind) {
	case END_ABORT: return CONSEQUENCE_ABORT;
	case END_EXIT: return CONSEQUENCE_EXIT;
	case END_THROW: return is_main(x->root) ? CONSEQUENCE_ABORT : CONSEQUENCE_ERROR_RETURNED;
	case END_RETURN: break;
	}
	return of_return(x, end);
}

void consequence_note_end(const struct explorer *x, const struct end *end, struct outcome *o)
{
	bool returns = end->kind == END_RETURN;
	o->returns_error = returns && value_tells(x, end);
	o->returns_zero = returns && end->value_known && end->value == 0;
	o->handed = returns && path_hands_error(x, end);
	o->disarmed = any_event(x, end, is_disarming);
}

bool consequence_tells_more(const struct outcome *o, const struct outcome *into)
{
	return o->bad && (!into->bad || consequence_is_worse(o->consequence, into->consequence));
}

/* --- loops -------------------------------------------------------------------------------------------------------- */

/* The function's call that the variable gets its value from, perhaps through one that the lowering made up. */
static const struct cfg_stmt *source_of(const struct cfg_function *f, int var, bool again)
{
	for (guint b = 0; b < f->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
		for (guint i = 0; i < stmts->len; i++) {
			const struct cfg_stmt *s = stmts->pdata[i];
			if (!s->lhs || s->lhs->kind != CFG_VAR || s->lhs->var != var)
				continue;
			if (s->kind == CFG_CALL)
				return s;
			if (again && s->rhs->kind == CFG_VAR)
				return source_of(f, s->rhs->var, false);
		}
	}
	return NULL;
}

static bool mentions(const struct cfg_expr *e, int var, bool below)
{
	if (!e)
		return false;
	if (e->kind == CFG_VAR)
		return below && e->var == var;
	bool inside = below || e->kind == CFG_DEREF || e->kind == CFG_INDEX;
	return mentions(e->a, var, inside) || mentions(e->b, var, inside);
}

/* It is handed to a function, or looked into. */
static bool is_used(const struct cfg_function *f, int var)
{
	for (guint b = 0; b < f->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
		for (guint i = 0; i < stmts->len; i++) {
			const struct cfg_stmt *s = stmts->pdata[i];
			if (mentions(s->lhs, var, false) || mentions(s->rhs, var, false))
				return true;
			for (unsigned k = 0; k < s->n_args; k++)
				if (mentions(s->args[k], var, true))
					return true;
		}
	}
	return false;
}

static bool takes_next(const struct explorer *x, const struct cfg_function *f, int var)
{
	const struct cfg_stmt *call = source_of(f, var, true);
	if (!call || call->site || call->callee->kind != CFG_FUNC || event_loop_waits(call->callee->name))
		return false;
	const struct cfg_function *callee = program_find(x->program, call->callee->name, f->path);
	if (callee && (program_info(x->program, callee)->interest & INTEREST_RULE))
		return false; /* it makes the call itself: what it gives is no next thing, but the failure */
	return is_used(f, var);
}

static bool condition_takes_next(const struct explorer *x, const struct cfg_function *f, const struct cfg_expr *e)
{
	if (!e)
		return false;
	if (e->kind == CFG_VAR)
		return takes_next(x, f, e->var);
	return condition_takes_next(x, f, e->a) || condition_takes_next(x, f, e->b);
}

static bool edge_takes_next(const struct explorer *x, const struct edge *e)
{
	for (guint i = 0; i < e->n_events; i++) {
		const struct event *event = &g_array_index(x->events, struct event, e->first_event + i);
		if (event->kind == EVENT_BRANCH && event->open &&
		    condition_takes_next(x, event->function, event->term->cond))
			return true;
	}
	return false;
}

bool consequence_loop_iterates(const struct graph *g, guint component)
{
	for (guint i = 0; i < g->x->nodes->len; i++) {
		const GArray *edges = node_of(g->x, (int)i)->edges;
		for (guint k = 0; g->component[i] == (int)component && k < edges->len; k++) {
			const struct edge *e = &g_array_index(edges, struct edge, k);
			if (g->component[e->to] != (int)component && edge_takes_next(g->x, e))
				return true;
		}
	}
	return false;
}

/* --- callbacks ---------------------------------------------------------------------------------------------------- */

enum { KNOWN_DEFINED = 1, KNOWN_WAITS = 2 }; /* program_known("~NAME"): what the text of all files says */

struct watcher {
	const struct program *program;
	const char *key; /* of the callback */
	GHashTable *wanted;
	bool found;
	enum event_loop_removal removal;
	const struct cfg_function *where; /* the place where it is handed over; stmt may be NULL */
	const struct cfg_stmt *stmt;
	char *who; /* "mainloop_add_fd()"; NULL: it is stored somewhere */
};

static bool is_callback(const struct watcher *w, const struct cfg_expr *e)
{
	while (e && (e->kind == CFG_CAST || (e->kind == CFG_ADDR && e->a->kind == CFG_FUNC)))
		e = e->a;
	return e && e->kind == CFG_FUNC && e->name == w->key;
}

static void found(struct watcher *w, const struct cfg_function *f, const struct cfg_stmt *s, const char *who)
{
	w->found = true;
	w->where = f;
	w->stmt = s;
	w->who = who ? g_strdup_printf("%s()", who) : NULL;
}

/* Some function of the program waits for events, or the text of the tree says that one does. `name`: it has to be
 * defined there, too; "": nothing has. */
static bool tree_waits(struct watcher *w, const char *name, bool defined)
{
	g_autofree char *key = g_strconcat("~", name, NULL);
	const struct global_values *known = program_known(w->program, g_intern_string(key));
	if (!known)
		g_hash_table_add(w->wanted, (gpointer)wish_of(WISH_WAITS, name, NULL, 0));
	return known && (known->bits & KNOWN_WAITS) && (defined || (known->bits & KNOWN_DEFINED));
}

static void handed_to(struct watcher *w, const struct cfg_function *f, const struct cfg_stmt *s)
{
	if (s->callee->kind != CFG_FUNC) {
		if (tree_waits(w, "", true))
			found(w, f, s, NULL);
		return;
	}
	g_autofree char *name = cfg_key_name(s->callee->name);
	bool defined = program_find(w->program, s->callee->name, f->path) != NULL;
	if (event_loop_registers(name, &w->removal))
		found(w, f, s, name);
	else if (!*name || tree_waits(w, name, defined))
		found(w, f, s, name);
}

static void look_at_stmt(struct watcher *w, const struct cfg_function *f, const struct cfg_stmt *s)
{
	if (s->kind == CFG_ASSIGN && is_callback(w, s->rhs) && tree_waits(w, "", true))
		found(w, f, s, NULL);
	for (unsigned i = 0; s->kind == CFG_CALL && i < s->n_args && !w->found; i++)
		if (is_callback(w, s->args[i]))
			handed_to(w, f, s);
}

static void look_at_function(struct watcher *w, const struct cfg_function *f)
{
	for (guint b = 0; b < f->blocks->len && !w->found; b++) {
		const struct cfg_block *block = cfg_block(f, (int)b);
		for (guint i = 0; i < block->stmts->len && !w->found; i++)
			look_at_stmt(w, f, block->stmts->pdata[i]);
		if (!w->found && block->term.kind == CFG_RETURN && is_callback(w, block->term.cond) &&
		    tree_waits(w, "", true))
			found(w, f, NULL, NULL);
	}
}

static void find_watcher(struct watcher *w)
{
	const GPtrArray *functions = program_functions(w->program);
	for (guint i = 0; i < functions->len && !w->found; i++)
		look_at_function(w, functions->pdata[i]);
}

static void add_watch_step(const struct watcher *w, const struct function_info *info, GPtrArray *steps)
{
	const struct location_range *at = w->stmt ? &w->stmt->range : &info->function->range;
	g_autofree char *text =
		g_strdup_printf("%s() is a callback%s%s: the connection still waits, so it is called "
				"again at once",
				info->function->name, w->who ? ", handed to " : "", w->who ? w->who : "");
	g_ptr_array_add(steps, step_new(w->stmt ? w->where->path : info->function->path, at->line, at->column, text));
}

void consequence_of_callback(const struct program *program, const struct function_info *info, struct outcome *o,
			     GHashTable *wanted)
{
	bool returns = o->consequence == CONSEQUENCE_ERROR_RETURNED || o->consequence == CONSEQUENCE_OTHER ||
		       o->consequence == CONSEQUENCE_SILENTLY_DROPPED || o->consequence == CONSEQUENCE_FEATURE_OFF;
	struct watcher w = {.program = program, .key = info->function->key, .wanted = wanted};
	if (!o->bad || !o->hands_on || !returns || !info->address_taken || o->returns_error || o->handed || o->disarmed)
		return;
	find_watcher(&w);
	if (w.found && w.removal == EVENT_LOOP_ON_ZERO && o->returns_zero) {
		o->consequence = CONSEQUENCE_FEATURE_OFF; /* it tells the loop to forget about the listener */
	} else if (w.found) {
		o->consequence = CONSEQUENCE_BUSY_LOOP;
		add_watch_step(&w, info, o->steps);
	}
	g_free(w.who);
}
