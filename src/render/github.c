/* GitHub's workflow commands: lines on the standard output of a workflow's step that become annotations. What is
 * suppressed is left out; how complete the answer is comes last, as a notice without a place. */
#include <string.h>

#include "render/formats.h"
#include "render/story.h"
#include "render/tally.h"
#include "render/text_summary.h"
#include "util/utf8.h"

static const char *const commands[SEVERITY_COUNT] = {
	[SEVERITY_NONE] = "notice",
	[SEVERITY_NOTE] = "notice",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

/* A message may not hold '%' and ends of lines as they are; a property no ':' and ',' either. */
static void put_escaped(GString *out, const char *text, bool property)
{
	g_autofree char *valid = utf8_repair(text, strlen(text));

	for (const char *p = valid; *p; p++) {
		bool special = *p == '%' || *p == '\r' || *p == '\n' || (property && (*p == ':' || *p == ','));

		if (special)
			g_string_append_printf(out, "%%%02X", (guint8)*p);
		else
			g_string_append_c(out, *p);
	}
}

struct annotations {
	GString *out;
	const char *prefix; /* before paths */
};

static void put_command(const struct annotations *a, enum severity severity, const struct location_range *where,
			const char *title, const char *message)
{
	GString *out = a->out;

	g_string_append_printf(out, "::%s ", commands[severity]);
	if (where->path && *where->path) {
		g_string_append(out, "file=");
		put_escaped(out, where->path[0] == '/' ? "" : a->prefix, true);
		put_escaped(out, where->path, true);
		g_string_append_printf(out, ",line=%u", MAX(where->line, 1));
		if (where->end_line >= where->line && where->end_line)
			g_string_append_printf(out, ",endLine=%u", where->end_line);
		if (where->column)
			g_string_append_printf(out, ",col=%u", where->column);
		if (where->end_line == where->line && where->end_column)
			g_string_append_printf(out, ",endColumn=%u", where->end_column);
		g_string_append_c(out, ',');
	}
	g_string_append(out, "title=");
	put_escaped(out, title, true);
	g_string_append(out, "::");
	put_escaped(out, message, false);
	g_string_append_c(out, '\n');
}

static char *message_of(const struct site *site)
{
	g_autofree char *headline = story_headline(site);
	GString *text = g_string_new(headline);

	for (guint i = 0; i < site->verdicts->len; i++) {
		if (!story_is_bad(g_ptr_array_index(site->verdicts, i)) || story_told_before(site, i))
			continue;
		g_autofree char *story = story_text(site, i);

		g_string_append_printf(text, "\n%s", story);
	}
	return g_string_free(text, FALSE);
}

static void put_site(const struct annotations *a, const struct site *site)
{
	g_autofree char *title = g_strconcat("sysfall-", site->rule, NULL);
	g_autofree char *flags_title = g_strconcat(title, "-flags", NULL);
	g_autofree char *lost = story_lost_flags(site);

	if (site->suppressed_by || !story_is_told(site))
		return;
	if (tally_outcome(site) != OUTCOME_HANDLED && !story_is_suppressed(site, PART_FALLBACK)) {
		g_autofree char *message = message_of(site);

		put_command(a, site->severity, &site->where, title, message);
	}
	if (lost && !story_is_suppressed(site, PART_FLAGS))
		put_command(a, MIN(site->severity, SEVERITY_WARNING), &site->where, flags_title, lost);
}

static void put_occurrence(const struct annotations *a, const struct occurrence *o)
{
	struct location_range where = {o->where.path, o->where.line, o->where.column, 0, 0};
	g_autofree char *text =
		g_strdup_printf("this place could not be analysed%s%s", o->note ? ": " : "", o->note ? o->note : "");

	if (o->class == OCCURRENCE_UNREACHED)
		put_command(a, SEVERITY_NOTE, &where, "sysfall-unreached", text);
}

static bool render_github(const struct run *run, const struct render_options *options, GString *out, GError **error)
{
	struct annotations annotations = {out, story_path_prefix(options)}, *a = &annotations;
	g_autoptr(GString) summary = g_string_new(NULL);

	(void)error;
	for (guint i = 0; i < run->sites->len; i++)
		put_site(a, g_ptr_array_index(run->sites, i));
	for (guint i = 0; i < run->occurrences->len; i++)
		put_occurrence(a, g_ptr_array_index(run->occurrences, i));
	for (guint i = 0; i < run->problems->len; i++) {
		const struct problem *p = g_ptr_array_index(run->problems, i);
		struct location_range where = {p->path, p->line, 0, 0, 0};
		g_autofree char *title = g_strconcat("sysfall-", p->kind, NULL);

		put_command(a, p->incomplete ? SEVERITY_WARNING : SEVERITY_NOTE, &where, title, p->text ? p->text : "");
	}
	text_summary(run, summary);
	if (!options->quiet)
		put_command(a, SEVERITY_NOTE, &(struct location_range){0}, "sysfall", g_strchomp(summary->str));
	return true;
}

const struct renderer renderer_github = {
	.name = "github",
	.summary = "GitHub workflow commands: annotations",
	.from_top = true,
	.render = render_github,
};
