/* What can be worse than in the base, and what of it counts: where nobody looks at the line that changed, the call (or
 * what could not be analysed) is told as well. */
#include <string.h>

#include "cli/gate_internal.h"
#include "source/walk.h"

/* --- the base, as it compares ----------------------------------------------------------------------------------- */

static const struct vcs_change *renamed_from(const struct gate *gate, const char *path)
{
	for (guint i = 0; i < gate->vcs->changes->len; i++) {
		const struct vcs_change *c = gate->vcs->changes->pdata[i];

		if (c->path && c->old_path && strcmp(c->old_path, path) == 0 && strcmp(c->path, path) != 0)
			return c;
	}
	return NULL;
}

/* The base's sites by the names that files have now. */
static void rename_sites(const struct gate *gate, struct run *base)
{
	bool renamed = false;

	for (guint i = 0; i < base->sites->len; i++) {
		struct site *s = base->sites->pdata[i];
		const struct vcs_change *c = renamed_from(gate, s->where.path);

		if (c)
			s->where.path = g_intern_string(c->path);
		renamed = renamed || c;
	}
	if (renamed)
		site_set_ids(base->sites, base->place);
}

/* Comments, settings and baseline are put onto the base as well: what it had suppressed and is not any more counts. */
static void decide_base(struct gate *gate, const struct settings *settings)
{
	settings_apply(settings, gate->base, gate->sides[VCS_BASE].overlay);
	rename_sites(gate, gate->base);
	gate->before = known_of_run(gate->base);
}

/* --- sites ------------------------------------------------------------------------------------------------ */

static bool is_gone(const char *path, void *data)
{
	const struct gate *gate = data;

	for (guint i = 0; i < gate->sides[VCS_NOW].listed->len; i++)
		if (strcmp(((const struct vcs_file *)gate->sides[VCS_NOW].listed->pdata[i])->path, path) == 0)
			return false;
	return true;
}

/* What became worse counts where it stands in what was asked about, or when a part of the change that was asked about
 * is what it hangs on. */
static bool is_asked(const struct gate *gate, const struct run *run, const char *where)
{
	if (!gate->vcs->names || vcs_is_asked(gate->vcs, where))
		return true;
	for (guint i = 0; i < gate->vcs->changes->len; i++) {
		const struct vcs_change *c = gate->vcs->changes->pdata[i];
		const char *path = c->path ? c->path : c->old_path;

		if (!vcs_is_asked(gate->vcs, path))
			continue;
		if (g_ptr_array_find(run->reach.files, g_intern_string(path), NULL) ||
		    g_ptr_array_find(gate->base->reach.files, g_intern_string(c->old_path ? c->old_path : path), NULL))
			return true;
	}
	return false;
}

static bool was_suppressed(const struct change *c)
{
	return c->before && c->before->site->suppressed_by && !c->now->site->suppressed_by && known_is_finding(c->now);
}

static bool was_decided(const struct change *c)
{
	return site_is_open(c->now->site) && !(c->before && site_is_open(c->before->site));
}

/* Set of sites that became worse; they are told so. */
static GHashTable *find_worse(struct gate *gate, const struct run *run)
{
	struct compare_files files = {is_gone, NULL, gate};
	g_autoptr(GPtrArray) now = known_of_run(run);
	g_autoptr(GPtrArray) changes = gate->before ? compare_known(gate->before, now, &files) : NULL;
	GHashTable *worse = g_hash_table_new(NULL, NULL);

	for (guint i = 0; changes && i < changes->len; i++) {
		const struct change *c = changes->pdata[i];

		if (!c->now || !(c->worse || was_suppressed(c) || was_decided(c)) ||
		    !is_asked(gate, run, c->now->site->where.path))
			continue;
		if (c->worse)
			gate_tell(gate, c);
		else
			gate_tell_plainly(gate, c->now->site,
					  was_suppressed(c) ? "it was suppressed before" : "it could be judged before");
		g_hash_table_add(worse, c->now->site);
	}
	return worse;
}

/* --- what could not be analysed --------------------------------------------------------------------------------- */

/* Where the base has what now stands in that line. */
static unsigned old_line(const struct vcs_change *c, unsigned line)
{
	unsigned old = line;

	for (guint i = 0; c && c->lines && i < c->lines->len; i++) {
		const struct vcs_lines *l = &g_array_index(c->lines, struct vcs_lines, i);

		if (l->last < line)
			old += (l->old_last + 1 - l->old_first) - (l->last + 1 - l->first);
	}
	return line ? old : 0;
}

