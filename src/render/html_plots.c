/* Plots as tables whose cells hold bars: they can be read aloud, printed and copied as they are. */
#include <string.h>

#include "render/html_parts.h"
#include "render/story.h"

#define COMPONENTS_MAX 20

/* What became of the sites of one row. */
struct counts {
	char *name;
	unsigned sites[OUTCOME_COUNT];
	unsigned total;
};

static void counts_free(gpointer data)
{
	struct counts *c = data;

	g_free(c->name);
	g_free(c);
}

static const int bar_order[OUTCOME_COUNT] = {OUTCOME_UNHANDLED, OUTCOME_PARTLY, OUTCOME_UNDECIDED, OUTCOME_HANDLED};

static void put_legend(GString *out)
{
	g_string_append(out, "<div class=\"legend\">");
	for (int i = 0; i < OUTCOME_COUNT; i++)
		html_printf(out, "<span class=\"key %s\">%s</span>", html_outcome_class[bar_order[i]],
			    html_outcome_text[bar_order[i]]);
	g_string_append(out, "</div>\n");
}

static double percent(unsigned part, unsigned whole)
{
	return whole ? 100.0 * part / whole : 0;
}

static void put_number(GString *out, double number)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];

	g_string_append(out, g_ascii_formatd(text, sizeof(text), "%.2f", number));
}

/* One row of a plot whose longest bar is `most`. */
static void put_stack(GString *out, const struct counts *c, unsigned most)
{
	html_printf(out, "<tr><th scope=\"row\">%s</th><td><div class=\"bar\" role=\"img\" aria-label=\"", c->name);
	for (int i = 0; i < OUTCOME_COUNT; i++)
		html_printf(out, "%u %s%s", c->sites[bar_order[i]], html_outcome_text[bar_order[i]],
			    i + 1 < OUTCOME_COUNT ? ", " : "");
	g_string_append(out, "\">");
	for (int i = 0; i < OUTCOME_COUNT; i++) {
		int outcome = bar_order[i];

		if (!c->sites[outcome])
			continue;
		html_printf(out, "<span class=\"%s\" title=\"%u %s\" style=\"width:", html_outcome_class[outcome],
			    c->sites[outcome], html_outcome_text[outcome]);
		put_number(out, percent(c->sites[outcome], most));
		g_string_append(out, "%\"></span>");
	}
	html_printf(out, "</div></td><td>%u</td></tr>\n", c->total);
}

static void put_bar(GString *out, const char *name, const char *class, unsigned number, unsigned most)
{
	html_printf(out, "<tr><th scope=\"row\">%s</th><td><div class=\"bar\"><span class=\"%s\" style=\"width:", name,
		    class);
	put_number(out, percent(number, most));
	html_printf(out, "%\"></span></div></td><td>%u</td></tr>\n", number);
}

static void begin(GString *out, const char *caption)
{
	html_printf(out, "<figure><figcaption>%s</figcaption>\n", caption);
}

static void end(GString *out)
{
	g_string_append(out, "</tbody></table></figure>\n");
}

#define TABLE "<table class=\"bars\"><tbody>\n"

/* By component. */

static int most_first(gconstpointer left, gconstpointer right)
{
	const struct counts *a = *(struct counts *const *)left, *b = *(struct counts *const *)right;
	unsigned bad_a = a->total - a->sites[OUTCOME_HANDLED], bad_b = b->total - b->sites[OUTCOME_HANDLED];

	if (bad_a != bad_b)
		return bad_a > bad_b ? -1 : 1;
	return a->total != b->total ? (a->total > b->total ? -1 : 1) : strcmp(a->name, b->name);
}

static GPtrArray *count_components(const struct run *run)
{
	g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);
	GPtrArray *all = g_ptr_array_new_with_free_func(counts_free);
	g_autofree char *common = html_common_folder(run);

	for (guint i = 0; i < run->sites->len; i++) {
		const struct site *site = g_ptr_array_index(run->sites, i);
		char *name = html_component(common, site->where.path);
		struct counts *c = g_hash_table_lookup(by_name, name);

		if (c) {
			g_free(name);
		} else {
			c = g_new0(struct counts, 1);
			c->name = name;
			g_hash_table_insert(by_name, c->name, c);
			g_ptr_array_add(all, c);
		}
		c->sites[tally_outcome(site)]++;
		c->total++;
	}
	g_ptr_array_sort(all, most_first);
	return all;
}

/* The last row stands for all that have no row of their own. */
static void fold(GPtrArray *all)
{
	struct counts *others;

	if (all->len <= COMPONENTS_MAX)
		return;
	others = g_new0(struct counts, 1);
	others->name = g_strdup_printf("%u others", all->len - COMPONENTS_MAX + 1);
	while (all->len >= COMPONENTS_MAX) {
		const struct counts *c = g_ptr_array_index(all, all->len - 1);

		for (int i = 0; i < OUTCOME_COUNT; i++)
			others->sites[i] += c->sites[i];
		others->total += c->total;
		g_ptr_array_set_size(all, (gint)all->len - 1);
	}
	g_ptr_array_add(all, others);
}

