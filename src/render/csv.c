/* A table for spreadsheets: a row for each site, handled ones too, and for each place or file that was not analysed.
 * Cells are quoted as RFC 4180 has it. A spreadsheet takes a cell that begins with one of =+-@ for a formula, and names
 * of files are not ours: such a cell gets an apostrophe, as spreadsheets' users write it. */
#include <string.h>

#include "render/findings.h"
#include "render/formats.h"
#include "render/story.h"
#include "render/tally.h"
#include "util/utf8.h"

static const char header[] = "path,line,column,function,call,rule,severity,state,verdicts,consequence,flags,suppressed,"
			     "message,id\n";

static void put(GString *out, const char *text, const char *end)
{
	g_autofree char *shown = utf8_printable(text ? text : "", text ? strlen(text) : 0);
	bool formula = *shown && strchr("=+-@\t", *shown);
	bool quoted = formula || strpbrk(shown, ",\"");

	if (quoted)
		g_string_append(out, formula ? "\"'" : "\"");
	for (const char *p = shown; *p; p++) {
		if (*p == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *p);
	}
	g_string_append_printf(out, "%s%s", quoted ? "\"" : "", end);
}

static void put_number(GString *out, unsigned number)
{
	if (number)
		g_string_append_printf(out, "%u", number);
	g_string_append_c(out, ',');
}

static void put_verdicts(GString *out, const struct site *site)
{
	g_autoptr(GString) verdicts = g_string_new(NULL), flags = g_string_new(NULL);
	const char *consequence = consequence_name(story_consequence(site));

	for (guint i = 0; i < site->verdicts->len; i++) {
		const struct errno_verdict *v = g_ptr_array_index(site->verdicts, i);

		g_string_append_printf(verdicts, "%s%s=%s", i ? " " : "", v->errno_name, verdict_name(v->verdict));
	}
	for (guint i = 0; i < site->flags->len; i++) {
		const struct flag_verdict *f = g_ptr_array_index(site->flags, i);

		if (f->state != FLAG_NA)
			g_string_append_printf(flags, "%s%s=%s", flags->len ? " " : "", f->flag,
					       flag_state_name(f->state));
	}
	put(out, verdicts->str, ",");
	put(out, consequence, ",");
	put(out, flags->str, ",");
}

static void put_place(GString *out, const char *prefix, const struct location_range *where)
{
	g_autofree char *path = g_strconcat(*where->path && *where->path != '/' ? prefix : "", where->path, NULL);

	put(out, path, ",");
	put_number(out, where->line);
	put_number(out, where->column);
}

static const char *suppressed_by(const struct site *site)
{
	return site->suppressed_by ? site->suppressed_by : site->part_by;
}

static void put_site(GString *out, const char *prefix, const struct site *site)
{
	static const char *const states[OUTCOME_COUNT] = {"handled", "partly", "unhandled", "undecided"};
	g_autofree char *sentence = story_sentence(site), *lost = story_lost_flags(site);
	g_autofree char *message = g_strconcat(sentence, lost ? "; " : NULL, lost, NULL);

	put_place(out, prefix, &site->where);
	put(out, site->function, ",");
	put(out, site->call, ",");
	put(out, site->rule, ",");
	put(out, severity_name(site_severity(site)), ",");
	put(out, states[tally_outcome(site)], ",");
	put_verdicts(out, site);
	put(out, suppressed_by(site), ",");
	put(out, message, ",");
	put(out, site->id, "\n");
}

static void put_other(GString *out, const struct finding *f)
{
	put_place(out, "", &(struct location_range){f->path, f->where.line, f->where.column, 0, 0});
	g_string_append(out, ",,");
	put(out, f->id, ",");
	put(out, severity_name(f->severity), ",");
	g_string_append(out, "not analysed,,,,,");
	put(out, f->message, ",\n");
}

static bool render_csv(const struct run *run, const struct render_options *options, GString *out, GError **error)
{
	g_autoptr(GPtrArray) findings = findings_of(run, options);
	const char *prefix = options->path_prefix ? options->path_prefix : "";

	(void)error;
	g_string_append(out, header);
	for (guint i = 0; i < run->sites->len; i++)
		put_site(out, prefix, g_ptr_array_index(run->sites, i));
	for (guint i = 0; i < findings->len; i++) {
		const struct finding *f = g_ptr_array_index(findings, i);

		if (!f->site)
			put_other(out, f);
	}
	return true;
}

const struct renderer renderer_csv = {
	.name = "csv",
	.summary = "a table of all sites, for spreadsheets",
	.render = render_csv,
};
