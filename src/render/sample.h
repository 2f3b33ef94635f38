/* A run as scans make them, for the tests of this folder. */
#ifndef RENDER_SAMPLE_H
#define RENDER_SAMPLE_H

#include "model/run.h"

static inline struct errno_verdict *sample_verdict(struct site *site, const char *errno_name, enum verdict verdict,
						   enum consequence consequence, const char *reason)
{
	struct errno_verdict *v = errno_verdict_new(errno_name);

	v->verdict = verdict;
	v->consequence = consequence;
	v->reason = g_strdup(reason);
	g_ptr_array_add(site->verdicts, v);
	return v;
}

/* In text, '$' is the errno's name. */
static inline void sample_step(struct errno_verdict *v, unsigned line, unsigned column, const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, "$", -1);
	g_autofree char *said = g_strjoinv(v->errno_name, parts);

	g_ptr_array_add(v->steps, step_new("src/server.c", line, column, said));
}

static inline struct site *sample_site(struct run *run, unsigned line, unsigned column, enum severity severity)
{
	struct site *site = site_new("accept4", "accept4");

	site->where = (struct location_range){g_intern_string("src/server.c"), line, column, line, column + 7};
	site->function = g_intern_string("serve");
	site->severity = severity;
	g_ptr_array_add(run->sites, site);
	return site;
}

static inline void sample_flag(struct site *site, const char *name, enum flag_state state)
{
	struct flag_verdict *f = flag_verdict_new(name);

	f->state = state;
	if (state == FLAG_LOST) {
		f->reason = g_strdup("the descriptor of accept() is handed on as it is");
		g_ptr_array_add(f->steps, step_new("src/server.c", 40, 2, "returned"));
	}
	g_ptr_array_add(site->flags, f);
}

static inline struct run *sample_run(void)
{
	struct run *run = run_new();

	run->root = g_strdup("/src/daemon");
	run->started = g_strdup("2026-08-03T10:00:00Z");
	run->tool_version = g_strdup("0.1.0");
	run->seconds = 0.12345;
	run->files = (struct run_files){.seen = 20, .searched = 12, .candidates = 2, .analysed = 2};
	return run;
}

/* ENOSYS handled; EPERM and ENOTSUP not, for the same reason. */
static inline struct site *sample_partly(struct run *run)
{
	static const char *const names[] = {"EPERM", "ENOTSUP"};
	struct site *site = sample_site(run, 31, 7, SEVERITY_WARNING);

	sample_verdict(site, "ENOSYS", VERDICT_HANDLED, CONSEQUENCE_NONE, "accept() is called");
	for (int i = 0; i < 2; i++) {
		struct errno_verdict *v = sample_verdict(site, names[i], VERDICT_UNHANDLED, CONSEQUENCE_ERROR_RETURNED,
							 "no fallback call is made");

		sample_step(v, 31, 7, "accept4() fails with $");
		sample_step(v, 32, 17, "errno is $, so `errno == ENOSYS` is false");
	}
	return site;
}

#endif
