/* An incomplete answer is never silent: what is missing from it is named on stderr, whatever the format, unless the
 * text that names it goes to the same terminal. */
#include "cli/conclude.h"

#include <unistd.h>

#include "cli/root.h"

#define NAMED_MAX 50 /* on stderr; every format has them all */

static bool is_shown_beside(const struct options *options)
{
	return options->format == renderers[0] && isatty(STDOUT_FILENO) && isatty(STDERR_FILENO);
}

struct naming {
	const char *prefix;
	bool shown; /* false: only counted */
	unsigned count;
};

static void name(struct naming *n, const char *path, unsigned line, const char *text)
{
	if (n->count++ >= NAMED_MAX || !n->shown)
		return;
	g_autofree char *number = line ? g_strdup_printf("%u: ", line) : g_strdup(*path ? " " : "");

	cli_error("not analysed: %s%s%s%s%s", *path && path[0] != '/' ? n->prefix : "", path, *path ? ":" : "", number,
		  text);
}

static void name_all(struct naming *n, const struct run *run)
{
	for (guint i = 0; i < run->problems->len; i++) {
		const struct problem *p = g_ptr_array_index(run->problems, i);

		if (p->incomplete)
			name(n, p->path, p->line, p->text ? p->text : p->kind);
	}
	for (guint i = 0; i < run->occurrences->len; i++) {
		const struct occurrence *o = g_ptr_array_index(run->occurrences, i);

		if (o->class == OCCURRENCE_UNREACHED)
			name(n, o->where.path, o->where.line, o->note ? o->note : "the place was not reached");
	}
}

static void name_open(struct naming *n, const struct run *run)
{
	for (guint i = 0; i < run->sites->len; i++) {
		const struct site *s = g_ptr_array_index(run->sites, i);
		g_autofree char *text = NULL;

		if (!site_is_open(s))
			continue;
		text = g_strdup_printf("%s() could not be judged in full", s->call);
		name(n, s->where.path, s->where.line, text);
	}
}

static void tell_incomplete(const struct run *run, const struct options *options)
{
	g_autofree char *prefix = root_prefix(run->root);
	struct naming n = {.prefix = prefix, .shown = !is_shown_beside(options)};

	name_all(&n, run);
	name_open(&n, run);
	if (n.shown && n.count > NAMED_MAX)
		cli_error("not analysed: and %u more, named in the output", n.count - NAMED_MAX);
	cli_warning("the answer is incomplete: %u place%s could not be analysed or decided", n.count,
		    n.count == 1 ? "" : "s");
}

static bool has_findings(const struct run *run, enum severity least)
{
	for (guint i = 0; i < run->sites->len; i++) {
		const struct site *site = g_ptr_array_index(run->sites, i);

		if (!site->suppressed_by && site_severity(site) >= least)
			return true;
	}
	return false;
}

int conclude_code(const struct run *run, const struct options *options)
{
	if (has_findings(run, options->fail_on))
		return CLI_FINDINGS;
	return run->complete ? CLI_CLEAN : CLI_INCOMPLETE;
}

int conclude_run(const struct run *run, const struct options *options)
{
	if (!run->complete)
		tell_incomplete(run, options);
	return conclude_code(run, options);
}
