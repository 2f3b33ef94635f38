/* GitLab's code quality report: an array of findings, one for each that counts. Equal fingerprints are merged there, so
 * each is a site's id (which has no line number in it) with what it is about. */
#include <jansson.h>
#include <string.h>

#include "render/formats.h"
#include "render/json_text.h"
#include "render/story.h"
#include "render/tally.h"

static const char *const severities[SEVERITY_COUNT] = {
	[SEVERITY_NONE] = "info",
	[SEVERITY_NOTE] = "minor",
	[SEVERITY_WARNING] = "major",
	[SEVERITY_ERROR] = "critical",
};

static char *fingerprint(const struct site *site, const char *check)
{
	g_autofree char *text = g_strconcat(check, "\n", site->id ? site->id : "", NULL);

	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}

static json_t *location(const struct site *site, const char *prefix)
{
	g_autofree char *path = g_strconcat(site->where.path[0] == '/' ? "" : prefix, site->where.path, NULL);
	json_t *object = json_object(), *lines = json_object();

	json_object_set_new(lines, "begin", json_integer(site->where.line));
	json_object_set_new(lines, "end", json_integer(MAX(site->where.end_line, site->where.line)));
	json_object_set_new(object, "path", json_text(path));
	json_object_set_new(object, "lines", lines);
	return object;
}

struct report {
	json_t *findings;
	const char *prefix; /* before paths */
};

static void add(const struct report *r, const struct site *site, const char *suffix, enum severity severity,
		const char *description)
{
	json_t *object = json_object();
	g_autofree char *check = g_strconcat("sysfall-", site->rule, suffix, NULL);
	g_autofree char *print = fingerprint(site, check);

	json_object_set_new(object, "description", json_text(description));
	json_object_set_new(object, "check_name", json_text(check));
	json_object_set_new(object, "fingerprint", json_string(print));
	json_object_set_new(object, "severity", json_string(severities[severity]));
	json_object_set_new(object, "location", location(site, r->prefix));
	json_array_append_new(r->findings, object);
}

static void add_site(const struct report *r, const struct site *site)
{
	g_autofree char *lost = story_lost_flags(site);

	if (site->suppressed_by || !story_is_told(site))
		return;
	if (tally_outcome(site) != OUTCOME_HANDLED && !story_is_suppressed(site, PART_FALLBACK)) {
		g_autofree char *sentence = story_sentence(site);

		add(r, site, "", site->severity, sentence);
	}
	if (lost && !story_is_suppressed(site, PART_FLAGS))
		add(r, site, "-flags", MIN(site->severity, SEVERITY_WARNING), lost);
}

/* A place that was not analysed is a finding here: the format has nothing else to say it with. */
static void add_unreached(const struct report *r, const struct occurrence *o)
{
	g_autofree char *text =
		g_strdup_printf("this place could not be analysed%s%s", o->note ? ": " : "", o->note ? o->note : "");
	struct site *site = site_new(o->rule, o->rule);

	site->where = (struct location_range){o->where.path, o->where.line, o->where.column, 0, 0};
	site->id = g_strdup_printf("%s:%u:%u", o->where.path, o->where.line, o->where.column);
	add(r, site, "-unreached", SEVERITY_NONE, text);
	site_free(site);
}

static void add_problem(const struct report *r, const struct problem *p)
{
	struct site *site = site_new(p->kind, p->kind);

	/* a finding must have a path; what is about no file stands for the whole tree */
	site->where = (struct location_range){*p->path ? p->path : ".", MAX(p->line, 1), 0, 0, 0};
	site->id = g_strconcat(p->path, "\n", p->text, NULL);
	add(r, site, "", SEVERITY_NONE, p->text ? p->text : p->kind);
	site_free(site);
}

static bool render_gitlab(const struct run *run, const struct render_options *options, GString *out, GError **error)
{
	struct report r = {json_array(), story_path_prefix(options)};

	(void)error;
	for (guint i = 0; i < run->sites->len; i++)
		add_site(&r, g_ptr_array_index(run->sites, i));
	for (guint i = 0; i < run->occurrences->len; i++) {
		const struct occurrence *o = g_ptr_array_index(run->occurrences, i);

		if (o->class == OCCURRENCE_UNREACHED)
			add_unreached(&r, o);
	}
	for (guint i = 0; i < run->problems->len; i++) {
		const struct problem *p = g_ptr_array_index(run->problems, i);

		if (*p->path || p->incomplete)
			add_problem(&r, p);
	}
	json_append(r.findings, out);
	return true;
}

const struct renderer renderer_gitlab = {
	.name = "gitlab",
	.summary = "GitLab code quality report",
	.from_top = true,
	.render = render_gitlab,
};
