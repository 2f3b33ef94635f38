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

/* The distinct values of a column, sorted. */
static GPtrArray *sorted_set(GHashTable *set)
{
	GPtrArray *values = g_ptr_array_new();
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, set);
	while (g_hash_table_iter_next(&iter, &value, NULL))
		g_ptr_array_add(values, value);
	g_ptr_array_sort(values, name_compare);
	return values;
}

static void put_select(GString *out, const char *id, const char *label, const char *const *values,
		       const char *const *texts, guint count)
{
	html_printf(out, "<label>%s<select id=\"by-%s\"><option value=\"\">all</option>", label, id);
	for (guint i = 0; i < count; i++)
		html_printf(out, "<option value=\"%s\">%s</option>", values[i], texts[i]);
	g_string_append(out, "</select></label>\n");
}

static char *component_key(const char *common, const struct site *site)
{
	char *name = html_component(common, site->where.path);

	/* the script looks for words */
	return g_strdelimit(name, " ", '_');
}

static void put_controls(const struct run *run, GString *out)
{
	static const char *const states[] = {"told", "suppressed", "off", "flag"};
	static const char *const state_texts[] = {"told", "suppressed", "not for the target", "loses a flag"};
	g_autoptr(GHashTable) components = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const char *consequences[CONSEQUENCE_COUNT];
	g_autofree char *common = html_common_folder(run);

	for (guint i = 0; i < run->sites->len; i++)
		g_hash_table_add(components, component_key(common, g_ptr_array_index(run->sites, i)));
	for (int i = CONSEQUENCE_NONE + 1; i < CONSEQUENCE_COUNT; i++)
		consequences[i - 1] = consequence_name((enum consequence)i);
	g_autoptr(GPtrArray) names = sorted_set(components);

	g_string_append(out, "<div class=\"controls js\" role=\"search\" hidden>\n<label>Search<input type=\"search\" "
			     "id=\"search\" autocomplete=\"off\" spellcheck=\"false\"></label>\n");
	put_select(out, "outcome", "Outcome", html_outcome_class, html_outcome_text, OUTCOME_COUNT);
	put_select(out, "consequence", "Consequence", consequences, consequences, CONSEQUENCE_COUNT - 1);
	put_select(out, "component", "Component", (const char *const *)names->pdata, (const char *const *)names->pdata,
		   names->len);
	put_select(out, "state", "State", states, state_texts, G_N_ELEMENTS(states));
	g_string_append(out, "<button type=\"button\" id=\"reset\">Show all</button>\n</div>\n"
			     "<p class=\"soft js\" id=\"count\" role=\"status\" hidden></p>\n");
}

static char *consequences_of(const struct site *site)
{
	GString *words = g_string_new(NULL);

	for (guint i = 0; i < site->verdicts->len; i++) {
		const char *word =
			consequence_name(((struct errno_verdict *)g_ptr_array_index(site->verdicts, i))->consequence);

		if (word && !strstr(words->str, word))
			g_string_append_printf(words, "%s%s", words->len ? " " : "", word);
	}
	return g_string_free(words, FALSE);
}

