/* The text output: what compilers print, so that editors and people know it. A finding is
 *
 *     src/server.c:31:7: warning: accept4() falls back on ENOSYS, but not on EPERM, ENOTSUP [sysfall-accept4]
 *        31 | 	fd = accept4(sock, NULL, NULL, SOCK_CLOEXEC);
 *           | 	     ^~~~~~~
 *     src/server.c:31:7: note: with EPERM (and likewise ENOTSUP): no fallback call is made; at run time the error is …
 *     src/server.c:32:21: note: errno is EPERM, so `errno == ENOSYS` is false
 *     src/server.c:31:7: note: 9 more steps: sysfall show 0123456789abcdef; a patch: sysfall fix src/server.c
 *
 * Verdicts whose evidence differs in nothing but the errno's name are told once, and steps of the first alone, the ones
 * that it begins and ends with, so that no finding has more than 14 lines. A site with every errno handled prints
 * nothing, unless all is asked for. */
#include <string.h>

#include "render/formats.h"
#include "render/story.h"
#include "render/tally.h"
#include "render/terminal.h"
#include "render/text_summary.h"
#include "util/term.h"
#include "util/utf8.h"

#define STEPS_FIRST 3 /* of the evidence are shown, unless all is asked for, */
#define STEPS_LAST  3 /* and these: how it begins and how it ends */
#define SHORT_MAX   2 /* other stories, in one line each */

struct text {
	const struct render_options *options;
	GString *out;
	const struct run *run;
	unsigned hidden; /* steps of the site in work that were not shown */
};

static const enum term_style severity_style[SEVERITY_COUNT] = {
	[SEVERITY_NONE] = STYLE_NOTE,
	[SEVERITY_NOTE] = STYLE_NOTE,
	[SEVERITY_WARNING] = STYLE_WARNING,
	[SEVERITY_ERROR] = STYLE_ERROR,
};

/* "path:line:col: error: " */
static void put_head(struct text *t, const char *path, unsigned line, unsigned column, enum severity severity)
{
	bool color = t->options->color;
	const char *word = severity_name(severity == SEVERITY_NONE ? SEVERITY_NOTE : severity);

	g_string_append(t->out, term_begin(STYLE_BOLD, color));
	if (path && *path) {
		terminal_put(t->out, t->options->path_prefix ? t->options->path_prefix : "");
		terminal_put(t->out, path);
	} else {
		g_string_append(t->out, "sysfall");
	}
	if (line)
		g_string_append_printf(t->out, ":%u", line);
	if (line && column)
		g_string_append_printf(t->out, ":%u", column);
	g_string_append(t->out, ": ");
	g_string_append_printf(t->out, "%s%s%s: %s", term_end(STYLE_BOLD, color),
			       term_begin(severity_style[severity], color), word,
			       term_end(severity_style[severity], color));
}

static void put_note(struct text *t, const struct location_range *where, const char *text)
{
	put_head(t, where->path, where->line, where->column, SEVERITY_NOTE);
	terminal_put(t->out, text);
	g_string_append_c(t->out, '\n');
}

static void put_source(struct text *t, const struct location_range *where)
{
	const struct render_options *options = t->options;
	g_autofree char *line = NULL;
	g_autofree char *gutter = g_strdup_printf("%5u | ", where->line);

	if (options->quiet || !options->source_line || !where->line)
		return;
	line = options->source_line(where->path, where->line, options->source_data);
	if (line)
		terminal_put_snippet(t->out, options->color, gutter, line, where->column,
				     where->end_line > where->line ? (unsigned)strlen(line) + 1 : where->end_column);
}

/* Evidence. */

static bool is_shown(const struct text *t, const GPtrArray *steps, guint i)
{
	return t->options->verbose || steps->len <= STEPS_FIRST + STEPS_LAST || i < STEPS_FIRST ||
	       i >= steps->len - STEPS_LAST;
}

