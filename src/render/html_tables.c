/* The table of sites as plain HTML: complete without the script, and printed as it stands. The script reads what it
 * filters by from the rows' data attributes. */
#include <string.h>

#include "policy/compare.h"
#include "render/html_parts.h"
#include "render/story.h"

static int name_compare(gconstpointer left, gconstpointer right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void put_option(GString *out, const char *value, const char *text)
{
	html_printf(out, "<option value=\"%s\">%s</option>", value, text);
}

static void put_consequence_option(GString *out, enum consequence c)
{
	html_printf(out, "<option value=\"%s\">", consequence_name(c));
	html_put_word(out, c);
	html_printf(out, "</option>");
}

/* The script finds a filter by its name. */
static void begin_select(GString *out, const char *name, const char *label)
{
	html_printf(out, "<label>%s<select data-filter=\"%s\"><option value=\"\">all</option>", label, name);
}

static void end_select(GString *out)
{
	html_printf(out, "</select></label>\n");
}

static GPtrArray *component_names(const struct html_report *r)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < r->run->sites->len; i++) {
		g_autofree char *name = html_component(r, g_ptr_array_index(r->run->sites, i));

		if (g_hash_table_contains(seen, name))
			continue;
		g_hash_table_add(seen, name);
		g_ptr_array_add(names, g_steal_pointer(&name));
	}
	g_ptr_array_sort(names, name_compare);
	return names;
}

static void put_outcome_filter(const struct html_report *r, GString *out)
{
	begin_select(out, "outcome", "Outcome");
	for (int i = 0; i < HTML_STATE_COUNT; i++) {
		if (r->states[i])
			put_option(out, html_state_class[i], html_state_text[i]);
	}
	end_select(out);
}

static void put_consequence_filter(const struct html_report *r, GString *out)
{
	if (!html_bad(r))
		return;
	begin_select(out, "consequence", "At run time");
	for (int i = CONSEQUENCE_NONE + 1; i < CONSEQUENCE_COUNT; i++) {
		if (r->consequences[i])
			put_consequence_option(out, (enum consequence)i);
	}
	end_select(out);
}

static void put_component_filter(const struct html_report *r, GString *out)
{
	g_autoptr(GPtrArray) components = component_names(r);

	begin_select(out, "component", r->by_file ? "File" : "Component");
	for (guint i = 0; i < components->len; i++)
		put_option(out, g_ptr_array_index(components, i), g_ptr_array_index(components, i));
	end_select(out);
}

static void put_call_filter(const struct html_report *r, GString *out)
{
	if (r->rules->len < 2)
		return;
	begin_select(out, "rule", "Call");
	for (guint i = 0; i < r->rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(r->rules, i);

		put_option(out, rule->id, rule->call.name);
	}
	end_select(out);
}

static void put_controls(const struct html_report *r, GString *out)
{
	html_printf(out, "<div class=\"controls js\" role=\"search\" hidden>\n<label class=\"wide\">Search<input "
			 "type=\"search\" id=\"search\" placeholder=\"file, function, call\" autocomplete=\"off\" "
			 "spellcheck=\"false\"></label>\n");
	put_outcome_filter(r, out);
	put_consequence_filter(r, out);
	put_component_filter(r, out);
	put_call_filter(r, out);
	html_printf(out, "<button type=\"button\" id=\"reset\">Show all</button>\n</div>\n"
			 "<p class=\"soft js\" id=\"count\" role=\"status\" hidden></p>\n");
}

static const char *change_of(const struct render_options *options, const struct site *site)
{
	for (guint i = 0; options->changes && i < options->changes->len; i++) {
		const struct change *c = g_ptr_array_index(options->changes, i);

		if (c->now && c->now->site == site)
			return change_kind_name(c->kind);
	}
	return NULL;
}

/* What happens, or why it does not count. */
static void put_then(const struct site *site, GString *out)
{
	enum html_state state = html_state_of(site);

	if (state == HTML_ASIDE)
		html_printf(out, "by %s%s%s", site->suppressed_by, site->suppressed_reason ? ": " : "",
			    site->suppressed_reason ? site->suppressed_reason : "");
	else if (state == HTML_FLAG)
		html_put_word(out, CONSEQUENCE_FLAG_LOST);
	else if (state <= HTML_UNDECIDED)
		html_put_word(out, html_consequence_of(site));
}

