/* The rounds. In each, every site that is not settled brings the next of its style's ways; all edits together are
 * scanned as if they were on disk; what can be proven is settled, the others go on to their next way. The last round
 * holds settled patches alone, and is the proof of what is printed. */
#include "fix/fix.h"

#include <string.h>

#include "fix/diff.h"
#include "fix/edits.h"
#include "fix/prove.h"
#include "fix/styles.h"
#include "fix/verify.h"
#include "fix/wrapper.h"

#define ROUNDS_MAX 12

struct rounds {
	const struct fix_options *options;
	const struct run *before;
	struct fix_result *result;
	struct fix_tree *tree;
	struct edits *edits; /* of this round */
	struct run *after;
};

GQuark fix_error_quark(void)
{
	return g_quark_from_static_string("sysfall-fix-error");
}

const char *fix_rung_name(enum fix_rung rung)
{
	static const char *const names[RUNG_COUNT] = {"none", "applies", "parses", "analysed", "compiles"};
	return names[rung];
}

bool fix_is_needed(const struct site *site)
{
	for (guint i = 0; i < site->verdicts->len; i++) {
		const struct errno_verdict *v = site->verdicts->pdata[i];
		if (v->verdict != VERDICT_HANDLED && v->verdict != VERDICT_DEFERRED)
			return true;
	}
	for (guint i = 0; i < site->flags->len; i++)
		if (((struct flag_verdict *)site->flags->pdata[i])->state == FLAG_LOST)
			return true;
	return false;
}

static void patch_free(gpointer data)
{
	struct fix_patch *p = data;
	g_free(p->why);
	g_ptr_array_unref(p->paths);
	edits_free(p->edits);
	g_free(p);
}

static void change_free(gpointer data)
{
	struct fix_change *c = data;
	g_free(c->hash);
	g_free(c->bytes);
	g_free(c->diff);
	g_free(c);
}

void fix_result_free(struct fix_result *r)
{
	if (!r)
		return;
	g_ptr_array_unref(r->patches);
	g_ptr_array_unref(r->changes);
	run_free(r->after);
	g_free(r);
}

static const struct fix_try *current_try(const struct rounds *r, const struct fix_patch *p)
{
	const struct fix_try *t = &r->options->style->tries[p->next];
	return t->name ? t : NULL;
}

/* Keeps the reason of the last way that is worth telling. */
static void note_why(struct fix_patch *p, const struct fix_try *t, char *why /* taken */)
{
	if (why && (t->told || !p->why)) {
		g_free(p->why);
		p->why = why;
		return;
	}
	g_free(why);
}

static struct edits *make_edits(const struct rounds *r, const struct fix_patch *p, const struct fix_try *t,
				char **out_why)
{
	struct fix_job job = {.tree = r->tree,
			      .file = fix_tree_file(r->tree, p->site->where.path),
			      .site = p->site,
			      .sites = r->before->sites,
			      .rule = rule_set_find(r->options->scan->rules, p->site->rule),
			      .nolint = r->options->nolint,
			      .helper = r->options->helper};
	if (!job.file || !job.rule || !job.rule->fix || p->site->where.line > job.file->text->lines->len) {
		*out_why =
			g_strdup(!job.file ? "the file cannot be read as text" : "the rule says nothing about patches");
		return NULL;
	}
	job.offset = g_array_index(job.file->text->lines, size_t, p->site->where.line - 1) + p->site->where.column - 1;
	return t->make(&job, out_why);
}

/* Moves the patch to its next way that makes edits; false when there is none left. */
static bool advance(const struct rounds *r, struct fix_patch *p, bool again)
{
	p->next += again;
	g_clear_pointer(&p->edits, edits_free);
	for (const struct fix_try *t; (t = current_try(r, p)); p->next++) {
		char *why = NULL;
		p->edits = make_edits(r, p, t, &why);
		if (p->edits) {
			p->way = t->name;
			g_free(why);
			return true;
		}
		note_why(p, t, why);
	}
	p->way = NULL;
	return false;
}