static const char *state_of(const struct site *site)
{
	if (site->suppressed_by)
		return "suppressed";
	if (story_is_told(site))
		return "told";
	return tally_outcome(site) != OUTCOME_HANDLED || tally_loses_flag(site) ? "off" : "fine";
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

static void put_state_cell(const struct site *site, const struct render_options *options, GString *out)
{
	const char *state = state_of(site), *change = change_of(options, site);

	g_string_append(out, "<td>");
	if (strcmp(state, "suppressed") == 0)
		html_printf(out, "suppressed by %s%s%s", site->suppressed_by, site->suppressed_reason ? ": " : "",
			    site->suppressed_reason ? site->suppressed_reason : "");
	else if (strcmp(state, "off") == 0)
		g_string_append(out, "not for the target");
	else if (story_is_told(site))
		html_printf(out, "%s", severity_name(site->severity));
	if (change)
		html_printf(out, " <span class=\"badge\">%s</span>", change);
	g_string_append(out, "</td>");
}

static void put_row(const char *common, const struct site *site, const struct render_options *options, GString *out)
{
	enum site_outcome outcome = tally_outcome(site);
	g_autofree char *component = component_key(common, site), *consequences = consequences_of(site);
	g_autofree char *lost = story_lost_flags(site);

	html_printf(out,
		    "<tr data-id=\"%s\" data-outcome=\"%s\" data-consequence=\"%s\" data-component=\"%s\" "
		    "data-state=\"%s%s\">",
		    site->id ? site->id : "", html_outcome_class[outcome], consequences, component, state_of(site),
		    lost ? " flag" : "");
	html_printf(out,
		    "<td class=\"mono\"><a href=\"#site=%s\">%s:%u</a></td><td class=\"mono\">%s</td>"
		    "<td class=\"mono\">%s</td>",
		    site->id ? site->id : "", site->where.path, site->where.line, site->function ? site->function : "",
		    site->call);
	html_printf(out, "<td data-key=\"%u\"><span class=\"badge %s\">%s</span>%s</td><td>%s</td>", (unsigned)outcome,
		    html_outcome_class[outcome], html_outcome_text[outcome], lost ? " loses a flag" : "", consequences);
	put_state_cell(site, options, out);
	g_string_append(out, "</tr>\n");
}

static void put_sites(const struct run *run, const struct render_options *options, GString *out)
{
	static const char *const columns[] = {"Place", "Function", "Call", "Outcome", "At run time", "State"};
	g_autofree char *common = html_common_folder(run);

	g_string_append(out, "<h2 id=\"sites-list\" tabindex=\"-1\">Sites</h2>\n");
	put_controls(run, out);
	g_string_append(out, "<div class=\"list\"><table id=\"sites\">\n<thead><tr>");
	for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
		html_printf(out, "<th scope=\"col\"><button type=\"button\">%s</button></th>", columns[i]);
	g_string_append(out, "</tr></thead>\n<tbody>\n");
	for (guint i = 0; i < run->sites->len; i++)
		put_row(common, g_ptr_array_index(run->sites, i), options, out);
	g_string_append(out, "</tbody></table></div>\n");
}

static void put_problem_row(GString *out, const char *path, unsigned line, const char *kind, const char *text)
{
	html_printf(out, "<tr><td class=\"mono\">%s", path && *path ? path : "the scan");
	if (line)
		html_printf(out, ":%u", line);
	html_printf(out, "</td><td>%s</td><td>%s</td></tr>\n", kind, text ? text : "");
}

static void put_not_analysed(const struct run *run, GString *out)
{
	guint before;

	g_string_append(out, "<h2 id=\"not-analysed\">Not analysed, and other remarks</h2>\n");
	before = (guint)out->len;
	g_string_append(out,
			"<div class=\"list\"><table><thead><tr><th scope=\"col\">Place</th><th scope=\"col\">Kind</th>"
			"<th scope=\"col\">Why</th></tr></thead>\n<tbody>\n");
	guint empty = (guint)out->len;

	for (guint i = 0; i < run->problems->len; i++) {
		const struct problem *p = g_ptr_array_index(run->problems, i);

		put_problem_row(out, p->path, p->line, p->kind, p->text);
	}
	for (guint i = 0; i < run->occurrences->len; i++) {
		const struct occurrence *o = g_ptr_array_index(run->occurrences, i);

		if (o->class == OCCURRENCE_UNREACHED)
			put_problem_row(out, o->where.path, o->where.line, "unreached", o->note);
	}
	if (out->len == empty) {
		g_string_truncate(out, before);
		g_string_append(out, "<p>Everything was analysed, and there is nothing to remark.</p>\n");
		return;
	}
	g_string_append(out, "</tbody></table></div>\n");
}

void html_tables(const struct run *run, const struct render_options *options, GString *out)
{
	put_sites(run, options, out);
	put_not_analysed(run, out);
}
