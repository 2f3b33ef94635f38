/* The sentences are those of story.h, so that all formats say the same. */
#include "render/findings.h"

#include "render/story.h"
#include "render/tally.h"

struct list {
	GPtrArray *out;
	const char *prefix;
};

static void finding_free(gpointer data)
{
	struct finding *f = data;

	g_free(f->id);
	g_free(f->path);
	g_free(f->message);
	g_free(f);
}

static struct finding *add(const struct list *list, const char *rule, const char *suffix,
			   const struct location_range *where, enum severity severity, char *message)
{
	struct finding *f = g_new0(struct finding, 1);
	const char *path = where->path ? where->path : "";

	f->id = g_strconcat("sysfall-", rule, suffix, NULL);
	f->path = g_strconcat(*path && *path != '/' ? list->prefix : "", path, NULL);
	f->where = *where;
	f->severity = severity;
	f->message = message;
	g_ptr_array_add(list->out, f);
	return f;
}

static void add_site(const struct list *list, const struct site *site)
{
	struct finding *f;
	char *lost = story_lost_flags(site);

	if (tally_outcome(site) != OUTCOME_HANDLED && !story_is_suppressed(site, PART_FALLBACK)) {
		f = add(list, site->rule, "", &site->where, site->severity, story_sentence(site));
		f->site = site;
		f->part = PART_FALLBACK;
	}
	if (lost && !story_is_suppressed(site, PART_FLAGS)) {
		f = add(list, site->rule, "-flags", &site->where, MIN(site->severity, SEVERITY_WARNING),
			g_steal_pointer(&lost));
		f->site = site;
		f->part = PART_FLAGS;
	}
	g_free(lost);
}

static void add_occurrence(const struct list *list, const struct occurrence *o)
{
	struct location_range where = {o->where.path, o->where.line, o->where.column, 0, 0};

	if (o->class == OCCURRENCE_UNREACHED)
		add(list, o->rule, "-unreached", &where, SEVERITY_NOTE,
		    g_strdup_printf("this place could not be analysed%s%s", o->note ? ": " : "",
				    o->note ? o->note : ""));
}

static void add_problem(const struct list *list, const struct problem *p)
{
	struct location_range where = {p->path, p->line, 0, 0, 0};

	add(list, p->kind, "", &where, p->incomplete ? SEVERITY_WARNING : SEVERITY_NOTE,
	    g_strdup(p->text && *p->text ? p->text : p->kind));
}

GPtrArray *findings_of(const struct run *run, const struct render_options *options)
{
	struct list list = {g_ptr_array_new_with_free_func(finding_free),
			    options->path_prefix ? options->path_prefix : ""};

	for (guint i = 0; i < run->sites->len; i++) {
		const struct site *site = g_ptr_array_index(run->sites, i);

		if (!site->suppressed_by && story_is_told(site))
			add_site(&list, site);
	}
	for (guint i = 0; i < run->occurrences->len; i++)
		add_occurrence(&list, g_ptr_array_index(run->occurrences, i));
	for (guint i = 0; i < run->problems->len; i++)
		add_problem(&list, g_ptr_array_index(run->problems, i));
	return list.out;
}
