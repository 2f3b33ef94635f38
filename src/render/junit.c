/* JUnit's XML, which every CI system shows as tests: each site is a test case. One that lacks a fallback or loses a
 * flag fails, one that is suppressed or not for the target is skipped, and what could not be decided or analysed is an
 * error. Attributes file and line are those that GitLab and CircleCI look for. */
#include <string.h>

#include "render/formats.h"
#include "render/story.h"
#include "render/tally.h"
#include "util/utf8.h"

enum result { RESULT_PASSED, RESULT_FAILED, RESULT_ERROR, RESULT_SKIPPED, RESULT_COUNT };

static const char *const elements[RESULT_COUNT] = {NULL, "failure", "error", "skipped"};

struct suite {
	GString *cases;
	const char *prefix;
	unsigned counts[RESULT_COUNT];
};

/* Repaired, so that no character is in it that XML does not have. */
static char *escaped(const char *text)
{
	g_autofree char *shown = utf8_printable(text, strlen(text));

	return g_markup_escape_text(shown, -1);
}

static void put_case(struct suite *s, const char *path, unsigned line, const char *name, enum result result,
		     const char *type, const char *message, const char *details)
{
	g_autofree char *whole = g_strconcat(*path && *path != '/' ? s->prefix : "", path, NULL);
	g_autofree char *file = escaped(whole), *title = escaped(name), *kind = escaped(type ? type : ""),
			*said = escaped(message ? message : "");

	s->counts[result]++;
	g_string_append_printf(s->cases, "    <testcase classname=\"%s\" name=\"%s\" file=\"%s\" line=\"%u\"",
			       *file ? file : "sysfall", title, file, line);
	if (result == RESULT_PASSED)
		g_string_append(s->cases, "/>\n");
	else if (result == RESULT_SKIPPED)
		g_string_append_printf(s->cases, ">\n      <skipped message=\"%s\"/>\n    </testcase>\n", said);
	else
		g_string_append_printf(s->cases, ">\n      <%s type=\"%s\" message=\"%s\">%s</%s>\n    </testcase>\n",
				       elements[result], kind, said, details ? details : "", elements[result]);
}

/* The stories, each on a line, and the places of their steps. Escaped; owned. */
static char *details_of(const struct suite *s, const struct site *site)
{
	GString *out = g_string_new("\n");

	for (guint i = 0; i < site->verdicts->len; i++) {
		const struct errno_verdict *v = g_ptr_array_index(site->verdicts, i);

		if (!story_is_bad(v) || story_told_before(site, i))
			continue;
		g_autofree char *story = story_text(site, i);
		g_autofree char *line = escaped(story);

		g_string_append_printf(out, "%s\n", line);
		for (guint k = 0; k < v->steps->len; k++) {
			const struct step *step = g_ptr_array_index(v->steps, k);
			g_autofree char *path = escaped(step->where.path), *text = escaped(step->text);

			g_string_append_printf(out, "  %s%s:%u: %s\n", *path && *path != '/' ? s->prefix : "", path,
					       step->where.line, text);
		}
	}
	return g_string_free(out, FALSE);
}

static enum result result_of(const struct site *site)
{
	if (site->suppressed_by ||
	    (site->severity == SEVERITY_NONE && (tally_outcome(site) != OUTCOME_HANDLED || tally_loses_flag(site))))
		return RESULT_SKIPPED;
	switch (site_severity(site)) {
	case SEVERITY_NONE: return RESULT_PASSED;
	case SEVERITY_NOTE: return RESULT_ERROR;
	default: return RESULT_FAILED;
	}
}

static char *message_of(const struct site *site, enum result result)
{
	bool fallback = tally_outcome(site) != OUTCOME_HANDLED && !story_is_suppressed(site, PART_FALLBACK);
	g_autofree char *sentence = fallback ? story_sentence(site) : NULL;
	g_autofree char *lost = story_is_suppressed(site, PART_FLAGS) ? NULL : story_lost_flags(site);

	if (result == RESULT_SKIPPED)
		return site->suppressed_by
			       ? g_strconcat("suppressed by ", site->suppressed_by,
					     site->suppressed_reason ? ": " : NULL, site->suppressed_reason, NULL)
			       : g_strdup("not reported: the target has the call");
	return g_strconcat(sentence ? sentence : lost ? lost : "", sentence && lost ? "; " : NULL, lost, NULL);
}