static void put_steps(struct text *t, const GPtrArray *steps)
{
	for (guint i = 0; i < steps->len; i++) {
		if (!is_shown(t, steps, i)) {
			t->hidden++;
			continue;
		}
		const struct step *step = g_ptr_array_index(steps, i);
		struct location_range where = {step->where.path, step->where.line, step->where.column, 0, 0};

		put_note(t, &where, step->text);
	}
}

/* In one line, and its steps unless they are hidden. */
static void put_story(struct text *t, const struct site *site, guint index, bool with_steps)
{
	const struct errno_verdict *v = g_ptr_array_index(site->verdicts, index);
	g_autofree char *text = story_text(site, index);
	g_autofree char *line = g_strconcat(text, with_steps && v->steps->len ? ":" : "", NULL);

	put_note(t, &site->where, line);
	if (with_steps)
		put_steps(t, v->steps);
	else
		t->hidden += v->steps->len;
}

static void put_evidence(struct text *t, const struct site *site)
{
	unsigned told = 0;

	for (guint i = 0; i < site->verdicts->len && !t->options->quiet; i++) {
		const struct errno_verdict *v = g_ptr_array_index(site->verdicts, i);

		if ((!story_is_bad(v) && !t->options->verbose) || story_told_before(site, i))
			continue;
		if (told <= SHORT_MAX || t->options->verbose)
			put_story(t, site, i, !told || t->options->verbose);
		else
			t->hidden += MAX(v->steps->len, 1);
		told++;
	}
}

/* Sites. */

/* What names the place in a command that can be copied: the path as a shell takes it, or the site's id where the path
 * cannot be shown as it is. */
static void append_place(GString *text, const struct text *t, const struct site *site)
{
	g_autofree char *path =
		story_shell_path(t->options->path_prefix ? t->options->path_prefix : "", site->where.path);
	g_autofree char *printable = utf8_printable(path, strlen(path));

	g_string_append(text, strcmp(printable, path) == 0 || !site->id ? path : site->id);
}

/* What was not shown, and what can be done. */
static void put_ending(struct text *t, const struct site *site)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (t->options->quiet)
		return;
	if (t->hidden)
		g_string_append_printf(text, "%u more step%s: ", t->hidden, t->hidden == 1 ? "" : "s");
	if (t->hidden && t->run->id && site->id)
		g_string_append_printf(text, "sysfall show %s; ", site->id);
	else if (t->hidden)
		g_string_append(text, "--verbose shows all; ");
	g_string_append(text, "a patch: sysfall fix ");
	append_place(text, t, site);
	put_note(t, &site->where, text->str);
}

/* "[sysfall-accept4]": a link to the call's manual where the terminal has links. */
static void put_rule(struct text *t, const char *id, const char *suffix)
{
	const struct rule *rule = t->options->rules ? rule_set_find(t->options->rules, id) : NULL;
	const char *link = t->options->links && rule ? rule->manual : NULL;

	g_string_append(t->out, " [");
	if (link)
		terminal_begin_link(t->out, link);
	g_string_append_printf(t->out, "sysfall-%s%s", id, suffix);
	if (link)
		terminal_end_link(t->out);
	g_string_append(t->out, "]\n");
}

static void put_finding(struct text *t, const struct site *site, enum severity severity, const char *what,
			const char *suffix, bool snippet)
{
	put_head(t, site->where.path, site->where.line, site->where.column, severity);
	g_string_append(t->out, term_begin(STYLE_BOLD, t->options->color));
	terminal_put(t->out, what);
	g_string_append(t->out, term_end(STYLE_BOLD, t->options->color));
	put_rule(t, site->rule, suffix);
	if (snippet)
		put_source(t, &site->where);
}

static void put_suppression(struct text *t, const struct site *site)
{
	const char *by = site->suppressed_by ? site->suppressed_by : site->part_by;
	const char *reason = site->suppressed_by ? site->suppressed_reason : site->part_reason;
	g_autofree char *text = g_strdup_printf("suppressed by %s%s%s", by, reason ? ": " : "", reason ? reason : "");

	put_note(t, &site->where, text);
}

