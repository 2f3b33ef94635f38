/* Runs as scans make them, for the tests of this folder. */
#ifndef POLICY_SAMPLE_H
#define POLICY_SAMPLE_H

#include <string.h>

#include "model/run.h"
#include "policy/policy.h"

struct sample_file {
	const char *path, *text; /* NULL-pathed entry at the end */
};

static inline GBytes *sample_read(const char *path, void *data)
{
	for (const struct sample_file *f = data; f->path; f++) {
		if (strcmp(f->path, path) == 0)
			return g_bytes_new_static(f->text, strlen(f->text));
	}
	return NULL;
}

/* A site with the same verdict for two errors. */
static inline struct site *sample_site(struct run *run, const char *path, unsigned line, const char *function,
				       enum verdict verdict)
{
	static const char *const names[] = {"ENOSYS", "EPERM"};
	struct site *site = site_new("accept4", "accept4");

	site->where = (struct location_range){g_intern_string(path), line, 9, line, 20};
	site->function = g_intern_string(function);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		struct errno_verdict *v = errno_verdict_new(names[i]);

		v->verdict = verdict;
		g_ptr_array_add(site->verdicts, v);
	}
	g_ptr_array_add(run->sites, site);
	return site;
}

static inline void sample_lost_flag(struct site *site)
{
	struct flag_verdict *f = flag_verdict_new("SOCK_CLOEXEC");

	f->state = FLAG_LOST;
	g_ptr_array_add(site->flags, f);
}

/* "by:reason" of a site, "-" for one that is not suppressed. */
static inline const char *sample_suppressed(const struct site *site)
{
	if (!site->suppressed_by)
		return "-";
	g_autofree char *text =
		g_strdup_printf("%s:%s", site->suppressed_by, site->suppressed_reason ? site->suppressed_reason : "");

	return g_intern_string(text);
}

/* All problems as "path:line: text" lines. */
static inline char *sample_problems(const struct run *run)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < run->problems->len; i++) {
		const struct problem *p = g_ptr_array_index(run->problems, i);

		g_string_append_printf(out, "%s:%u: %s\n", p->path, p->line, p->text);
	}
	return g_string_free(out, FALSE);
}

#endif