static bool is_left_occurrence(const struct occurrence *o)
{
	return o->class == OCCURRENCE_UNREACHED;
}

/* The base could not analyse it either. */
static bool was_left_occurrence(const struct gate *gate, const struct occurrence *now)
{
	const struct vcs_change *c = gate_change_of(gate, now->where.path);
	const char *path = c && c->old_path ? c->old_path : now->where.path;

	for (guint i = 0; gate->base && i < gate->base->occurrences->len; i++) {
		const struct occurrence *o = gate->base->occurrences->pdata[i];

		if (is_left_occurrence(o) && strcmp(o->where.path, path) == 0 && o->rule == now->rule &&
		    o->where.line == old_line(c, now->where.line))
			return true;
	}
	return false;
}

static bool was_left_problem(const struct gate *gate, const struct problem *now)
{
	const struct vcs_change *c = gate_change_of(gate, now->path);
	const char *path = c && c->old_path ? c->old_path : now->path;

	for (guint i = 0; gate->base && i < gate->base->problems->len; i++) {
		const struct problem *p = gate->base->problems->pdata[i];

		if (p->incomplete && strcmp(p->path, path) == 0 && p->kind == now->kind &&
		    p->line == old_line(c, now->line))
			return true;
	}
	return false;
}

static bool is_changed_occurrence(struct gate *gate, const struct occurrence *o)
{
	return gate_is_changed(gate, o->where.path, o->where.line, o->where.line);
}

static bool is_changed_problem(const struct gate *gate, const struct problem *p)
{
	return !*p->path || (vcs_is_asked(gate->vcs, p->path) && (gate->named || gate_change_of(gate, p->path)));
}

bool gate_left_elsewhere(struct gate *gate, const struct run *run)
{
	for (guint i = 0; i < run->occurrences->len; i++) {
		const struct occurrence *o = run->occurrences->pdata[i];

		if (is_left_occurrence(o) && !is_changed_occurrence(gate, o))
			return true;
	}
	for (guint i = 0; i < run->problems->len; i++) {
		const struct problem *p = run->problems->pdata[i];

		if (p->incomplete && !is_changed_problem(gate, p))
			return true;
	}
	return false;
}

static void narrow_rest(struct gate *gate, struct run *run)
{
	for (guint i = run->occurrences->len; i-- > 0;) {
		const struct occurrence *o = run->occurrences->pdata[i];
		bool worse = gate->base && is_left_occurrence(o) && is_asked(gate, run, o->where.path) &&
			     !was_left_occurrence(gate, o);

		if (!worse && !is_changed_occurrence(gate, o))
			g_ptr_array_remove_index(run->occurrences, i);
	}
	for (guint i = run->problems->len; i-- > 0;) {
		const struct problem *p = run->problems->pdata[i];
		bool worse = gate->base && p->incomplete && is_asked(gate, run, p->path) && !was_left_problem(gate, p);

		if (!worse && !is_changed_problem(gate, p))
			g_ptr_array_remove_index(run->problems, i);
	}
}

/* Neither side of a merge is what will be committed. */
static void add_conflicts(const struct gate *gate, struct run *run)
{
	for (guint i = 0; i < gate->vcs->conflicts->len; i++) {
		const char *path = gate->vcs->conflicts->pdata[i];

		if (source_is_c(path) && vcs_is_asked(gate->vcs, path))
			g_ptr_array_add(run->problems,
					problem_new(path, 0, "conflict", true,
						    "a merge has left conflicts in it: resolve them, then git add it"));
	}
}

void gate_narrow(struct gate *gate, struct run *run, const struct settings *settings)
{
	if (gate->base)
		decide_base(gate, settings);
	g_autoptr(GHashTable) worse = find_worse(gate, run);

	for (guint i = run->sites->len; i-- > 0;) {
		struct site *s = run->sites->pdata[i];

		if (!g_hash_table_contains(worse, s) &&
		    !gate_is_changed(gate, s->where.path, s->where.line, s->where.end_line))
			g_ptr_array_remove_index(run->sites, i);
	}
	narrow_rest(gate, run);
	add_conflicts(gate, run);
	run->complete = run_is_complete(run);
}