/* On narrow screens the last column stands in this cell. */
static void put_outcome_cells(const struct html_report *r, const struct site *site, GString *out)
{
	enum html_state state = html_state_of(site);
	const char *change = change_of(r->options, site);

	html_printf(out, "<td data-key=\"%u\"><span class=\"badge %s\">%s</span>", (unsigned)state,
		    html_state_class[state], html_state_text[state]);
	if (change)
		html_printf(out, " <span class=\"badge\">%s</span>", change);
	if (tally_loses_flag(site) && (state < HTML_FLAG || state == HTML_UNDECIDED))
		html_printf(out, " <span class=\"remark\">loses a flag</span>");
	html_printf(out, "<span class=\"then\">");
	put_then(site, out);
	html_printf(out, "</span></td><td>");
	put_then(site, out);
	html_printf(out, "</td>");
}

static void put_row(const struct html_report *r, const struct site *site, GString *out)
{
	enum html_state state = html_state_of(site);
	enum consequence c = html_consequence_of(site);
	g_autofree char *component = html_component(r, site);
	const char *id = site->id ? site->id : "";

	if (c == CONSEQUENCE_NONE && tally_loses_flag(site))
		c = CONSEQUENCE_FLAG_LOST;
	html_printf(out,
		    "<tr data-id=\"%s\" data-outcome=\"%s\" data-consequence=\"%s\" data-component=\"%s\" "
		    "data-rule=\"%s\">",
		    id, html_state_class[state], state <= HTML_FLAG && c != CONSEQUENCE_NONE ? consequence_name(c) : "",
		    component, site->rule);
	html_printf(out,
		    "<td><a class=\"mono\" href=\"#site=%s\">%s:%u</a><span class=\"function mono\">%s</span></td>", id,
		    site->where.path, site->where.line, site->function ? site->function : "");
	html_printf(out, "<td class=\"mono\">%s</td>", site->call);
	put_outcome_cells(r, site, out);
	html_printf(out, "</tr>\n");
}

void html_sites(const struct html_report *r, GString *out)
{
	static const char *const columns[] = {"Place", "Call", "Outcome", "At run time"};

	html_printf(out, "<section aria-labelledby=\"sites-list\"><h2 id=\"sites-list\" tabindex=\"-1\">All "
			 "places</h2>\n");
	put_controls(r, out);
	html_printf(out, "<table id=\"sites\" class=\"list fresh\">\n<thead><tr>");
	for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
		html_printf(out, "<th scope=\"col\"><button type=\"button\">%s</button></th>", columns[i]);
	html_printf(out, "</tr></thead>\n<tbody>\n");
	for (guint i = 0; i < r->run->sites->len; i++)
		put_row(r, g_ptr_array_index(r->run->sites, i), out);
	html_printf(out, "</tbody></table>\n<p class=\"js\"><button type=\"button\" id=\"more\" hidden></button></p>"
			 "</section>\n");
}

/* What was not analysed. */

static void put_problem_row(const struct html_report *r, const char *path, unsigned line, const char *kind,
			    const char *text, GString *out)
{
	g_autofree char *shown = html_local(r, text ? text : "");

	html_printf(out, "<tr><td class=\"mono\">%s", path && *path ? path : "the scan");
	if (line)
		html_printf(out, ":%u", line);
	html_printf(out, "</td><td>%s</td><td>%s</td></tr>\n", kind, shown);
}

static bool put_problems(const struct html_report *r, bool incomplete, GString *out)
{
	gsize before = out->len;

	for (guint i = 0; i < r->run->problems->len; i++) {
		const struct problem *p = g_ptr_array_index(r->run->problems, i);

		if (p->incomplete == incomplete)
			put_problem_row(r, p->path, p->line, p->kind, p->text, out);
	}
	for (guint i = 0; incomplete && i < r->run->occurrences->len; i++) {
		const struct occurrence *o = g_ptr_array_index(r->run->occurrences, i);

		if (o->class == OCCURRENCE_UNREACHED)
			put_problem_row(r, o->where.path, o->where.line, "unreached", o->note, out);
	}
	return out->len > before;
}

static void put_remarks(const struct html_report *r, bool incomplete, const char *id, const char *title, GString *out)
{
	gsize before = out->len;

	html_printf(out,
		    "<section aria-labelledby=\"%s\"><h2 id=\"%s\">%s</h2>\n<table class=\"list remarks\"><thead><tr>"
		    "<th scope=\"col\">Place</th><th scope=\"col\">Kind</th><th scope=\"col\">Why</th></tr></thead>\n"
		    "<tbody>\n",
		    id, id, title);
	if (put_problems(r, incomplete, out))
		html_printf(out, "</tbody></table></section>\n");
	else
		g_string_truncate(out, before);
}

void html_remarks(const struct html_report *r, GString *out)
{
	put_remarks(r, true, "not-analysed", "Not analysed", out);
	put_remarks(r, false, "remarks", "Remarks", out);
}
