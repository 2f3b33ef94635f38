/* Evidence in words: the path from the failing call to where the program falls back or gives up, each decision with the
 * value that decided it. */
#include "flow/assumed.h"

#include <stdlib.h>
#include <string.h>

#include "cfg/key.h"
#include "flow/carriers.h"

/* "is EPERM", "is -1". `is_error`: a value of the errno's number is meant as one. */
static char *value_words(const struct explorer *x, gint64 value, bool is_error)
{
	int number = x->query->errno_number;
	const char *spelled = errno_name(number);
	bool telling = number > 1 || is_error;
	if (spelled && value == number && telling)
		return g_strdup(spelled);
	if (spelled && value == -number && telling)
		return g_strdup_printf("-%s", spelled);
	return g_strdup_printf("%" G_GINT64_FORMAT, value);
}

/* "fd is -1". `in`: the expression that reads it, in function f. */
static char *say_value(const struct explorer *x, const struct event *e, const struct cfg_expr *in)
{
	int number = x->query->errno_number;
	bool is_errno = strcmp(e->subject, "errno") == 0;
	/* 1 is EPERM, and just as well a flag */
	bool is_error = is_errno || ((e->subject_value == number || e->subject_value == -number) &&
				     carries_errno_named(x->program, e->function, in, e->subject));
	if (is_errno && e->subject_value > 0 && e->subject_value < 4096 && errno_name((int)e->subject_value))
		return g_strdup_printf("errno is %s", errno_name((int)e->subject_value));
	g_autofree char *value = value_words(x, e->subject_value, is_error);
	return g_strdup_printf("%s is %s", e->subject, value);
}

static const char *shown(const char *text)
{
	return text && *text ? text : "the condition";
}

static char *say_branch(const struct explorer *x, const struct event *e)
{
	const char *truth = e->value ? "true" : "false";
	if (!e->term->text)
		return NULL;
	if (!e->known)
		return g_strdup_printf("%s`%s` is %s", e->open ? "assuming " : "", shown(e->term->text), truth);
	if (e->never == CFG_AND)
		return g_strdup_printf("no file of the tree sets bit 0x%" G_GINT64_MODIFIER "x in %s, so `%s` is %s",
				       (guint64)e->subject_value, e->subject, shown(e->term->text), truth);
	if (e->never)
		return g_strdup_printf("no file of the tree sets %s to %" G_GINT64_FORMAT ", so `%s` is %s", e->subject,
				       e->subject_value, shown(e->term->text), truth);
	g_autofree char *value = say_value(x, e, e->term->cond);
	return g_strdup_printf("%s, so `%s` is %s", value, shown(e->term->text), truth);
}

static char *say_switch(const struct explorer *x, const struct event *e)
{
	const struct cfg_case *c = e->value >= 0 ? &e->term->cases[e->value] : NULL;
	if (!e->known && c)
		return g_strdup_printf("assuming `%s` is %" G_GINT64_FORMAT, shown(e->term->text), c->low);
	if (!e->known)
		return g_strdup_printf("assuming `%s` is none of the cases", shown(e->term->text));
	g_autofree char *value = say_value(x, e, e->term->cond);
	return g_strdup_printf("%s: %s", value, c ? "its case is taken" : "no case for it, the default is taken");
}

static char *call_name(const struct cfg_stmt *call)
{
	if (!call || call->callee->kind != CFG_FUNC)
		return g_strdup("the call");
	g_autofree char *name = cfg_key_name(call->callee->name);
	bool plain = *name && !strstr(call->callee->name, "#lambda@");
	return plain ? g_strdup_printf("%s()", name) : g_strdup("the call");
}

char *evidence_returns(const struct explorer *x, const struct cfg_function *f, bool known, gint64 value)
{
	int number = x->query->errno_number;
	if (!known)
		return g_strdup_printf("%s() returns", f->name);
	bool is_error = (value == number || value == -number) && returns_errno(x->program, f);
	g_autofree char *words = value_words(x, value, is_error);
	return g_strdup_printf("%s() returns %s", f->name, words);
}

static char *say(const struct explorer *x, const struct event *e)
{
	g_autofree char *name = e->stmt && e->stmt->kind == CFG_CALL ? call_name(e->stmt) : NULL;
	const char *error = errno_name(x->query->errno_number);
	switch (e->kind) {
	case EVENT_FAIL:
		return g_strdup_printf("%s() fails: returns %" G_GINT64_FORMAT ", errno is %s", x->rule->call.name,
				       x->rule->failure, error ? error : "set");
	case EVENT_BRANCH: return say_branch(x, e);
	case EVENT_SWITCH: return say_switch(x, e);
	case EVENT_FALLBACK: return g_strdup_printf("%s is called: the fallback", name);
	case EVENT_RESTORE: {
		const struct rule_flag *flag = x->rule->flags->pdata[e->value];
		return g_strdup_printf("%s restores %s", name, flag->name);
	}
	case EVENT_LEAVE: return evidence_returns(x, e->left, e->known, e->subject_value);
	case EVENT_REPORT: return g_strdup_printf("reported with %s", name);
	case EVENT_ASSIGN: return e->subject ? say_value(x, e, e->stmt->lhs) : NULL;
	case EVENT_RETURN: return evidence_returns(x, e->function, e->known, e->value);
	case EVENT_EXIT: return g_strdup_printf("%s ends the program", name);
	case EVENT_ABORT: return g_strdup_printf("%s aborts the program", name);
	case EVENT_THROW: return g_strdup("an exception is thrown");
	case EVENT_NEXT: return NULL;
	case EVENT_AGAIN: return g_strdup("back at the same call with nothing changed: it is made again and again");
	case EVENT_ENTER:
	case EVENT_OUTSIDE:
	case EVENT_WAIT:
	case EVENT_DISARM: return NULL;
	}
	return NULL;
}

