/* A run with something in every field, and a text that shows every field, for the tests of this folder. */
#ifndef STORE_SAMPLE_H
#define STORE_SAMPLE_H

#include "model/run.h"

static inline struct site *sample_site(const char *path, unsigned line)
{
	struct site *site = site_new("accept4", "SYS_accept4");
	struct errno_verdict *v = errno_verdict_new("ENOSYS");
	struct errno_verdict *w = errno_verdict_new("EPERM");
	struct flag_verdict *kept = flag_verdict_new("SOCK_NONBLOCK");
	struct flag_verdict *lost = flag_verdict_new("SOCK_CLOEXEC");

	site->where = (struct location_range){g_intern_string(path), line, 8, line + 1, 70};
	site->function = g_intern_string("serve");
	site->form = FORM_SYSCALL;
	site->guard = g_strdup("defined(A) && !defined(B)");
	site->severity = SEVERITY_WARNING;
	site->suppressed_by = g_strdup("comment");
	site->suppressed_reason = g_strdup("it's \"fine\"; DROP TABLE run;");
	v->verdict = VERDICT_HANDLED;
	v->reason = g_strdup("falls back");
	g_ptr_array_add(v->steps, step_new(path, line, 8, "accept4() fails with ENOSYS"));
	g_ptr_array_add(v->steps, step_new("other.c", 3, 1, "accept() is tried"));
	g_ptr_array_add(v->assumes, g_strdup("log_msg() returns"));
	g_ptr_array_add(v->assumes, g_strdup("told() returns"));
	w->verdict = VERDICT_UNHANDLED;
	w->consequence = CONSEQUENCE_BUSY_LOOP;
	g_ptr_array_add(w->steps, step_new(NULL, 0, 0, "no place"));
	g_ptr_array_add(site->verdicts, v);
	g_ptr_array_add(site->verdicts, w);
	kept->state = FLAG_KEPT;
	lost->state = FLAG_LOST;
	lost->reason = g_strdup("no fcntl");
	g_ptr_array_add(lost->steps, step_new(path, line + 2, 1, "returned as it is"));
	g_ptr_array_add(site->flags, kept);
	g_ptr_array_add(site->flags, lost);
	g_ptr_array_add(site->also_handled, (gpointer)g_intern_string("EINVAL"));
	g_ptr_array_add(site->patterns, (gpointer)g_intern_string("wrong-errno-tested"));
	g_ptr_array_add(site->patterns, (gpointer)g_intern_string("flag-lost"));
	return site;
}

static inline struct run *sample_run(void)
{
	struct run *run = run_new();

	run->root = g_strdup("/src/odd \xff name");
	run->started = g_strdup("2026-08-03T10:00:00Z");
	run->tool_version = g_strdup("0.1.0");
	run->seconds = 1.25;
	run->target = (struct run_target){g_strdup("2.6.35"), g_strdup("arm"), NULL, true};
	run->files = (struct run_files){1, 2, 3, 4, 5, 6, 7, 8};
	run->origin = (struct run_origin){g_strdup("/src"), g_strdup("ssh://h/r"), g_strdup("0a1b"), g_strdup("main")};
	run->compile_database = g_strdup("build/compile_commands.json");
	g_ptr_array_add(run->sites, sample_site("b\nc.c", 10));
	g_ptr_array_add(run->sites, sample_site("a.c", 20));
	g_ptr_array_add(run->sites, site_new("accept4", "accept4"));
	((struct site *)g_ptr_array_index(run->sites, 2))->where.path = g_intern_string("z.c");
	for (int i = 0; i < OCCURRENCE_CLASS_COUNT; i++)
		g_ptr_array_add(run->occurrences, occurrence_new("a.c", 1 + (unsigned)i, 4, "accept4",
								 (enum occurrence_class)i, i % 2 ? "why" : NULL));
	g_ptr_array_add(run->problems, problem_new("p.c", 0, "timeout", true, "no answer after 30 s"));
	g_ptr_array_add(run->problems, problem_new("", 0, "stale", false, "gone"));
	run_finish(run);
	return run;
}

static inline void sample_show_steps(GString *out, const GPtrArray *steps)
{
	for (guint i = 0; i < steps->len; i++) {
		const struct step *s = g_ptr_array_index(steps, i);

		g_string_append_printf(out, "    %s:%u:%u %s\n", s->where.path, s->where.line, s->where.column,
				       s->text);
	}
}

static inline void sample_show_site(GString *out, const struct site *s)
{
	g_string_append_printf(out, "site %s %s %s %s:%u:%u-%u:%u %s %s %s %s %s %s\n", s->id, s->rule, s->call,
			       s->where.path, s->where.line, s->where.column, s->where.end_line, s->where.end_column,
			       s->function, site_form_name(s->form), s->guard, severity_name(s->severity),
			       s->suppressed_by, s->suppressed_reason);
	for (guint i = 0; i < s->verdicts->len; i++) {
		const struct errno_verdict *v = g_ptr_array_index(s->verdicts, i);

		g_string_append_printf(out, "  %s %s %d %s\n", v->errno_name, verdict_name(v->verdict),
				       (int)v->consequence, v->reason);
		for (guint k = 0; k < v->assumes->len; k++)
			g_string_append_printf(out, "    assumes %s\n", (const char *)g_ptr_array_index(v->assumes, k));
		sample_show_steps(out, v->steps);
	}
	for (guint i = 0; i < s->flags->len; i++) {
		const struct flag_verdict *f = g_ptr_array_index(s->flags, i);

		g_string_append_printf(out, "  %s %s %s\n", f->flag, flag_state_name(f->state), f->reason);
		sample_show_steps(out, f->steps);
	}
	for (guint i = 0; i < s->also_handled->len; i++)
		g_string_append_printf(out, "  also %s\n", (const char *)g_ptr_array_index(s->also_handled, i));
	for (guint i = 0; i < s->patterns->len; i++)
		g_string_append_printf(out, "  pattern %s\n", (const char *)g_ptr_array_index(s->patterns, i));
}

static inline char *sample_show(const struct run *run)
{
	GString *out = g_string_new(NULL);
	const struct run_files *f = &run->files;

	g_string_append_printf(out, "run %s %s %s %.17g %d\n", run->root, run->started, run->tool_version, run->seconds,
			       run->complete);
	g_string_append_printf(out, "target %s %s %s %d\n", run->target.kernel, run->target.arch, run->target.libc,
			       run->target.sandbox);
	g_string_append_printf(out, "files %u %u %u %u %u %u %s\n", f->seen, f->searched, f->candidates, f->analysed,
			       f->cached, f->failed, run->compile_database);
	g_string_append_printf(out, "origin %s %s %s %s\n", run->origin.top, run->origin.repository,
			       run->origin.revision, run->origin.branch);
	for (guint i = 0; i < run->sites->len; i++)
		sample_show_site(out, g_ptr_array_index(run->sites, i));
	for (guint i = 0; i < run->occurrences->len; i++) {
		const struct occurrence *o = g_ptr_array_index(run->occurrences, i);

		g_string_append_printf(out, "occurrence %s:%u:%u %s %s %s\n", o->where.path, o->where.line,
				       o->where.column, o->rule, occurrence_class_name(o->class), o->note);
	}
	for (guint i = 0; i < run->problems->len; i++) {
		const struct problem *p = g_ptr_array_index(run->problems, i);

		g_string_append_printf(out, "problem %s:%u %s %s %d\n", p->path, p->line, p->kind, p->text,
				       p->incomplete);
	}
	return g_string_free(out, FALSE);
}

#endif
