/* Making, finishing and freeing a run's record. Finishing is what makes the same tree give the same bytes: everything
 * is sorted by what it says, never by when it was found. */
#include "model/run.h"

#include <string.h>

struct run *run_new(void)
{
	struct run *run = g_new0(struct run, 1);
	run->sites = g_ptr_array_new_with_free_func((GDestroyNotify)site_free);
	run->occurrences = g_ptr_array_new_with_free_func((GDestroyNotify)occurrence_free);
	run->problems = g_ptr_array_new_with_free_func((GDestroyNotify)problem_free);
	run->remarked = g_ptr_array_new();
	run->reach.files = g_ptr_array_new();
	run->reach.mentions = g_ptr_array_new();
	run->reach.defines = g_ptr_array_new();
	return run;
}

void run_target_clear(struct run_target *target)
{
	g_free(target->kernel);
	g_free(target->arch);
	g_free(target->libc);
	*target = (struct run_target){0};
}

void run_free(struct run *run)
{
	if (!run)
		return;
	g_free(run->root);
	g_free(run->place);
	g_free(run->started);
	g_free(run->tool_version);
	run_target_clear(&run->target);
	g_free(run->origin.top);
	g_free(run->origin.repository);
	g_free(run->origin.revision);
	g_free(run->origin.branch);
	g_free(run->compile_database);
	g_ptr_array_unref(run->sites);
	g_ptr_array_unref(run->occurrences);
	g_ptr_array_unref(run->problems);
	g_ptr_array_unref(run->remarked);
	g_ptr_array_unref(run->reach.files);
	g_ptr_array_unref(run->reach.mentions);
	g_ptr_array_unref(run->reach.defines);
	g_free(run);
}

void run_totals_free(struct run_totals *totals)
{
	if (!totals)
		return;
	g_free(totals->started);
	g_free(totals);
}

struct occurrence *occurrence_new(const char *path, unsigned line, unsigned column, const char *rule,
				  enum occurrence_class class, const char *note)
{
	struct occurrence *o = g_new0(struct occurrence, 1);
	o->where.path = g_intern_string(path);
	o->where.line = line;
	o->where.column = column;
	o->rule = g_intern_string(rule);
	o->class = class;
	o->note = g_strdup(note);
	return o;
}

void occurrence_free(struct occurrence *o)
{
	if (!o)
		return;
	g_free(o->note);
	g_free(o);
}

struct problem *problem_new(const char *path, unsigned line, const char *kind, bool incomplete, const char *text)
{
	struct problem *p = g_new0(struct problem, 1);
	p->path = g_intern_string(path ? path : "");
	p->line = line;
	p->kind = g_intern_string(kind);
	p->text = g_strdup(text);
	p->incomplete = incomplete;
	return p;
}

void problem_free(struct problem *p)
{
	if (!p)
		return;
	g_free(p->text);
	g_free(p);
}

static int site_compare(gconstpointer left, gconstpointer right)
{
	const struct site *a = *(struct site *const *)left, *b = *(struct site *const *)right;
	struct location at_a = {a->where.path, a->where.line, a->where.column};
	struct location at_b = {b->where.path, b->where.line, b->where.column};
	int order = location_compare(&at_a, &at_b);
	if (order == 0)
		order = g_strcmp0(a->rule, b->rule);
	if (order == 0)
		order = g_strcmp0(a->call, b->call);
	return order;
}

static int occurrence_compare(gconstpointer left, gconstpointer right)
{
	const struct occurrence *a = *(struct occurrence *const *)left, *b = *(struct occurrence *const *)right;
	int order = location_compare(&a->where, &b->where);
	if (order == 0)
		order = g_strcmp0(a->rule, b->rule);
	if (order == 0)
		order = (int)a->class - (int)b->class;
	if (order == 0)
		order = g_strcmp0(a->note, b->note);
	return order;
}

static int problem_compare(gconstpointer left, gconstpointer right)
{
	const struct problem *a = *(struct problem *const *)left, *b = *(struct problem *const *)right;
	struct location at_a = {a->path, a->line, 0}, at_b = {b->path, b->line, 0};
	int order = location_compare(&at_a, &at_b);
	if (order == 0)
		order = g_strcmp0(a->kind, b->kind);
	if (order == 0)
		order = g_strcmp0(a->text, b->text);
	return order;
}

/* Of equal neighbours one stays, incomplete if any of them was. */
static void drop_equal_problems(GPtrArray *problems)
{
	for (unsigned i = 1; i < problems->len;) {
		struct problem *before = g_ptr_array_index(problems, i - 1), *p = g_ptr_array_index(problems, i);
		if (problem_compare(&before, &p) != 0) {
			i++;
			continue;
		}
		before->incomplete |= p->incomplete;
		g_ptr_array_remove_index(problems, i);
	}
}

bool run_is_complete(const struct run *run)
{
	for (unsigned i = 0; i < run->problems->len; i++) {
		const struct problem *p = g_ptr_array_index(run->problems, i);
		if (p->incomplete)
			return false;
	}
	for (unsigned i = 0; i < run->occurrences->len; i++) {
		const struct occurrence *o = g_ptr_array_index(run->occurrences, i);
		if (o->class == OCCURRENCE_UNREACHED)
			return false;
	}
	for (unsigned i = 0; i < run->sites->len; i++)
		if (site_is_open(g_ptr_array_index(run->sites, i)))
			return false;
	return true;
}

void run_finish(struct run *run)
{
	g_ptr_array_sort(run->sites, site_compare);
	g_ptr_array_sort(run->occurrences, occurrence_compare);
	g_ptr_array_sort(run->problems, problem_compare);
	drop_equal_problems(run->problems);
	site_set_ids(run->sites, run->place);
	run->complete = run_is_complete(run);
}