static void put_stacks(GString *out, const char *caption, const GPtrArray *rows)
{
	unsigned most = 0;

	for (guint i = 0; i < rows->len; i++)
		most = MAX(most, ((const struct counts *)g_ptr_array_index(rows, i))->total);
	begin(out, caption);
	put_legend(out);
	g_string_append(out, TABLE);
	for (guint i = 0; i < rows->len; i++)
		put_stack(out, g_ptr_array_index(rows, i), most);
	end(out);
}

/* Earlier runs. */

static void put_history(const struct render_options *options, GString *out)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(counts_free);

	if (!options->history || options->history->len < 2)
		return;
	for (guint i = 0; i < options->history->len; i++) {
		const struct run_totals *t = g_ptr_array_index(options->history, i);
		struct counts *c = g_new0(struct counts, 1);

		c->name = g_strdup_printf("run %" G_GINT64_FORMAT ", %s%s", t->id, t->started,
					  t->complete ? "" : " (incomplete)");
		c->sites[OUTCOME_HANDLED] = t->handled;
		c->sites[OUTCOME_PARTLY] = t->partly;
		c->sites[OUTCOME_UNHANDLED] = t->unhandled;
		c->sites[OUTCOME_UNDECIDED] = t->undecided;
		c->total = t->handled + t->partly + t->unhandled + t->undecided;
		g_ptr_array_add(rows, c);
	}
	put_stacks(out, "What became of the sites, run by run", rows);
}

/* Consequences and coverage. */

static void put_consequences(const struct run *run, GString *out)
{
	unsigned counts[CONSEQUENCE_COUNT] = {0}, most = 0;

	for (guint i = 0; i < run->sites->len; i++) {
		const struct site *site = g_ptr_array_index(run->sites, i);
		bool seen[CONSEQUENCE_COUNT] = {false};

		for (guint k = 0; k < site->verdicts->len; k++) {
			enum consequence c =
				((struct errno_verdict *)g_ptr_array_index(site->verdicts, k))->consequence;

			counts[c] += !seen[c];
			seen[c] = true;
		}
	}
	for (int i = CONSEQUENCE_NONE + 1; i < CONSEQUENCE_COUNT; i++)
		most = MAX(most, counts[i]);
	begin(out, "What then happens at run time, in sites");
	g_string_append(out, TABLE);
	for (int i = CONSEQUENCE_NONE + 1; i < CONSEQUENCE_COUNT; i++)
		put_bar(out, consequence_name((enum consequence)i), "unhandled", counts[i], most);
	end(out);
}

static void put_coverage(const struct run *run, GString *out)
{
	struct tally tally;
	unsigned most = MAX(run->files.seen, 1), mentions = run->sites->len, most_mentions;

	tally_run(run, &tally);
	begin(out, "What was looked at");
	g_string_append(out, TABLE);
	put_bar(out, "files seen", "plain", run->files.seen, most);
	put_bar(out, "C and C++ files searched", "plain", run->files.searched, most);
	put_bar(out, "files with a mention", "plain", run->files.candidates, most);
	put_bar(out, "files parsed", "handled", run->files.analysed, most);
	put_bar(out, "files not analysed", "unhandled", run->files.failed, most);
	for (int i = OCCURRENCE_SITE + 1; i < OCCURRENCE_CLASS_COUNT; i++)
		mentions += tally.occurrences[i];
	most_mentions = MAX(mentions, 1);
	g_string_append(out,
			"</tbody></table>\n<table class=\"bars\"><caption>Every mention of a call</caption><tbody>\n");
	put_bar(out, "site", "plain", run->sites->len, most_mentions);
	for (int i = OCCURRENCE_SITE + 1; i < OCCURRENCE_CLASS_COUNT; i++) {
		if (tally.occurrences[i])
			put_bar(out, occurrence_class_name((enum occurrence_class)i),
				i == OCCURRENCE_UNREACHED ? "unhandled" : "off", tally.occurrences[i], most_mentions);
	}
	end(out);
}

void html_plots(const struct run *run, const struct render_options *options, GString *out)
{
	g_autoptr(GPtrArray) components = count_components(run);

	fold(components);
	g_string_append(out, "<div class=\"plots\">\n");
	if (components->len)
		put_stacks(out, "What became of the sites, by component", components);
	if (run->sites->len)
		put_consequences(run, out);
	put_coverage(run, out);
	put_history(options, out);
	g_string_append(out, "</div>\n");
}
