/* The paragraph that answers the reader's question: on what target, what was looked at, how many places fail, what they
 * do then, what is to be done. */
#include <string.h>

#include "render/html_parts.h"
#include "render/story.h"

/* The headline. */

static const char *put_failing(const struct html_report *r, GString *out)
{
	unsigned fails = r->states[HTML_UNHANDLED] + r->states[HTML_PARTLY], all = r->run->sites->len;
	unsigned number = fails ? fails : r->states[HTML_FLAG];
	g_autofree char *calls = html_calls(r, html_rule_fails, "or");

	if (number < all)
		html_printf(out, "%n of %n places", number, all);
	else if (all > 2)
		html_printf(out, "All %n places", all);
	else
		html_printf(out, all == 1 ? "The one place" : "Both places");
	html_printf(out, fails ? " fail%s where %s is missing" : " lose%s a flag where %s is missing",
		    number == 1 ? "s" : "", calls);
	return r->states[HTML_UNHANDLED] ? "unhandled" : "partly";
}

static const char *put_good(const struct html_report *r, GString *out)
{
	g_autofree char *target = html_target_name(&r->run->target);
	g_autofree char *calls = html_calls(r, NULL, html_target_has_all(r) ? "and" : "or");

	if (!r->run->sites->len)
		html_printf(out, "No place makes a call that may be missing");
	else if (html_target_has_all(r) && target)
		html_printf(out, "Nothing to do: %s has %s", target, calls);
	else if (r->states[HTML_ASIDE])
		html_printf(out, "Nothing is left to do where %s is missing", calls);
	else
		html_printf(out, "Every place works where %s is missing", calls);
	if (r->open)
		html_printf(out, ", as far as could be seen");
	return r->open ? "undecided" : "handled";
}

/* Gives the class for its colour. */
static const char *put_headline(const struct html_report *r, GString *out)
{
	if (!r->run->files.searched) {
		html_printf(out, "Nothing was looked at: no C or C++ file was searched");
		return "undecided";
	}
	if (html_bad(r))
		return put_failing(r, out);
	if (r->states[HTML_UNDECIDED]) {
		html_printf(out, "%n of %n places could not be decided", r->states[HTML_UNDECIDED], r->run->sites->len);
		return "undecided";
	}
	return put_good(r, out);
}

/* The sentences. */

static void put_looked_at(const struct html_report *r, GString *out)
{
	g_autofree char *calls = html_calls(r, NULL, "or");

	html_printf(out, "<strong>sysfall</strong> read ");
	html_count(out, r->run->files.searched, "C and C++ file");
	html_printf(out, " of <strong>%s</strong>%s and found ", r->name,
		    r->run->compile_database ? ", with the flags of its own build," : "");
	if (!r->run->sites->len) {
		html_printf(out, "no place that makes a call which may be missing. ");
		return;
	}
	html_count(out, r->run->sites->len, "place");
	html_printf(out, r->run->sites->len == 1 ? " that makes a call which may be missing where the program runs"
						 : " that make a call which may be missing where the program runs");
	html_printf(out, r->rules->len ? ": <code>%s</code>. " : ". ", calls);
}

/* "ENOSYS (the system does not know the call) or EPERM (…)" */
static void put_errnos(const struct html_report *r, GString *out)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (guint i = 0; i < r->run->sites->len; i++) {
		const struct site *site = g_ptr_array_index(r->run->sites, i);

		for (guint k = 0; k < site->verdicts->len; k++) {
			const char *name =
				((const struct errno_verdict *)g_ptr_array_index(site->verdicts, k))->errno_name;

			if (!g_ptr_array_find(names, name, NULL))
				g_ptr_array_add(names, (gpointer)name);
		}
	}
	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i), *meaning = html_errno_meaning(name);

		html_printf(out, "%s<code>%s</code>", i == 0 ? "" : i + 1 < names->len ? ", " : " or ", name);
		if (meaning)
			html_printf(out, " (%s)", meaning);
	}
}

static void put_failure(const struct html_report *r, GString *out)
{
	html_target(r, out);
	if (html_target_has_all(r)) {
		html_printf(out,
			    ". There it cannot fail for being missing, so nothing is to be done for this target. ");
		return;
	}
	html_printf(out, r->rules->len > 1 ? ". What is missing there fails every time, with "
					   : ". There it fails every time, with ");
	put_errnos(r, out);
	html_printf(out, ". ");
}

static void put_state(GString *out, unsigned number, bool *first, const char *one, const char *many)
{
	if (!number)
		return;
	html_printf(out, "%s%n %s", *first ? "" : "; ", number, number == 1 ? one : many);
	*first = false;
}

