/* One job per site. The program is linked in the parent and inherited by the workers. */
#include "scan/judge_sites.h"

#include "analysis/judge.h"
#include "analysis/patterns.h"
#include "analysis/wire.h"
#include "worker/pool.h"

#define DEFAULT_TIMEOUT 120 /* seconds; the engine's own bounds come first */

struct site_job {
	const struct candidate *candidate;
	const struct ast_unit *unit;
	const struct ast_site *seen;
	const struct rule *rule;
};

struct judging {
	struct tree *tree;
	bool hasty;
	struct program *program;
	GArray *jobs;      /* of struct site_job */
	GPtrArray *wanted; /* of interned const char * */
	GHashTable *by_place;
};

static void judge_work(unsigned job, GByteArray *out, void *data)
{
	struct judging *g = data;
	const struct site_job *j = &g_array_index(g->jobs, struct site_job, job);
	auto_ptr(judgement) judgement =
		judge_site(g->program, j->rule, j->unit, j->seen, g->hasty ? &flow_limits_hasty : &flow_limits_default);
	wire_pack_judgement(judgement, out);
}

static struct judgement *undecided(const struct rule *rule, const char *why)
{
	struct judgement *j = judgement_new();
	for (guint i = 0; i < rule->errnos->len; i++) {
		struct errno_verdict *v = errno_verdict_new(((struct rule_errno *)rule->errnos->pdata[i])->name);
		v->verdict = VERDICT_UNKNOWN;
		g_free(v->reason);
		v->reason = g_strdup(why);
		g_ptr_array_add(j->verdicts, v);
	}
	for (guint i = 0; i < rule->flags->len; i++) {
		struct flag_verdict *f = flag_verdict_new(((struct rule_flag *)rule->flags->pdata[i])->name);
		f->state = FLAG_UNKNOWN;
		g_ptr_array_add(j->flags, f);
	}
	return j;
}

static void add_site(struct judging *g, const struct site_job *job, struct judgement *j)
{
	auto_ptr(site) site = judge_make_site(job->rule, job->seen, j);
	site->where.path = job->candidate->entry->path; /* its bytes, which the wire may have repaired */
	patterns_compiled_out(job->rule, job->candidate->text, site);
	char *place =
		g_strdup_printf("%s:%s:%u:%u", site->rule, site->where.path, site->where.line, site->where.column);
	struct site *known = g_hash_table_lookup(g->by_place, place);
	if (known) {
		judge_merge(known, site);
		known->severity = judge_severity(job->rule, known);
		g_free(place);
		return;
	}
	g_hash_table_insert(g->by_place, place, site);
	g_ptr_array_add(g->tree->run->sites, g_steal_pointer(&site));
}

static char *place_of(const struct ast_site *s)
{
	return g_strdup_printf("%s:%s:%u:%u:%u", s->rule, s->range.path, s->range.line, s->range.column, s->config);
}

static void take_wanted(struct judging *g, const struct judgement *j)
{
	for (guint i = 0; i < j->wanted->len; i++)
		if (!g_ptr_array_find(g->wanted, j->wanted->pdata[i], NULL))
			g_ptr_array_add(g->wanted, j->wanted->pdata[i]);
}

/* A judgement of the round before still holds when nothing that it asked for has come. */
static bool still_holds(struct judging *g, const struct site_job *job)
{
	g_autofree char *place = place_of(job->seen);
	GBytes *bytes = g_hash_table_lookup(g->tree->judgements, place);
	auto_ptr(judgement) j = bytes ? wire_unpack_judgement(bytes, NULL) : NULL;
	if (!j)
		return false;
	for (guint i = 0; i < j->wanted->len; i++)
		if (g_hash_table_contains(g->tree->answered, j->wanted->pdata[i]))
			return false;
	take_wanted(g, j);
	add_site(g, job, j);
	return true;
}

static void judge_done(unsigned index, enum pool_outcome outcome, GBytes *answer, const char *detail, void *data)
{
	struct judging *g = data;
	const struct site_job *job = &g_array_index(g->jobs, struct site_job, index);
	g_autoptr(GError) error = NULL;
	auto_ptr(judgement) j = outcome == POOL_DONE ? wire_unpack_judgement(answer, &error) : NULL;
	if (!j) {
		g_autofree char *why = g_strdup_printf("judging it failed (%s)", detail ? detail : "lost");
		j = undecided(job->rule, why);
		g_ptr_array_add(g->tree->run->problems,
				problem_new(job->seen->range.path, job->seen->range.line,
					    outcome == POOL_TIMEOUT ? "timeout" : "crash", true, why));
	} else if (!g->hasty) {
		g_hash_table_insert(g->tree->judgements, place_of(job->seen), g_bytes_ref(answer));
	}
	take_wanted(g, j);
	add_site(g, job, j);
}