static void put_flags(struct text *t, const struct site *site, enum severity severity, bool snippet)
{
	for (guint i = 0; i < site->flags->len; i++) {
		const struct flag_verdict *f = g_ptr_array_index(site->flags, i);
		g_autofree char *what = g_strdup_printf("%s is lost on the fallback path", f->flag);

		if (f->state != FLAG_LOST)
			continue;
		put_finding(t, site, severity, what, "-flags", snippet);
		snippet = false;
		if (t->options->quiet)
			continue;
		if (site->suppressed_part == PART_FLAGS)
			put_suppression(t, site);
		if (f->reason)
			put_note(t, &site->where, f->reason);
		put_steps(t, f->steps);
	}
}

static char *join_words(const char *opening, const GPtrArray *words)
{
	GString *s = g_string_new(opening);

	for (guint i = 0; i < words->len; i++)
		g_string_append_printf(s, "%s%s", i ? ", " : "", (const char *)g_ptr_array_index(words, i));
	return g_string_free(s, FALSE);
}

static void put_asides(struct text *t, const struct site *site)
{
	g_autofree char *guard = NULL, *patterns = NULL;

	if (t->options->quiet)
		return;
	if (site->guard) {
		guard = g_strdup_printf("compiled where %s", site->guard);
		put_note(t, &site->where, guard);
	}
	if (site->patterns->len > 0 && t->options->verbose) {
		patterns = join_words("pattern: ", site->patterns);
		put_note(t, &site->where, patterns);
	}
	if (site->suppressed_by || site->suppressed_part == PART_FALLBACK)
		put_suppression(t, site);
}

static void put_site(struct text *t, const struct site *site)
{
	bool verbose = t->options->verbose;
	bool handled = tally_outcome(site) == OUTCOME_HANDLED || site->suppressed_part == PART_FALLBACK;
	bool silent = site->suppressed_by || site->severity == SEVERITY_NONE;

	if (silent && !verbose)
		return;
	t->hidden = 0;
	if (!handled || verbose) {
		g_autofree char *what = story_headline(site);

		put_finding(t, site, site->severity, what, "", true);
		put_asides(t, site);
		put_evidence(t, site);
	}
	if (site->suppressed_part != PART_FLAGS || verbose)
		put_flags(t, site, MIN(site->severity, SEVERITY_WARNING), handled && !verbose);
	if (!silent && story_is_told(site))
		put_ending(t, site);
}

/* Everything else. */

static void put_unreached(struct text *t, const struct occurrence *o)
{
	struct location_range where = {o->where.path, o->where.line, o->where.column, 0, 0};

	if (o->class != OCCURRENCE_UNREACHED)
		return;
	put_head(t, o->where.path, o->where.line, o->where.column, SEVERITY_NOTE);
	g_string_append(t->out, "this place could not be analysed");
	if (o->note) {
		g_string_append(t->out, ": ");
		terminal_put(t->out, o->note);
	}
	put_rule(t, o->rule, "");
	put_source(t, &where);
}

static void put_problem(struct text *t, const struct problem *p)
{
	if (p->text && p->text == text_summary_empty(t->run)) /* the summary says it */
		return;
	put_head(t, p->path, p->line, 0, p->incomplete ? SEVERITY_WARNING : SEVERITY_NOTE);
	terminal_put(t->out, p->text ? p->text : "");
	g_string_append_printf(t->out, " [sysfall-%s]\n", p->kind);
}

static bool render_text(const struct run *run, const struct render_options *options, GString *out, GError **error)
{
	struct text t = {options, out, run, 0};

	(void)error;
	for (guint i = 0; i < run->sites->len; i++)
		put_site(&t, g_ptr_array_index(run->sites, i));
	for (guint i = 0; i < run->occurrences->len; i++)
		put_unreached(&t, g_ptr_array_index(run->occurrences, i));
	for (guint i = 0; i < run->problems->len; i++)
		put_problem(&t, g_ptr_array_index(run->problems, i));
	if (!options->quiet)
		text_summary(run, out);
	return true;
}

const struct renderer renderer_text = {
	.name = "text",
	.summary = "what a compiler would print, with the evidence (the default)",
	.render = render_text,
};