static void put_states(const struct html_report *r, GString *out)
{
	const struct rule *rule = r->rules->len == 1 ? g_ptr_array_index(r->rules, 0) : NULL;
	const struct rule_call *old = rule && rule->fallbacks->len ? g_ptr_array_index(rule->fallbacks, 0) : NULL;
	bool first = true;

	if (!html_bad(r) && !r->states[HTML_UNDECIDED] && !r->states[HTML_ASIDE]) {
		if (r->states[HTML_HANDLED] && !html_target_has_all(r))
			html_printf(out, "At each place the program then tries %s%s%s: that is its fallback. ",
				    old ? "the older <code>" : "", old ? old->name : "an older call",
				    old ? "()</code>" : "");
		return;
	}
	html_printf(out, "A place is handled when the program then tries ");
	html_printf(out, old ? "the older <code>%s()</code>, its fallback: " : "an older call, its fallback: ",
		    old ? old->name : "");
	put_state(out, r->states[HTML_UNHANDLED], &first, "has no fallback", "have no fallback");
	put_state(out, r->states[HTML_PARTLY], &first, "has one for some errors or paths only",
		  "have one for some errors or paths only");
	put_state(out, r->states[HTML_FLAG], &first, "falls back but loses a flag", "fall back but lose a flag");
	put_state(out, r->states[HTML_UNDECIDED], &first, "could not be decided", "could not be decided");
	put_state(out, r->states[HTML_HANDLED], &first, "is handled", "are handled");
	put_state(out, r->states[HTML_OFF], &first, "makes a call that the target has",
		  "make a call that the target has");
	put_state(out, r->states[HTML_ASIDE], &first, "was put aside by the project", "were put aside by the project");
	html_printf(out, ". ");
}

static void put_consequences(const struct html_report *r, GString *out)
{
	bool first = true;

	for (int i = CONSEQUENCE_NONE + 1; i < CONSEQUENCE_COUNT; i++) {
		if (!r->consequences[i])
			continue;
		html_printf(out, first ? "What happens without one: at " : "; at ");
		html_count(out, r->consequences[i], "place");
		html_printf(out, " %s", story_at_run_time[i]);
		first = false;
	}
	if (!first)
		html_printf(out, ". ");
}

static void put_to_do(const struct html_report *r, GString *out)
{
	if (html_bad(r)) {
		html_printf(out, "<strong>To do:</strong> make the older call where the newer one fails, and set again "
				 "what it would have set; each place says how");
		if (r->patches)
			html_printf(out, ", and %n of them %s a patch that was tried", r->patches,
				    r->patches == 1 ? "has" : "have");
		html_printf(out, ". ");
	}
	if (r->open) {
		html_printf(out, "<strong>This answer is incomplete:</strong> <a href=\"#not-analysed\">");
		html_count(out, r->open, "place");
		html_printf(out, " could not be analysed</a>, so there may be more. ");
	}
}

static void put_legend(const struct html_report *r, GString *out)
{
	html_printf(out, "<div class=\"bar\" aria-hidden=\"true\">");
	for (int i = 0; i < HTML_STATE_COUNT; i++) {
		if (!r->states[i])
			continue;
		html_printf(out, "<span class=\"%s\" ", html_state_class[i]);
		html_width(out, r->states[i], r->run->sites->len);
		html_printf(out, "></span>");
	}
	html_printf(out, "</div>\n<ul class=\"counts\">\n");
	for (int i = 0; i < HTML_STATE_COUNT; i++) {
		if (r->states[i])
			html_printf(out, "<li class=\"%s\"><a href=\"#outcome=%s\"><b>%n</b> %s</a></li>\n",
				    html_state_class[i], html_state_class[i], r->states[i], html_state_text[i]);
	}
	html_printf(out, "</ul>\n");
}

void html_lead(const struct html_report *r, GString *out)
{
	g_autoptr(GString) headline = g_string_new(NULL);
	const char *tone = put_headline(r, headline);

	html_printf(out, "<section class=\"lead %s\" aria-labelledby=\"answer\">\n<h2 id=\"answer\">", tone);
	g_string_append(out, headline->str);
	html_printf(out, "</h2>\n<p>");
	if (!r->run->files.searched)
		html_printf(out, "Below <strong>%s</strong> there was nothing to read, so this says nothing about it.",
			    r->name);
	else
		put_looked_at(r, out);
	if (r->run->sites->len) {
		put_failure(r, out);
		put_states(r, out);
		put_consequences(r, out);
	}
	put_to_do(r, out);
	html_printf(out, "</p>\n");
	if (r->run->sites->len)
		put_legend(r, out);
	if (r->run->sites->len)
		html_words(r, out);
	html_printf(out, "</section>\n");
}