static void judge_progress(unsigned finished, void *data)
{
	struct judging *g = data;
	const struct scan_options *o = g->tree->options;
	if (o->progress)
		o->progress("judging", finished, g->jobs->len, o->data);
}

static bool judge_cancelled(void *data)
{
	const struct scan_options *o = ((struct judging *)data)->tree->options;
	return o->cancelled && o->cancelled(o->data);
}

/* The code of a unit goes into one program; for the next it is unpacked again. */
static bool unpack_units(struct judging *g, GError **error)
{
	for (guint i = 0; i < g->tree->order->len; i++) {
		struct candidate *c = g->tree->order->pdata[i];
		if (!c->unit || c->fresh)
			continue;
		ast_unit_free(c->seen);
		c->seen = wire_unpack_unit(c->unit, error);
		if (!c->seen)
			return false;
	}
	return true;
}

/* A header's function that its includers lowered too counts as the header's own unit shows it: only there it has its
 * sites. */
static void drop_copies(struct judging *g)
{
	g_autoptr(GHashTable) owned = g_hash_table_new(NULL, NULL); /* of keys */
	for (guint i = 0; i < g->tree->order->len; i++) {
		const struct candidate *c = g->tree->order->pdata[i];
		for (guint k = 0; c->unit && k < c->seen->sites->len; k++)
			g_hash_table_add(owned, (gpointer)((struct ast_site *)c->seen->sites->pdata[k])->function_key);
	}
	for (guint i = 0; i < g->tree->order->len; i++) {
		const struct candidate *c = g->tree->order->pdata[i];
		for (guint k = c->unit ? c->seen->code->functions->len : 0; k-- > 0;) {
			const struct cfg_function *f = c->seen->code->functions->pdata[k];
			const struct candidate *owner = g_hash_table_lookup(g->tree->candidates, f->path);
			if (f->path != c->entry->path && owner && owner->unit && g_hash_table_contains(owned, f->key))
				g_ptr_array_remove_index(c->seen->code->functions, k);
		}
	}
}

/* The units' code goes to the program, all else stays with the candidate. */
static bool link_units(struct judging *g, GError **error)
{
	if (!unpack_units(g, error))
		return false;
	drop_copies(g);
	for (guint i = 0; i < g->tree->order->len; i++) {
		struct candidate *c = g->tree->order->pdata[i];
		if (!c->unit)
			continue;
		program_add(g->program, g_steal_pointer(&c->seen->code));
		c->fresh = false;
		c->seen->code = cfg_text_new();
		for (guint k = 0; k < c->seen->sites->len; k++) {
			const struct ast_site *s = c->seen->sites->pdata[k];
			struct site_job job = {c, c->seen, s, rule_set_find(g->tree->options->rules, s->rule)};
			if (job.rule)
				g_array_append_val(g->jobs, job);
		}
	}
	program_link(g->program, g->tree->options->rules);
	return true;
}

static bool judge_all(struct tree *tree, bool hasty, GPtrArray *out_wanted, GError **error)
{
	auto_ptr(program) program = program_new();
	g_autoptr(GArray) jobs = g_array_new(FALSE, FALSE, sizeof(struct site_job));
	g_autoptr(GHashTable) by_place = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct judging g = {tree, hasty, program, jobs, out_wanted, by_place};
	g_ptr_array_set_size(tree->run->sites, 0);
	if (!link_units(&g, error))
		return false;
	for (guint i = jobs->len; i-- > 0;)
		if (still_holds(&g, &g_array_index(jobs, struct site_job, i)))
			g_array_remove_index(jobs, i);
	if (jobs->len == 0) {
		patterns_across(tree->run->sites);
		return true;
	}
	struct pool pool = {.n_jobs = jobs->len,
			    .workers = tree->options->jobs,
			    .timeout = tree->options->timeout ? tree->options->timeout : DEFAULT_TIMEOUT,
			    .memory = tree->options->memory,
			    .data = &g,
			    .work = judge_work,
			    .done = judge_done,
			    .progress = judge_progress,
			    .cancelled = judge_cancelled};
	if (!pool_run(&pool, error))
		return false;
	patterns_across(tree->run->sites);
	return true;
}

bool judge_sites(struct tree *tree, GPtrArray *out_wanted, GError **error)
{
	return judge_all(tree, false, out_wanted, error);
}

bool judge_sites_hastily(struct tree *tree, GPtrArray *out_wanted, GError **error)
{
	return judge_all(tree, true, out_wanted, error);
}