static void put_site(struct suite *s, const struct site *site)
{
	enum result result = result_of(site);
	bool in_function = site->function && *site->function;
	/* no line number: a test keeps its name when lines move */
	g_autofree char *name = g_strconcat(site->call, in_function ? " in " : "", in_function ? site->function : "",
					    in_function ? "() [" : " [", site->id ? site->id : "", "]", NULL);
	g_autofree char *message = message_of(site, result), *details = details_of(s, site);
	bool flags = story_is_suppressed(site, PART_FALLBACK) || tally_outcome(site) == OUTCOME_HANDLED;
	g_autofree char *type = g_strconcat("sysfall-", site->rule, flags ? "-flags" : "", NULL);

	put_case(s, site->where.path, site->where.line, name, result, type, message, details);
}

static void put_rest(struct suite *s, const struct run *run)
{
	for (guint i = 0; i < run->occurrences->len; i++) {
		const struct occurrence *o = g_ptr_array_index(run->occurrences, i);
		g_autofree char *name = g_strdup_printf("%s, line %u", o->rule, o->where.line);

		if (o->class == OCCURRENCE_UNREACHED)
			put_case(s, o->where.path, o->where.line, name, RESULT_ERROR, "sysfall-unreached",
				 o->note ? o->note : "this place could not be analysed", NULL);
	}
	for (guint i = 0; i < run->problems->len; i++) {
		const struct problem *p = g_ptr_array_index(run->problems, i);
		g_autofree char *type = g_strconcat("sysfall-", p->kind, NULL);

		if (p->incomplete)
			put_case(s, p->path, p->line, p->kind, RESULT_ERROR, type, p->text, NULL);
	}
}

static bool render_junit(const struct run *run, const struct render_options *options, GString *out, GError **error)
{
	g_autoptr(GString) cases = g_string_new(NULL);
	struct suite s = {cases, story_path_prefix(options), {0}};
	unsigned total = 0;

	(void)error;
	for (guint i = 0; i < run->sites->len; i++)
		put_site(&s, g_ptr_array_index(run->sites, i));
	put_rest(&s, run);
	if (cases->len == 0) /* CI systems take a suite without a test for a fault */
		put_case(&s, "", 0, run->files.searched ? "no calls to check" : "nothing was analysed",
			 run->files.searched ? RESULT_PASSED : RESULT_ERROR, "sysfall-empty",
			 "there is no C or C++ file", NULL);
	for (int i = 0; i < RESULT_COUNT; i++)
		total += s.counts[i];
	g_autofree char *numbers =
		g_strdup_printf("tests=\"%u\" failures=\"%u\" errors=\"%u\" skipped=\"%u\"", total,
				s.counts[RESULT_FAILED], s.counts[RESULT_ERROR], s.counts[RESULT_SKIPPED]);
	char seconds[G_ASCII_DTOSTR_BUF_SIZE];

	g_ascii_formatd(seconds, sizeof(seconds), "%.3f", run->seconds);
	g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	g_string_append_printf(out, "<testsuites name=\"sysfall\" %s time=\"%s\">\n", numbers, seconds);
	/* the format has seconds without a zone */
	g_string_append_printf(out, "  <testsuite name=\"sysfall\" %s time=\"%s\" timestamp=\"%.19s\">\n%s", numbers,
			       seconds, run->started ? run->started : "1970-01-01T00:00:00", cases->str);
	g_string_append(out, "  </testsuite>\n</testsuites>\n");
	return true;
}

const struct renderer renderer_junit = {
	.name = "junit",
	.summary = "JUnit's XML: each site is a test",
	.from_top = true,
	.render = render_junit,
};
