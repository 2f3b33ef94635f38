/* Markdown for a comment on a pull request, or the summary of a job: what there is in one line, a table of what is
 * reported, and the evidence and the patch of each, folded. Text of the tree is data: in it nothing is markup, a
 * mention (@) or a link. A comment may have 65,536 characters, so the evidence ends before that, and it is said. */
#include <string.h>

#include "render/findings.h"
#include "render/formats.h"
#include "render/story.h"
#include "render/text_summary.h"
#include "util/utf8.h"

#define TABLE_MAX 40000 /* bytes, after which no row */
#define WHOLE_MAX 60000 /* and no evidence begins */
#define CODE_SPAN "<code>"

/* Text in which nothing is markup. */
static void put(GString *out, const char *text)
{
	g_autofree char *shown = utf8_printable(text, strlen(text));

	for (const char *p = shown; *p; p++) {
		bool plain = (guchar)*p >= 0x80 || g_ascii_isalnum(*p) || strchr(" .,;:()/-", *p);

		if (*p == '@')
			g_string_append(out, "&#64;&#8203;"); /* nobody is mentioned */
		else if (plain)
			g_string_append_c(out, *p);
		else
			g_string_append_printf(out, "&#%d;", *p);
	}
}

/* A sentence, in which `this` is code. */
static void put_sentence(GString *out, const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, "`", -1);
	bool paired = g_strv_length(parts) % 2 == 1;

	for (guint i = 0; parts[i]; i++) {
		if (i)
			g_string_append(out, !paired ? "&#96;" : i % 2 ? CODE_SPAN : "</code>");
		put(out, parts[i]);
	}
}

static void put_place(GString *out, const char *path, unsigned line)
{
	g_string_append(out, CODE_SPAN);
	put(out, *path ? path : "sysfall");
	if (line)
		g_string_append_printf(out, ":%u", line);
	g_string_append(out, "</code>");
}

static void put_row(GString *out, const struct finding *f)
{
	g_string_append_printf(out, "| %s | ",
			       severity_name(f->severity == SEVERITY_NONE ? SEVERITY_NOTE : f->severity));
	put_place(out, f->path, f->where.line);
	g_string_append(out, " | ");
	put_sentence(out, f->message);
	g_string_append(out, " |\n");
}

/* Returns how many rows there are. */
static guint put_table(GString *out, const GPtrArray *findings)
{
	guint rows = 0;

	if (findings->len == 0)
		return 0;
	g_string_append(out, "\n| | Place | What |\n|---|---|---|\n");
	for (; rows < findings->len && out->len < TABLE_MAX; rows++)
		put_row(out, g_ptr_array_index(findings, rows));
	if (rows < findings->len)
		g_string_append_printf(out, "\n%u more are left out here.\n", findings->len - rows);
	return rows;
}

static void put_steps(GString *out, const char *prefix, const GPtrArray *steps)
{
	for (guint i = 0; i < steps->len; i++) {
		const struct step *step = g_ptr_array_index(steps, i);
		g_autofree char *path = g_strconcat(*step->where.path && *step->where.path != '/' ? prefix : "",
						    step->where.path, NULL);

		g_string_append_printf(out, "%u. ", i + 1);
		put_place(out, path, step->where.line);
		g_string_append_c(out, ' ');
		put_sentence(out, step->text);
		g_string_append_c(out, '\n');
	}
	g_string_append_c(out, '\n');
}

/* A fence longer than any in the text. */
static void put_diff(GString *out, const char *diff)
{
	g_autofree char *text = utf8_repair(diff, strlen(diff));
	g_autoptr(GString) fence = g_string_new("```");

	while (strstr(text, fence->str))
		g_string_append_c(fence, '`');
	g_string_append_printf(out, "%sdiff\n%s%s%s\n\n", fence->str, text, g_str_has_suffix(text, "\n") ? "" : "\n",
			       fence->str);
}

static void put_evidence(GString *out, const struct finding *f, const char *prefix)
{
	const struct site *site = f->site;

	for (guint i = 0; f->part == PART_FALLBACK && i < site->verdicts->len; i++) {
		const struct errno_verdict *v = g_ptr_array_index(site->verdicts, i);

		if (!story_is_bad(v) || story_told_before(site, i))
			continue;
		g_autofree char *story = story_text(site, i);

		put_sentence(out, story);
		g_string_append(out, ":\n\n");
		put_steps(out, prefix, v->steps);
	}
	for (guint i = 0; f->part == PART_FLAGS && i < site->flags->len; i++) {
		const struct flag_verdict *flag = g_ptr_array_index(site->flags, i);

		if (flag->state == FLAG_LOST)
			put_steps(out, prefix, flag->steps);
	}
}

/* before: the finding before it, or NULL; a site's patch is shown with its first. */
static void put_details(GString *out, const struct finding *f, const struct finding *before,
			const struct render_options *options)
{
	bool first = !before || before->site != f->site;
	const struct site_patch *patch =
		options->patches && f->site->id && first ? g_hash_table_lookup(options->patches, f->site->id) : NULL;

	g_string_append(out, "\n<details><summary>");
	put_place(out, f->path, f->where.line);
	g_string_append(out, " step by step</summary>\n\n");
	put_evidence(out, f, options->path_prefix ? options->path_prefix : "");
	if (patch && site_patch_is_proven(patch)) {
		g_string_append(out, "A patch that was proven:\n\n");
		put_diff(out, patch->diff);
	}
	g_string_append(out, "</details>\n");
}

static bool render_markdown(const struct run *run, const struct render_options *options, GString *out, GError **error)
{
	g_autoptr(GPtrArray) findings = findings_of(run, options);
	g_autoptr(GString) summary = g_string_new(NULL);
	guint left_out = 0;

	(void)error;
	text_summary(run, summary);
	g_auto(GStrv) lines = g_strsplit(g_strchomp(summary->str), "\n", -1);

	g_string_append(out, "### sysfall: calls without a run-time fallback\n\n");
	for (guint i = 0; lines[i]; i++) {
		put(out, lines[i]);
		g_string_append(out, lines[i + 1] ? "<br>\n" : "\n");
	}
	guint rows = put_table(out, findings);

	for (guint i = 0; i < findings->len && !options->quiet; i++) {
		const struct finding *f = g_ptr_array_index(findings, i);
		gsize before = out->len;

		if (f->site && i < rows)
			put_details(out, f, i ? g_ptr_array_index(findings, i - 1) : NULL, options);
		if (out->len > WHOLE_MAX || (f->site && i >= rows)) {
			g_string_truncate(out, before);
			left_out++;
		}
	}
	if (left_out)
		g_string_append_printf(out, "\nThe evidence of %u is left out here: `sysfall show` has it.\n",
				       left_out);
	return true;
}

const struct renderer renderer_markdown = {
	.name = "markdown",
	.summary = "a comment on a pull request, a job's summary",
	.shows_record = true,
	.from_top = true,
	.render = render_markdown,
};