static void add_helper(struct rounds *r, bool wraps)
{
	const char *path = r->options->helper;
	const struct rule *rule = NULL;
	if (!wraps || !path)
		return;
	for (guint i = 0; i < r->result->patches->len && !rule; i++)
		rule = rule_set_find(r->options->scan->rules,
				     ((struct fix_patch *)r->result->patches->pdata[i])->site->rule);
	const struct fix_patch *first = r->result->patches->pdata[0];
	const struct fix_file *like = fix_tree_file(r->tree, first->site->where.path);
	edits_add(r->edits, path, 0, 0, wrapper_header(rule, &like->style, path, r->options->nolint));
}

/* All edits of the round together; a patch that overlaps another waits. */
static unsigned join_edits(struct rounds *r, bool settled_only)
{
	unsigned open = 0;
	bool wraps = false;
	edits_free(r->edits);
	r->edits = edits_new();
	for (unsigned pass = 0; pass < (settled_only ? 1U : 2U); pass++) {
		for (guint i = 0; i < r->result->patches->len; i++) {
			struct fix_patch *p = r->result->patches->pdata[i];
			if (!p->edits || p->settled != (pass == 0))
				continue;
			bool joined = edits_join(r->edits, p->edits);
			if (!joined && pass == 1) {
				note_why(p, current_try(r, p), g_strdup("its change overlaps another one"));
				p->late = true;
			}
			open += joined && pass == 1;
			wraps |= joined && current_try(r, p)->wraps;
		}
	}
	add_helper(r, wraps);
	return open;
}

static bool put_overlay(struct rounds *r, struct source_overlay *overlay, GError **error)
{
	g_autoptr(GPtrArray) paths = edits_paths(r->edits);
	for (guint i = 0; i < paths->len; i++) {
		const struct fix_file *f = fix_tree_file(r->tree, paths->pdata[i]);
		g_autofree char *absolute = g_build_filename(r->options->scan->root, paths->pdata[i], NULL);
		size_t length;
		g_autofree char *bytes = edits_apply(r->edits, paths->pdata[i], f ? f->text->bytes : "",
						     f ? f->text->length : 0, &length);
		if (!source_overlay_put(overlay, absolute, bytes, length, error))
			return false;
	}
	return true;
}

static bool scan_patched(struct rounds *r, GError **error)
{
	auto_ptr(source_overlay) overlay = source_overlay_new();
	struct scan_options how = *r->options->scan;
	how.overlay = overlay;
	g_clear_pointer(&r->after, run_free);
	if (!put_overlay(r, overlay, error))
		return false;
	r->after = scan_run(&how, error);
	return r->after != NULL;
}

/* NULL when the analysis of the patched text says that the site is mended and its file no worse. */
static char *fault_of(const struct rounds *r, const struct fix_patch *p)
{
	const struct fix_try *t = current_try(r, p);
	const struct rule *rule = rule_set_find(r->options->scan->rules, p->site->rule);
	const char *path = r->options->helper ? r->options->helper : p->site->where.path;
	const struct site *now =
		t->wraps ? verify_find_wrapper(r->after, path, rule->fix->helper) : verify_find(r->after, p->site->id);
	if (!now)
		return g_strdup("the analysis does not find the call in the patched text");
	char *fault = verify_site(now, t->wraps ? NULL : p->site);
	return fault ? fault : verify_new_problem(r->after, r->before, p->site->where.path);
}

/* Sites that no open patch is for and that got worse, or new ones that are not in order. */
static char *worse_elsewhere(const struct rounds *r)
{
	for (guint i = 0; i < r->after->sites->len; i++) {
		const struct site *now = r->after->sites->pdata[i];
		const struct site *was = verify_find(r->before, now->id);
		char *fault = was ? verify_not_worse(now, was) : verify_site(now, NULL);
		if (fault)
			return fault;
	}
	return NULL;
}

static bool judge_round(struct rounds *r)
{
	bool all = true;
	for (guint i = 0; i < r->result->patches->len; i++) {
		struct fix_patch *p = r->result->patches->pdata[i];
		if (!p->edits || p->settled || p->late)
			continue;
		char *fault = fault_of(r, p);
		if (!fault) {
			p->settled = true;
			continue;
		}
		all = false;
		char *told = g_strdup_printf("%s: %s", current_try(r, p)->name, fault);
		note_why(p, current_try(r, p), told);
		g_free(fault);
		advance(r, p, true);
	}
	return all;
}

