/* The text output: what compilers print, so that editors and people know it. A finding is
 *
 *     src/server.c:31:7: warning: accept4() falls back on ENOSYS, but not on EPERM, ENOTSUP [sysfall-accept4]
 *        31 | 	fd = accept4(sock, NULL, NULL, SOCK_CLOEXEC);
 *           | 	     ^~~~~~~
 *     src/server.c:31:7: note: with EPERM (and likewise ENOTSUP): no fallback call is made
 *     src/server.c:32:21: note: errno is EPERM, so `errno == ENOSYS` is false
 *     src/server.c:31:7: note: at run time: the error is returned to the caller
 *
 * Verdicts whose evidence differs in nothing but the errno's name are told once. A site with every errno handled prints
 * nothing, unless all is asked for. */
#include <string.h>

#include "render/formats.h"
#include "render/tally.h"
#include "render/terminal.h"
#include "render/text_summary.h"
#include "util/term.h"

struct text {
	const struct render_options *options;
	GString *out;
};

static const char *const at_run_time[CONSEQUENCE_COUNT] = {
	[CONSEQUENCE_BUSY_LOOP] = "the same call is made again and again (busy loop)",
	[CONSEQUENCE_ABORT] = "the program aborts",
	[CONSEQUENCE_EXIT] = "the program exits",
	[CONSEQUENCE_ERROR_RETURNED] = "the error is returned to the caller, and the work is not done",
	[CONSEQUENCE_SILENTLY_DROPPED] = "nothing is reported: the failure is dropped silently",
	[CONSEQUENCE_OTHER] = "the program goes on without what the call should have given",
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

/* What a site is called: "accept4()", "syscall(SYS_accept4)", "accept4". */
static char *call_text(const struct site *site)
{
	switch (site->form) {
	case FORM_SYSCALL: return g_strdup_printf("syscall(%s)", site->call);
	case FORM_ADDRESS:
	case FORM_FNPTR: return g_strdup_printf("%s (through its address)", site->call);
	default: return g_strdup_printf("%s()", site->call);
	}
}

/* "ENOSYS, EPERM" of the verdicts of one kind (or two). */
static char *names_with(const struct site *site, enum verdict a, enum verdict b)
{
	GString *names = g_string_new(NULL);

	for (guint i = 0; i < site->verdicts->len; i++) {
		const struct errno_verdict *v = g_ptr_array_index(site->verdicts, i);

		if (v->verdict == a || v->verdict == b)
			g_string_append_printf(names, "%s%s", names->len ? ", " : "", v->errno_name);
	}
	return g_string_free(names, FALSE);
}

static void append_clause(GString *s, bool *first, const char *words, const char *names)
{
	if (!*names)
		return;
	g_string_append_printf(s, "%s%s %s", *first ? "" : ", ", words, names);
	*first = false;
}

static char *headline(const struct site *site)
{
	g_autofree char *call = call_text(site);
	g_autofree char *good = names_with(site, VERDICT_HANDLED, VERDICT_DEFERRED);
	g_autofree char *bad = names_with(site, VERDICT_UNHANDLED, VERDICT_UNHANDLED);
	g_autofree char *maybe = names_with(site, VERDICT_CONDITIONAL, VERDICT_CONDITIONAL);
	g_autofree char *open = names_with(site, VERDICT_UNKNOWN, VERDICT_UNKNOWN);
	GString *s = g_string_new(call);
	bool first = true;

	g_string_append_c(s, ' ');
	append_clause(s, &first, "falls back on", good);
	append_clause(s, &first, "falls back on some paths only with", maybe);
	append_clause(s, &first, *good || *maybe ? "but not on" : "has no fallback for", bad);
	append_clause(s, &first, first ? "could not be judged for" : "not decided for", open);
	return g_string_free(s, FALSE);
}

/* Evidence. */

/* The text with the errno's own name blanked out: what is the same for two errnos compares equal. */
static char *without_name(const char *text, const char *name)
{
	g_auto(GStrv) parts = g_strsplit(text ? text : "", name, -1);

	return g_strjoinv("\001", parts);
}

static bool same_but_for_names(const char *a, const char *a_name, const char *b, const char *b_name)
{
	g_autofree char *x = without_name(a, a_name);
	g_autofree char *y = without_name(b, b_name);

	return strcmp(x, y) == 0;
}

static bool same_story(const struct errno_verdict *a, const struct errno_verdict *b)
{
	if (a->verdict != b->verdict || a->consequence != b->consequence || a->steps->len != b->steps->len ||
	    !same_but_for_names(a->reason, a->errno_name, b->reason, b->errno_name))
		return false;
	for (guint i = 0; i < a->steps->len; i++) {
		const struct step *x = g_ptr_array_index(a->steps, i), *y = g_ptr_array_index(b->steps, i);

		if (location_compare(&x->where, &y->where) != 0 ||
		    !same_but_for_names(x->text, a->errno_name, y->text, b->errno_name))
			return false;
	}
	return true;
}

static bool told_before(const struct site *site, guint index)
{
	for (guint i = 0; i < index; i++) {
		if (same_story(g_ptr_array_index(site->verdicts, i), g_ptr_array_index(site->verdicts, index)))
			return true;
	}
	return false;
}

/* "EPERM (and likewise ENOTSUP, …)" */
static char *names_of_story(const struct site *site, guint index)
{
	const struct errno_verdict *first = g_ptr_array_index(site->verdicts, index);
	GString *s = g_string_new(first->errno_name);
	bool others = false;

	for (guint i = index + 1; i < site->verdicts->len; i++) {
		const struct errno_verdict *v = g_ptr_array_index(site->verdicts, i);

		if (!same_story(first, v))
			continue;
		g_string_append_printf(s, "%s%s", others ? ", " : " (and likewise ", v->errno_name);
		others = true;
	}
	if (others)
		g_string_append_c(s, ')');
	return g_string_free(s, FALSE);
}

static void put_steps(struct text *t, const GPtrArray *steps)
{
	for (guint i = 0; i < steps->len; i++) {
		const struct step *step = g_ptr_array_index(steps, i);
		struct location_range where = {step->where.path, step->where.line, step->where.column, 0, 0};

		put_note(t, &where, step->text);
	}
}

static void put_story(struct text *t, const struct site *site, guint index)
{
	const struct errno_verdict *v = g_ptr_array_index(site->verdicts, index);
	g_autofree char *names = names_of_story(site, index);
	g_autofree char *opening = g_strdup_printf(
		"with %s: %s%s%s", names, v->reason ? v->reason : verdict_name(v->verdict),
		v->verdict == VERDICT_DEFERRED ? " (helps from the next call on)" : "", v->steps->len ? ":" : "");

	put_note(t, &site->where, opening);
	put_steps(t, v->steps);
	if (v->consequence != CONSEQUENCE_NONE) {
		g_autofree char *closing = g_strdup_printf("at run time: %s", at_run_time[v->consequence]);

		put_note(t, &site->where, closing);
	}
}

static void put_evidence(struct text *t, const struct site *site)
{
	for (guint i = 0; i < site->verdicts->len && !t->options->quiet; i++) {
		const struct errno_verdict *v = g_ptr_array_index(site->verdicts, i);
		bool good = v->verdict == VERDICT_HANDLED || v->verdict == VERDICT_DEFERRED;

		if ((!good || t->options->verbose) && !told_before(site, i))
			put_story(t, site, i);
	}
}

/* Sites. */

static void put_finding(struct text *t, const struct site *site, enum severity severity, const char *what,
			const char *suffix)
{
	put_head(t, site->where.path, site->where.line, site->where.column, severity);
	g_string_append(t->out, term_begin(STYLE_BOLD, t->options->color));
	terminal_put(t->out, what);
	g_string_append(t->out, term_end(STYLE_BOLD, t->options->color));
	g_string_append_printf(t->out, " [sysfall-%s%s]\n", site->rule, suffix);
	put_source(t, &site->where);
}

static void put_flags(struct text *t, const struct site *site, enum severity severity)
{
	for (guint i = 0; i < site->flags->len; i++) {
		const struct flag_verdict *f = g_ptr_array_index(site->flags, i);
		g_autofree char *what = g_strdup_printf("%s is lost on the fallback path", f->flag);

		if (f->state != FLAG_LOST)
			continue;
		put_finding(t, site, severity, what, "-flags");
		if (t->options->quiet)
			continue;
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
	if (site->patterns->len > 0) {
		patterns = join_words("pattern: ", site->patterns);
		put_note(t, &site->where, patterns);
	}
	if (site->suppressed_by) {
		g_autofree char *suppressed = g_strdup_printf("suppressed by %s%s%s", site->suppressed_by,
							      site->suppressed_reason ? ": " : "",
							      site->suppressed_reason ? site->suppressed_reason : "");

		put_note(t, &site->where, suppressed);
	}
}

static void put_site(struct text *t, const struct site *site)
{
	bool handled = tally_outcome(site) == OUTCOME_HANDLED;
	bool silent = site->suppressed_by || site->severity == SEVERITY_NONE;

	if (silent && !t->options->verbose)
		return;
	if (!handled || t->options->verbose) {
		g_autofree char *what = headline(site);

		put_finding(t, site, site->severity, what, "");
		put_asides(t, site);
		put_evidence(t, site);
	}
	put_flags(t, site, MIN(site->severity, SEVERITY_WARNING));
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
	g_string_append_printf(t->out, " [sysfall-%s]\n", o->rule);
	put_source(t, &where);
}

static void put_problem(struct text *t, const struct problem *p)
{
	put_head(t, p->path, p->line, 0, p->incomplete ? SEVERITY_WARNING : SEVERITY_NOTE);
	terminal_put(t->out, p->text ? p->text : "");
	g_string_append_printf(t->out, " [sysfall-%s]\n", p->kind);
}

static bool render_text(const struct run *run, const struct render_options *options, GString *out, GError **error)
{
	struct text t = {options, out};

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
