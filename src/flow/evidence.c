/* Evidence in words: the path from the failing call to where the program falls back or gives up, each decision with the
 * value that decided it. */
#include "flow/explorer.h"

#include <stdlib.h>
#include <string.h>

#include "cfg/key.h"

char *evidence_value(const struct explorer *x, const char *name, gint64 value)
{
	int number = x->query->errno_number;
	const char *spelled = errno_name(number);
	bool is_errno = strcmp(name, "errno") == 0;
	/* 1 is EPERM, and just as well a flag: only errno itself is sure to be meant */
	bool telling = number > 1 || is_errno;
	if (spelled && value == number && telling)
		return g_strdup_printf("%s is %s", name, spelled);
	if (spelled && value == -number && telling)
		return g_strdup_printf("%s is -%s", name, spelled);
	if (is_errno && value > 0 && value < 4096 && errno_name((int)value))
		return g_strdup_printf("errno is %s", errno_name((int)value));
	return g_strdup_printf("%s is %" G_GINT64_FORMAT, name, value);
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
		return g_strdup_printf("taking `%s` to be %s", shown(e->term->text), truth);
	if (e->never == CFG_AND)
		return g_strdup_printf("no file of the tree sets bit 0x%" G_GINT64_MODIFIER "x in %s, so `%s` is %s",
				       (guint64)e->subject_value, e->subject, shown(e->term->text), truth);
	if (e->never)
		return g_strdup_printf("no file of the tree sets %s to %" G_GINT64_FORMAT ", so `%s` is %s", e->subject,
				       e->subject_value, shown(e->term->text), truth);
	g_autofree char *value = evidence_value(x, e->subject, e->subject_value);
	return g_strdup_printf("%s, so `%s` is %s", value, shown(e->term->text), truth);
}

static char *say_switch(const struct explorer *x, const struct event *e)
{
	g_autofree char *value = e->known ? evidence_value(x, e->subject, e->subject_value) : NULL;
	const char *lead = value ? value : "one way of the switch";
	if (e->value < 0)
		return g_strdup_printf("%s: no case for it, the default is taken", lead);
	return g_strdup_printf("%s: its case is taken", lead);
}

static char *call_name(const struct cfg_stmt *call)
{
	if (!call || call->callee->kind != CFG_FUNC)
		return g_strdup("the call");
	g_autofree char *name = cfg_key_name(call->callee->name);
	bool plain = *name && !strstr(call->callee->name, "#lambda@");
	return plain ? g_strdup_printf("%s()", name) : g_strdup("the call");
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
	case EVENT_LEAVE:
		if (e->known) {
			g_autofree char *value = evidence_value(x, "it", e->subject_value);
			return g_strdup_printf("%s() returns: %s", e->subject, value);
		}
		return g_strdup_printf("%s() returns", e->subject);
	case EVENT_REPORT: return g_strdup_printf("%s is told about it", name);
	case EVENT_ASSIGN: return e->subject ? evidence_value(x, e->subject, e->subject_value) : NULL;
	case EVENT_RETURN:
		if (e->known)
			return g_strdup_printf("%s() returns %" G_GINT64_FORMAT, e->function->name, e->value);
		return g_strdup_printf("%s() returns", e->function->name);
	case EVENT_EXIT: return g_strdup_printf("%s ends the program", name);
	case EVENT_ABORT: return g_strdup_printf("%s aborts the program", name);
	case EVENT_THROW: return g_strdup("an exception is thrown");
	case EVENT_AGAIN: return g_strdup("back at the same call with nothing changed: it is made again and again");
	case EVENT_ENTER: return NULL;
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

struct step *evidence_event(struct explorer *x, const struct event *e)
{
	g_autofree char *text = say(x, e);
	unsigned line, column;
	if (!text)
		return NULL;
	place(e, &line, &column);
	return step_new(e->function->path, line, column, text);
}

static void collect(const struct explorer *x, GArray *out, guint first, guint n)
{
	for (guint i = first; i < first + n && i < x->events->len; i++)
		g_array_append_val(out, g_array_index(x->events, struct event, i));
}

void evidence_path(struct explorer *x, int node, guint first_event, guint n_events, GPtrArray *out_steps)
{
	g_autoptr(GArray) chain = g_array_new(FALSE, FALSE, sizeof(int));
	g_autoptr(GArray) events = g_array_new(FALSE, TRUE, sizeof(struct event));
	for (int id = node; id >= 0; id = ((struct node *)x->nodes->pdata[id])->parent)
		g_array_append_val(chain, id);
	for (guint i = chain->len; i-- > 0;) {
		const struct node *n = x->nodes->pdata[g_array_index(chain, int, i)];
		collect(x, events, n->first_event, n->n_events);
	}
	collect(x, events, first_event, n_events);
	guint start = 0;
	for (guint i = 0; i < events->len; i++)
		if (g_array_index(events, struct event, i).kind == EVENT_FAIL)
			start = i;
	for (guint i = start; i < events->len && out_steps->len < 40; i++) {
		struct step *step = evidence_event(x, &g_array_index(events, struct event, i));
		if (step)
			g_ptr_array_add(out_steps, step);
	}
}