/* Patches that overlapped others come again in the next round, with the way after. */
static unsigned take_late(struct rounds *r)
{
	unsigned n = 0;
	for (guint i = 0; i < r->result->patches->len; i++) {
		struct fix_patch *p = r->result->patches->pdata[i];
		if (!p->late)
			continue;
		p->late = false;
		n += advance(r, p, true);
	}
	return n;
}

static bool run_rounds(struct rounds *r, GError **error)
{
	for (unsigned round = 0; round < ROUNDS_MAX; round++) {
		unsigned open = join_edits(r, false);
		if (open == 0 && take_late(r) == 0)
			break;
		if (open && !scan_patched(r, error))
			return false;
		bool all = !open || judge_round(r);
		unsigned late = take_late(r);
		if (all && late == 0 && open)
			return true; /* what was scanned is what is settled */
	}
	join_edits(r, true);
	return r->edits->list->len == 0 || scan_patched(r, error);
}

/* --- the result -------------------------------------------------------------------------------------------------- */

static bool add_changes(struct rounds *r, const struct edits *edits, bool good, GError **error)
{
	g_autoptr(GPtrArray) paths = edits_paths(edits);
	for (guint i = 0; i < paths->len; i++) {
		const struct fix_file *f = fix_tree_file(r->tree, paths->pdata[i]);
		struct fix_change *c = g_new0(struct fix_change, 1);
		g_ptr_array_add(r->result->changes, c);
		c->path = paths->pdata[i];
		c->good = good;
		c->hash = f ? g_strdup(f->hash) : NULL;
		c->bytes = edits_apply(edits, c->path, f ? f->text->bytes : "", f ? f->text->length : 0, &c->length);
		c->diff = unified_diff(c->path, f ? f->text->bytes : NULL, f ? f->text->length : 0, c->bytes, c->length,
				       error);
		if (!c->diff)
			return false;
	}
	return true;
}

/* The last way of a patch that came to nothing, to be shown as what it is. */
static bool show_failed(struct rounds *r, GError **error)
{
	for (guint i = 0; i < r->result->patches->len; i++) {
		struct fix_patch *p = r->result->patches->pdata[i];
		if (p->settled || !p->edits)
			continue;
		p->rung = RUNG_APPLIES;
		if (!add_changes(r, p->edits, false, error))
			return false;
	}
	return true;
}

static void note_paths(struct fix_patch *p)
{
	g_autoptr(GPtrArray) paths = p->edits ? edits_paths(p->edits) : NULL;
	for (guint i = 0; paths && i < paths->len; i++)
		g_ptr_array_add(p->paths, paths->pdata[i]);
}

static bool finish(struct rounds *r, GError **error)
{
	g_autofree char *worse = r->after ? worse_elsewhere(r) : NULL;
	if (!add_changes(r, r->edits, true, error))
		return false;
	for (guint i = 0; i < r->result->patches->len; i++) {
		struct fix_patch *p = r->result->patches->pdata[i];
		note_paths(p);
		if (!p->settled)
			continue;
		p->good = !worse;
		p->rung = worse ? RUNG_PARSES : RUNG_ANALYSED;
		if (worse)
			note_why(p, current_try(r, p), g_strdup(worse));
	}
	r->result->after = g_steal_pointer(&r->after);
	return prove_changes(r->options, r->result, error) && show_failed(r, error);
}

struct fix_result *fix_run(const struct fix_options *options, const struct run *before, const GPtrArray *sites,
			   GError **error)
{
	auto_ptr(fix_result) result = g_new0(struct fix_result, 1);
	auto_ptr(fix_tree) tree = fix_tree_new(options->scan->root, options->scan->rules);
	struct rounds r = {.options = options, .before = before, .result = result, .tree = tree};
	result->patches = g_ptr_array_new_with_free_func(patch_free);
	result->changes = g_ptr_array_new_with_free_func(change_free);
	for (guint i = 0; i < sites->len; i++) {
		struct fix_patch *p = g_new0(struct fix_patch, 1);
		p->site = sites->pdata[i];
		p->paths = g_ptr_array_new();
		g_ptr_array_add(result->patches, p);
		advance(&r, p, false);
	}
	bool done = run_rounds(&r, error) && finish(&r, error);
	edits_free(r.edits);
	run_free(r.after);
	return done ? g_steal_pointer(&result) : NULL;
}