/* Where the event is; an end that is written nowhere (a function that just runs out) is at its closing brace. */
static void place(const struct event *e, unsigned *out_line, unsigned *out_column)
{
	const struct location_range *at = e->stmt ? &e->stmt->range : e->term ? &e->term->range : &e->function->range;
	*out_line = at->line ? at->line : e->function->range.end_line;
	*out_column = at->line ? at->column : e->function->range.end_column > 1 ? e->function->range.end_column - 1 : 1;
}

static struct step *step_of(const struct explorer *x, const struct event *e)
{
	g_autofree char *text = say(x, e);
	unsigned line, column;
	if (!text)
		return NULL;
	place(e, &line, &column);
	return step_new(e->function->path, line, column, text);
}

/* --- the path ----------------------------------------------------------------------------------------------------- */

static void collect(const struct explorer *x, GArray *out, int from, guint first, guint n)
{
	for (guint i = first; i < first + n && i < x->events->len; i++) {
		struct told t = {g_array_index(x->events, struct event, i), from, false};
		g_array_append_val(out, t);
	}
}

/* All events on the way, from the site's last failing call on; the path's own end is none. */
static GArray *path_to(const struct explorer *x, int node, guint first_event, guint n_events, bool again)
{
	g_autoptr(GArray) chain = g_array_new(FALSE, FALSE, sizeof(int));
	GArray *path = g_array_new(FALSE, TRUE, sizeof(struct told));
	for (int id = node; id >= 0; id = node_of(x, id)->parent)
		g_array_append_val(chain, id);
	for (guint i = chain->len; i-- > 0;) {
		const struct node *n = node_of(x, g_array_index(chain, int, i));
		collect(x, path, n->parent, n->first_event, n->n_events);
	}
	collect(x, path, node, first_event, n_events);
	for (guint i = path->len - (again && path->len ? 1 : 0); i-- > 0;)
		if (g_array_index(path, struct told, i).event.kind == EVENT_FAIL) {
			g_array_remove_range(path, 0, i);
			break;
		}
	return path;
}

static bool is_same_step(const struct told *a, const struct told *b)
{
	return a->event.kind == b->event.kind && a->event.function == b->event.function &&
	       a->event.stmt == b->event.stmt && a->event.term == b->event.term && a->event.value == b->event.value;
}

/* How often the `length` steps from `at` on come again right behind. */
static guint turns_at(const GArray *steps, guint at, guint length)
{
	guint same = 0;
	while (at + same + length < steps->len && is_same_step(&g_array_index(steps, struct told, at + same),
							       &g_array_index(steps, struct told, at + same + length)))
		same++;
	return same / length;
}

/* The length of a loop's turn that begins here and is taken several times; 0: none is. */
static guint turn_at(const GArray *steps, guint at, guint *out_turns)
{
	for (guint next = at + 1; next < steps->len; next++) {
		if (!is_same_step(&g_array_index(steps, struct told, at), &g_array_index(steps, struct told, next)))
			continue;
		*out_turns = turns_at(steps, at, next - at);
		if (*out_turns > 1 || (*out_turns == 1 && next > at + 1))
			return next - at;
	}
	return 0;
}

static void add_turns(const struct told *first, guint turns, GPtrArray *out)
{
	g_autofree char *text = g_strdup_printf("\xe2\x80\xa6 %u more turn%s", turns, turns == 1 ? "" : "s");
	unsigned line, column;
	place(&first->event, &line, &column);
	g_ptr_array_add(out, step_new(first->event.function->path, line, column, text));
}

/* What was assumed of a condition before is not so any more, where it is assumed the other way round now. */
static void say_changed(GHashTable *assumed, const struct event *e, struct step *step)
{
	if (e->kind != EVENT_BRANCH || e->known || !e->term->text)
		return;
	gpointer before = g_hash_table_lookup(assumed, e->term->text);
	g_hash_table_insert(assumed, (gpointer)e->term->text, GINT_TO_POINTER(1 + (int)e->value));
	if (!before || before == GINT_TO_POINTER(1 + (int)e->value))
		return;
	char *text = g_strdup_printf("%s this time", step->text);
	g_free(step->text);
	step->text = text;
}

static void tell(const struct explorer *x, const GArray *steps, GPtrArray *out)
{
	g_autoptr(GHashTable) assumed = g_hash_table_new(NULL, NULL);
	for (guint i = 0, turns; i < steps->len;) {
		guint length = turn_at(steps, i, &turns), stop = i + MAX(length, 1);
		const struct told *first = &g_array_index(steps, struct told, i);
		for (; i < stop; i++) {
			const struct event *e = &g_array_index(steps, struct told, i).event;
			struct step *step = step_of(x, e);
			if (!step)
				continue;
			say_changed(assumed, e, step);
			g_ptr_array_add(out, step);
		}
		if (length)
			add_turns(first, turns, out);
		i += length * turns;
	}
}

void evidence_path(const struct graph *g, int node, guint first_event, guint n_events, bool again, GPtrArray *out_steps,
		   GHashTable *out_assumed)
{
	g_autoptr(GArray) path = path_to(g->x, node, first_event, n_events, again);
	g_autoptr(GArray) kept = g_array_new(FALSE, TRUE, sizeof(struct told));
	if (again && path->len)
		g_array_index(path, struct told, path->len - 1).event.kind = EVENT_AGAIN;
	relevance_mark(g, path);
	if (out_assumed)
		assumed_before_decision(path, out_assumed);
	for (guint i = 0; i < path->len; i++)
		if (g_array_index(path, struct told, i).keep)
			g_array_append_val(kept, g_array_index(path, struct told, i));
	tell(g->x, kept, out_steps);
}
