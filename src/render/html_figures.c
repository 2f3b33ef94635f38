/* What happens at run time, what was looked at, and earlier runs: tables, so that they can be read aloud, printed and
 * copied as they are. */
#include "render/html_parts.h"
#include "render/story.h"

static void begin(GString *out, const char *class, const char *caption)
{
	html_printf(out, "<figure class=\"panel %s\"><figcaption>%s</figcaption>\n<table class=\"numbers\"><tbody>\n",
		    class, caption);
}

static void end(GString *out)
{
	html_printf(out, "</tbody></table></figure>\n");
}

static void put_number(GString *out, const char *class, const char *what, unsigned number)
{
	html_printf(out, "<tr class=\"%s\"><th scope=\"row\">%s</th><td>", class, what);
	html_number(out, number);
	html_printf(out, "</td></tr>\n");
}

static void put_consequences(const struct html_report *r, GString *out)
{
	begin(out, "consequences", "What happens at run time");
	for (int i = CONSEQUENCE_NONE + 1; i < CONSEQUENCE_COUNT; i++) {
		const char *name = consequence_name((enum consequence)i);

		if (r->consequences[i])
			html_printf(out,
				    "<tr><th scope=\"row\">%s</th><td><a href=\"#consequence=%s\">%n</a></td></tr>\n",
				    story_at_run_time[i], name, r->consequences[i]);
	}
	end(out);
}

static const char *const class_words[OCCURRENCE_CLASS_COUNT] = {
	[OCCURRENCE_COMMENT] = "in comments",
	[OCCURRENCE_STRING] = "in strings",
	[OCCURRENCE_DECLARATION] = "declarations",
	[OCCURRENCE_DEFINITION] = "definitions",
	[OCCURRENCE_MACRO_DEFINITION] = "in macro definitions",
	[OCCURRENCE_TABLE] = "in tables of names",
	[OCCURRENCE_LOOK_ALIKE] = "something else of that name",
	[OCCURRENCE_INACTIVE] = "in code that no Linux build has",
	[OCCURRENCE_UNREACHED] = "not reached",
};

static void put_coverage(const struct html_report *r, GString *out)
{
	const struct run_files *files = &r->run->files;

	begin(out, "coverage", "What was looked at");
	put_number(out, "", "files", files->seen);
	put_number(out, "part", "C and C++, all of them read", files->searched);
	put_number(out, "part", "with one of the names", files->candidates);
	put_number(out, "part", "compiled and followed", files->analysed);
	if (files->failed)
		put_number(out, "part", "not analysed", files->failed);
	put_number(out, "", "mentions of the names", r->run->sites->len + r->run->occurrences->len);
	put_number(out, "part", "places that make a call", r->run->sites->len);
	for (int i = OCCURRENCE_SITE + 1; i < OCCURRENCE_CLASS_COUNT; i++) {
		if (r->tally.occurrences[i])
			put_number(out, "part", class_words[i], r->tally.occurrences[i]);
	}
	end(out);
}

void html_figures(const struct html_report *r, GString *out)
{
	html_printf(out, "<div class=\"panels\">\n<div>\n");
	html_components(r, out);
	if (html_bad(r))
		put_consequences(r, out);
	html_printf(out, "</div>\n");
	put_coverage(r, out);
	html_printf(out, "</div>\n");
}

/* Earlier runs. */

static unsigned total_of(const struct run_totals *t)
{
	return t->handled + t->partly + t->unhandled + t->undecided;
}

static void put_run(const struct run_totals *t, unsigned most, GString *out)
{
	const struct {
		const char *class;
		unsigned number;
	} parts[] = {{"unhandled", t->unhandled},
		     {"partly", t->partly},
		     {"undecided", t->undecided},
		     {"handled", t->handled}};
	g_autofree char *date = html_date(t->started);

	html_printf(out, "<tr><th scope=\"row\">%s%s</th><td class=\"share\"><div class=\"bar\" aria-hidden=\"true\">",
		    date, t->complete ? "" : " (incomplete)");
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		if (!parts[i].number)
			continue;
		html_printf(out, "<span class=\"%s\" ", parts[i].class);
		html_width(out, parts[i].number, most);
		html_printf(out, "></span>");
	}
	html_printf(out, "</div></td>");
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
		html_printf(out, parts[i].number ? "<td>%n</td>" : "<td class=\"none\">%n</td>", parts[i].number);
	html_printf(out, "</tr>\n");
}

void html_history(const struct html_report *r, GString *out)
{
	const GPtrArray *history = r->options->history;
	unsigned most = 0;

	if (!history || history->len < 2)
		return;
	for (guint i = 0; i < history->len; i++)
		most = MAX(most, total_of(g_ptr_array_index(history, i)));
	html_printf(out,
		    "<figure class=\"panel history\"><figcaption>What became of the places, run by run</figcaption>\n"
		    "<table class=\"matrix\"><thead><tr><th scope=\"col\">Run</th><td class=\"share\"></td>"
		    "<th scope=\"col\" class=\"key unhandled\">no fallback</th><th scope=\"col\" class=\"key "
		    "partly\">partly handled</th><th scope=\"col\" class=\"key undecided\">not decided</th>"
		    "<th scope=\"col\" class=\"key handled\">handled</th></tr></thead>\n<tbody>\n");
	for (guint i = 0; i < history->len; i++)
		put_run(g_ptr_array_index(history, i), most, out);
	end(out);
}
