/* What is to be done: in general, by rule, and at one site. It is said in the words of the rule: which older call there
 * is, and how a flag is given afterwards. */
#include <string.h>

#include "render/html_parts.h"
#include "render/story.h"

/* "accept()", "syscall(SYS_accept, …)"; NULL when the rule is not at hand. */
static char *older_call(const struct rule *rule)
{
	const struct rule_call *call = rule && rule->fallbacks->len ? g_ptr_array_index(rule->fallbacks, 0) : NULL;

	if (!call)
		return g_strdup("the older call");
	return g_strdup_printf(call->raw ? "`syscall(%s, …)`" : "`%s()`", call->name);
}

static const struct rule_flag *flag_named(const struct rule *rule, const char *name)
{
	for (guint i = 0; rule && i < rule->flags->len; i++) {
		const struct rule_flag *flag = g_ptr_array_index(rule->flags, i);

		if (strcmp(flag->name, name) == 0)
			return flag;
	}
	return NULL;
}

/* "`fcntl(fd, F_SETFD, FD_CLOEXEC)`"; NULL when the rule has none. */
static char *restoring(const struct rule *rule, const char *name)
{
	const struct rule_flag *flag = flag_named(rule, name);

	if (!flag || !flag->restore)
		return NULL;
	g_auto(GStrv) parts = g_strsplit(flag->restore, "@", -1);
	g_autofree char *code = g_strjoinv(rule->fix && rule->fix->variable ? rule->fix->variable : "fd", parts);

	return g_strdup_printf("`%s`", code);
}

/* One site. */

static char *errnos_of(const struct site *site, bool bad)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < site->verdicts->len; i++) {
		const struct errno_verdict *v = g_ptr_array_index(site->verdicts, i);

		if ((v->verdict == VERDICT_UNHANDLED || v->verdict == VERDICT_CONDITIONAL) == bad &&
		    (bad || !story_is_bad(v)))
			g_ptr_array_add(names, g_strdup_printf("`%s`", v->errno_name));
	}
	return html_list(names, bad ? "or" : "and");
}

static void advise_errnos(const struct rule *rule, const struct site *site, GPtrArray *out)
{
	g_autofree char *bad = errnos_of(site, true), *good = errnos_of(site, false);
	g_autofree char *older = older_call(rule);

	if (!*bad)
		return;
	if (site->form == FORM_ADDRESS || site->form == FORM_FNPTR)
		g_ptr_array_add(out, g_strdup_printf("Hand out a function of your own instead, that calls %s when `%s` "
						     "fails with %s.",
						     older, site->call, bad));
	else if (*good)
		g_ptr_array_add(out, g_strdup_printf("Call %s on %s, too, and not on %s alone.", older, bad, good));
	else
		g_ptr_array_add(out, g_strdup_printf("Call %s for the same work when `%s` fails with %s.", older,
						     site->call, bad));
}

static bool loses(const struct site *site, const char *name)
{
	for (guint i = 0; i < site->flags->len; i++) {
		const struct flag_verdict *f = g_ptr_array_index(site->flags, i);

		if (f->state == FLAG_LOST && strcmp(f->flag, name) == 0)
			return true;
	}
	return false;
}

/* Whether the call is written with the name: where nothing falls back no verdict says what was asked for. */
static bool call_names(const struct html_report *r, const struct site *site, const char *name)
{
	const struct render_options *o = r->options;

	for (unsigned line = site->where.line; o->source_line && line <= site->where.end_line; line++) {
		g_autofree char *text = o->source_line(site->where.path, line, o->source_data);

		if (text && strstr(text, name))
			return true;
	}
	return false;
}

static void advise_flags(const struct html_report *r, const struct rule *rule, const struct site *site, GPtrArray *out)
{
	bool unhandled = tally_outcome(site) == OUTCOME_UNHANDLED;

	for (guint i = 0; rule && i < rule->flags->len; i++) {
		const char *name = ((const struct rule_flag *)g_ptr_array_index(rule->flags, i))->name;
		g_autofree char *how = restoring(rule, name);

		if (loses(site, name) || (unhandled && call_names(r, site, name)))
			g_ptr_array_add(out, g_strdup_printf("Set `%s` on what it gives%s%s.", name, how ? ": " : "",
							     how ? how : ""));
	}
}

GPtrArray *html_site_advice(const struct html_report *r, const struct site *site)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
	const struct rule *rule = html_rule_of(r, site);
	g_autofree char *target = html_target_name(&r->run->target);

	switch (html_state_of(site)) {
	case HTML_HANDLED: g_ptr_array_add(out, g_strdup("Nothing: the older call is tried on every path.")); break;
	case HTML_OFF:
		g_ptr_array_add(out,
				g_strdup_printf("Nothing for this target: %s has `%s()`. What is told below happens "
						"where it is missing.",
						target ? target : "it", rule ? rule->call.name : site->call));
		break;
	case HTML_ASIDE: g_ptr_array_add(out, g_strdup("Nothing: the project has put it aside.")); break;
	case HTML_UNDECIDED: g_ptr_array_add(out, g_strdup("Look at it by hand: the analysis could not tell.")); break;
	default: advise_errnos(rule, site, out); advise_flags(r, rule, site, out);
	}
	return out;
}

/* All of them. */

static void put_flags(const struct rule *rule, GString *out)
{
	for (guint i = 0; i < rule->flags->len; i++) {
		const struct rule_flag *flag = g_ptr_array_index(rule->flags, i);
		g_autofree char *how = restoring(rule, flag->name);

		if (!how)
			continue;
		html_printf(out,
			    i == 0 ? " Then set what was asked for: <code>%s</code> with " : ", <code>%s</code> with ",
			    flag->name);
		html_rich(out, how);
	}
	html_printf(out, rule->flags->len ? ". " : "");
}

static void put_rule(const struct rule *rule, GString *out)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *older = older_call(rule);

	for (guint i = 0; i < rule->errnos->len; i++)
		g_ptr_array_add(
			names,
			g_strdup_printf("`%s`", ((const struct rule_errno *)g_ptr_array_index(rule->errnos, i))->name));
	g_autofree char *errnos = html_list(names, "or");
	g_autofree char *what = g_strdup_printf("Where `%s()` fails with %s, call %s for the same work.",
						rule->call.name, errnos, older);

	html_printf(out, "<li>");
	html_rich(out, what);
	put_flags(rule, out);
	html_printf(out, "</li>\n");
}

void html_advice(const struct html_report *r, GString *out)
{
	if (!html_bad(r) || !r->rules->len)
		return;
	html_printf(out,
		    "<section aria-labelledby=\"to-do\"><h2 id=\"to-do\">What to do</h2>\n<ul class=\"advice\">\n");
	for (guint i = 0; i < r->rules->len; i++) {
		if (html_rule_fails(r, g_ptr_array_index(r->rules, i)))
			put_rule(g_ptr_array_index(r->rules, i), out);
	}
	html_printf(out, "<li>A check when the program is built (<code>#ifdef</code>, <code>configure</code>) is no "
			 "fallback: it speaks for the machine that builds, not for the one that runs it.</li>\n");
	if (r->patches < html_bad(r))
		html_printf(out, "<li><code>sysfall fix</code> writes patches, tries each of them, and puts those that "
				 "hold into the next report.</li>\n");
	html_printf(out, "</ul></section>\n");
}
