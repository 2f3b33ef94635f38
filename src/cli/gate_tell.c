/* The evidence of what became worse: where in the change it comes from. That is a step on a changed line, or a step of
 * the base's evidence on a line that the change took out, or the first line of a changed file that the evidence goes
 * through; else of any. */
#include <string.h>

#include "cli/gate_internal.h"

static unsigned badness(const struct known *known, const char *name)
{
	for (guint i = 0; known && i < known->states->len; i++) {
		const struct known_state *s = &g_array_index(known->states, struct known_state, i);

		if (strcmp(s->name, name) == 0)
			return s->badness;
	}
	return 0;
}

static bool holds(unsigned first, unsigned last, unsigned line)
{
	return first <= line && line <= last;
}

/* Where the new content has the hunk: the line before the gap where lines were taken out. */
static struct location place_of(const struct vcs_change *c, const struct vcs_lines *l)
{
	return (struct location){g_intern_string(c->path), MAX(MIN(l->first, l->last), 1), 0};
}

/* A step of now on a new line, or one of the base on an old one. */
static bool find_step(const struct gate *gate, const GPtrArray *steps, bool old, struct location *out)
{
	for (guint i = 0; steps && i < steps->len; i++) {
		const struct step *s = steps->pdata[i];

		for (guint k = 0; k < gate->vcs->changes->len; k++) {
			const struct vcs_change *c = gate->vcs->changes->pdata[k];
			const char *path = old ? c->old_path : c->path;

			for (guint n = 0; path && c->lines && strcmp(path, s->where.path) == 0 && n < c->lines->len;
			     n++) {
				const struct vcs_lines *l = &g_array_index(c->lines, struct vcs_lines, n);

				if (!holds(old ? l->old_first : l->first, old ? l->old_last : l->last, s->where.line))
					continue;
				*out = old ? place_of(c, l) : s->where;
				return true;
			}
		}
	}
	return false;
}

/* The first hunk of a changed file, of one that a step is in if there is such a one. */
static bool find_file(const struct gate *gate, const GPtrArray *steps, struct location *out)
{
	for (guint i = 0; i < gate->vcs->changes->len; i++) {
		const struct vcs_change *c = gate->vcs->changes->pdata[i];
		bool found = !steps;

		for (guint k = 0; steps && c->path && !found && k < steps->len; k++)
			found = strcmp(((const struct step *)steps->pdata[k])->where.path, c->path) == 0;
		if (!found || !c->path || !c->lines || !c->lines->len)
			continue;
		*out = place_of(c, &g_array_index(c->lines, struct vcs_lines, 0));
		return true;
	}
	return false;
}

static void add_step(const struct gate *gate, const struct site *site, GPtrArray *steps, const GPtrArray *before,
		     const char *what)
{
	struct location where = {site->where.path, site->where.line, site->where.column};
	g_autofree char *text = NULL;
	bool found = find_step(gate, steps, false, &where) || find_step(gate, before, true, &where) ||
		     find_file(gate, steps, &where) || find_file(gate, before, &where) || find_file(gate, NULL, &where);

	text = g_strdup_printf("changed since %s%s: %s", gate->base_name, found ? " here" : "", what);
	g_ptr_array_add(steps, step_new(where.path, where.line, where.column, text));
}

void gate_tell_plainly(struct gate *gate, struct site *site, const char *what)
{
	for (guint i = 0; i < site->verdicts->len; i++) {
		GPtrArray *steps = ((struct errno_verdict *)site->verdicts->pdata[i])->steps;

		add_step(gate, site, steps, NULL, what);
	}
	for (guint i = 0; i < site->flags->len; i++) {
		struct flag_verdict *f = site->flags->pdata[i];

		if (f->state == FLAG_LOST || f->state == FLAG_UNKNOWN)
			add_step(gate, site, f->steps, NULL, what);
	}
}

void gate_tell(struct gate *gate, const struct change *c)
{
	struct site *site = c->now->site;
	const struct site *old = c->before ? c->before->site : NULL;

	for (guint i = 0; i < site->verdicts->len; i++) {
		struct errno_verdict *v = site->verdicts->pdata[i];
		const struct errno_verdict *was = old ? site_verdict(old, v->errno_name) : NULL;
		g_autofree char *what =
			was ? g_strdup_printf("%s was %s before", v->errno_name, verdict_name(was->verdict))
			    : g_strdup("the call was not there before");

		if (badness(c->now, v->errno_name) > badness(c->before, v->errno_name))
			add_step(gate, site, v->steps, was ? was->steps : NULL, what);
	}
	for (guint i = 0; i < site->flags->len; i++) {
		struct flag_verdict *f = site->flags->pdata[i];
		g_autofree char *what = g_strdup_printf("%s was not lost before", f->flag);

		if (badness(c->now, f->flag) > badness(c->before, f->flag))
			add_step(gate, site, f->steps, NULL, what);
	}
}
