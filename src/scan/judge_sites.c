/* One job per site and errno. The program is linked in the parent and inherited by the workers. Where the compile
 * database has several commands for a file that make a difference, there are several programs: the second is linked
 * from the second variant of each file that has one and of the others as they are, and so on; all sites are judged in
 * each. */
#include "scan/judge_sites.h"

#include "analysis/judge.h"
#include "analysis/patterns.h"
#include "analysis/wire.h"
#include "rules/severity.h"
#include "scan/held.h"
#include "util/set.h"
#include "worker/pool.h"

#define DEFAULT_TIMEOUT 120 /* seconds; the engine's own bounds come first */

struct site_job {
	const struct candidate *candidate;
	const struct ast_unit *unit;
	const struct ast_site *seen;
	const struct rule *rule;
	struct judgement *judgement; /* owned; NULL: still to be judged */
	bool failed;                 /* a worker did not come back with its part */
	char *key;                   /* owned: what the answer is kept under */
};

static void site_job_clear(gpointer data)
{
	struct site_job *j = data;
	judgement_free(j->judgement);
	g_free(j->key);
}

struct judging {
	struct tree *tree;
	bool hasty;
	unsigned variant; /* 0: the units' own code */
	struct program *program;
	GArray *jobs;      /* of struct site_job */
	GArray *open;      /* of guint: the sites for the workers */
	GArray *questions; /* of struct ask: what they are asked about those */
	GPtrArray *wanted; /* of const struct wish * */
	GHashTable *by_place;
};

static struct site_job *job_at(const struct judging *g, unsigned index)
{
	return &g_array_index(g->jobs, struct site_job, index);
}

struct ask {
	unsigned job;
	struct question question;
};

static const struct ask *ask_at(const struct judging *g, unsigned index)
{
	return &g_array_index(g->questions, struct ask, index);
}

static void judge_work(unsigned index, GByteArray *out, void *data)
{
	struct judging *g = data;
	auto_ptr(judgement) part = judge_ask(&ask_at(g, index)->question, g->program,
					     g->hasty ? &flow_limits_hasty : &flow_limits_default);
	wire_pack_judgement(part, out);
}

/* What is said of a question that nobody answered. */
static struct judgement *undecided(const struct question *q, const char *why)
{
	struct judgement *j = judgement_new();
	if (q->also)
		return j;
	struct errno_verdict *v = errno_verdict_new(q->e->name);
	v->verdict = VERDICT_UNKNOWN;
	g_free(v->reason);
	v->reason = g_strdup(why);
	g_ptr_array_add(j->verdicts, v);
	for (guint i = 0; i < q->rule->flags->len; i++) {
		struct flag_verdict *f = flag_verdict_new(((struct rule_flag *)q->rule->flags->pdata[i])->name);
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
		known->severity = rule_severity(job->rule, known);
		g_free(place);
		return;
	}
	g_hash_table_insert(g->by_place, place, site);
	g_ptr_array_add(g->tree->run->sites, g_steal_pointer(&site));
}

static char *place_of(const struct judging *g, const struct ast_site *s)
{
	return g_strdup_printf("%s:%s:%u:%u:%u:%u", s->rule, s->range.path, s->range.line, s->range.column, s->config,
			       g->variant);
}

static void take_wanted(struct judging *g, const struct judgement *j)
{
	for (guint i = 0; i < j->wanted->len; i++)
		if (!g_ptr_array_find(g->wanted, j->wanted->pdata[i], NULL))
			g_ptr_array_add(g->wanted, j->wanted->pdata[i]);
}

/* A judgement of the round before still holds when nothing that it asked for has come. */
static bool still_holds(struct judging *g, struct site_job *job)
{
	g_autofree char *place = place_of(g, job->seen);
	GBytes *bytes = g_hash_table_lookup(g->tree->judgements, place);
	auto_ptr(judgement) j = bytes ? wire_unpack_judgement(bytes, NULL) : NULL;
	if (!j)
		return false;
	for (guint i = 0; i < j->wanted->len; i++)
		if (g_hash_table_contains(g->tree->answered, j->wanted->pdata[i]))
			return false;
	job->judgement = g_steal_pointer(&j);
	return true;
}

static int by_key(gconstpointer a, gconstpointer b)
{
	return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

/* What is known of variables. */
static void add_learnt(const struct tree *t, struct memory_key *key)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	list_add_keys(names, t->learnt);
	g_ptr_array_sort(names, by_key);
	for (guint i = 0; i < names->len; i++) {
		const struct global_values *v = g_hash_table_lookup(t->learnt, names->pdata[i]);

		memory_key_add(key, names->pdata[i]);
		memory_key_add_number(key, (gint64)v->bits);
		memory_key_add_bytes(key, v->values, v->n_values * sizeof(v->values[0]));
		memory_key_add_number(key, v->scattered);
		for (guint k = 0; k < v->n_writers; k++) {
			memory_key_add(key, v->writers[k].function);
			memory_key_add(key, v->writers[k].path);
		}
	}
}

/* What could not be followed. */
static void add_unfollowed(const struct tree *t, struct memory_key *key)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	list_add_keys(names, t->unfollowed);
	g_ptr_array_sort(names, by_key);
	memory_key_add_number(key, names->len);
	for (guint i = 0; i < names->len; i++)
		memory_key_add(key, names->pdata[i]);
}

/* What is known of pointers. */
static void add_pointed(const struct tree *t, struct memory_key *key)
{
	g_autoptr(GList) slots = g_list_sort(g_hash_table_get_keys(t->pointed), (GCompareFunc)strcmp);

	for (const GList *at = slots; at; at = at->next) {
		const struct pointer_known *known = g_hash_table_lookup(t->pointed, at->data);

		memory_key_add(key, at->data);
		for (guint i = 0; i < known->targets->len; i++) {
			memory_key_add(key, g_array_index(known->targets, struct pointer_target, i).name);
			memory_key_add(key, g_array_index(known->targets, struct pointer_target, i).path);
		}
		memory_key_add_number(key, known->others * 2 + known->unread);
	}
}

/* What an answer is made from: every unit, since a caller or a flag may be anywhere, and which of their sites it is. */
static char *judge_key(const struct judging *g, const struct site_job *job)
{
	struct memory_key *key = memory_key_new(g->tree->memory, "site");
	for (guint i = 0; i < g->tree->order->len; i++) {
		const struct candidate *c = g->tree->order->pdata[i];
		if (!c->unit)
			continue;
		memory_key_add(key, c->entry->path);
		memory_key_add(key, c->digest);
	}
	add_learnt(g->tree, key);
	add_unfollowed(g->tree, key);
	add_pointed(g->tree, key);
	memory_key_add(key, job->candidate->entry->path);
	memory_key_add_number(key, g->variant);
	memory_key_add_number(key, job->seen->number);
	memory_key_add(key, job->rule->id);
	return memory_key_end(key);
}

/* True when an earlier scan judged the same. */
static bool recalled(struct judging *g, struct site_job *job)
{
	if (!g->tree->memory)
		return false;
	job->key = judge_key(g, job);
	g_autoptr(GBytes) bytes = memory_recall(g->tree->memory, job->key, NULL);
	job->judgement = bytes ? wire_unpack_judgement(bytes, NULL) : NULL;
	if (!job->judgement)
		return false;
	g_hash_table_insert(g->tree->judgements, place_of(g, job->seen), g_bytes_ref(bytes));
	return true;
}

static void judge_done(unsigned index, enum pool_outcome outcome, GBytes *answer, const char *detail, void *data)
{
	struct judging *g = data;
	const struct ask *ask = ask_at(g, index);
	struct site_job *job = job_at(g, ask->job);
	auto_ptr(judgement) part = outcome == POOL_DONE ? wire_unpack_judgement(answer, NULL) : NULL;
	if (!part) {
		g_autofree char *why = g_strdup_printf("judging it failed (%s)", detail ? detail : "lost");
		part = undecided(&ask->question, why);
		if (!job->failed)
			g_ptr_array_add(g->tree->run->problems,
					problem_new(job->seen->range.path, job->seen->range.line,
						    outcome == POOL_TIMEOUT ? "timeout" : "crash", true, why));
		job->failed = g->tree->failed = true;
	}
	if (!job->judgement)
		job->judgement = judgement_new();
	judgement_add(job->judgement, part);
}

static void judge_progress(unsigned finished, void *data)
{
	struct judging *g = data;
	const struct scan_options *o = g->tree->options;
	if (o->progress)
		o->progress("judging", finished, g->questions->len, o->data);
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

/* The unit that stands for a file in this program. */
static struct ast_unit *unit_of(const struct judging *g, const struct candidate *c)
{
	return g->variant && g->variant <= c->seen->variants->len ? c->seen->variants->pdata[g->variant - 1] : c->seen;
}

/* A header's function that its includers lowered too counts as the header's own unit shows it: only there it has its
 * sites. */
static void drop_copies(struct judging *g)
{
	g_autoptr(GHashTable) owned = g_hash_table_new(NULL, NULL); /* of keys */
	for (guint i = 0; i < g->tree->order->len; i++) {
		const struct candidate *c = g->tree->order->pdata[i];
		const struct ast_unit *u = c->unit ? unit_of(g, c) : NULL;
		for (guint k = 0; u && k < u->sites->len; k++)
			g_hash_table_add(owned, (gpointer)((struct ast_site *)u->sites->pdata[k])->function_key);
	}
	for (guint i = 0; i < g->tree->order->len; i++) {
		const struct candidate *c = g->tree->order->pdata[i];
		GPtrArray *functions = c->unit ? unit_of(g, c)->code->functions : NULL;
		for (guint k = functions ? functions->len : 0; k-- > 0;) {
			const struct cfg_function *f = functions->pdata[k];
			const struct candidate *owner = g_hash_table_lookup(g->tree->candidates, f->path);
			if (f->path != c->entry->path && owner && owner->unit && g_hash_table_contains(owned, f->key))
				g_ptr_array_remove_index(functions, k);
		}
	}
}

static bool asks_who_calls(const struct wish *w)
{
	return wish_is_for_callers(w) || w->kind == WISH_THROUGH;
}

/* Files that were taken for a wish and gave no answer, and those that were too many. */
static void tell_left_out(struct judging *g)
{
	GHashTableIter it;
	gpointer key, reason;
	g_hash_table_iter_init(&it, g->tree->unfollowed);
	while (g_hash_table_iter_next(&it, &key, &reason))
		program_note_left_out(g->program, true, key, NULL, reason);
	for (guint i = 0; i < g->tree->granted->len; i++) {
		const struct granted *granted = &g_array_index(g->tree->granted, struct granted, i);
		const struct candidate *c = g_hash_table_lookup(g->tree->candidates, granted->entry->path);
		const char *why = !c ? "it could not be read" : c->failed ? "parsing it failed" : NULL;
		if (why)
			program_note_left_out(g->program, asks_who_calls(granted->wish), granted->wish->key,
					      granted->entry->path, why);
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
		struct ast_unit *unit = unit_of(g, c);
		program_add(g->program, g_steal_pointer(&unit->code));
		c->fresh = false;
		unit->code = cfg_text_new();
		for (guint k = 0; !c->entry->outside && k < unit->sites->len; k++) {
			const struct ast_site *s = unit->sites->pdata[k];
			struct site_job job = {.candidate = c,
					       .unit = unit,
					       .seen = s,
					       .rule = rule_set_find(g->tree->options->rules, s->rule)};
			if (job.rule)
				g_array_append_val(g->jobs, job);
		}
	}
	tell_left_out(g);
	GHashTableIter it;
	gpointer name, values;
	g_hash_table_iter_init(&it, g->tree->learnt);
	while (g_hash_table_iter_next(&it, &name, &values))
		program_know(g->program, name, values);
	g_hash_table_iter_init(&it, g->tree->pointed);
	while (g_hash_table_iter_next(&it, &name, &values))
		program_point(g->program, name, values);
	program_ask(g->program, held_ask, g->tree);
	program_link(g->program, g->tree->options->rules);
	return true;
}

static void add_questions(struct judging *g, unsigned index, const GPtrArray *errnos, bool also)
{
	const struct site_job *job = job_at(g, index);
	for (guint i = 0; i < errnos->len; i++) {
		struct ask ask = {index, {job->rule, job->unit, job->seen, errnos->pdata[i], also}};
		g_array_append_val(g->questions, ask);
	}
}

/* In worker processes, since nobody knows how hard a question is. */
static bool ask_all(struct judging *g, GError **error)
{
	const struct scan_options *o = g->tree->options;
	struct pool pool = {.n_jobs = g->questions->len,
			    .workers = o->jobs,
			    .timeout = o->timeout ? o->timeout : DEFAULT_TIMEOUT,
			    .memory = o->memory,
			    .data = g,
			    .work = judge_work,
			    .done = judge_done,
			    .progress = judge_progress,
			    .cancelled = judge_cancelled};
	if (o->stats && g->questions->len) {
		o->stats->explorations += g->questions->len;
		o->stats->judge_rounds++;
	}
	bool done = g->questions->len == 0 || pool_run(&pool, error);
	g_array_set_size(g->questions, 0);
	return done;
}

/* A judgement that is whole is kept for the next round, and for the next scan. */
static void conclude(struct judging *g, struct site_job *job)
{
	judgement_conclude(job->judgement, job->rule, job->seen);
	if (g->hasty || job->failed)
		return;
	g_autoptr(GByteArray) packed = g_byte_array_new();
	wire_pack_judgement(job->judgement, packed);
	g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(g_steal_pointer(&packed));
	g_hash_table_insert(g->tree->judgements, place_of(g, job->seen), g_bytes_ref(bytes));
	if (g->tree->memory)
		(void)memory_keep(g->tree->memory, job->key, bytes, NULL);
}

/* Those that nobody has judged yet: the rule's errnos, then the others where there is a fallback at all. */
static bool judge_open(struct judging *g, GError **error)
{
	for (guint i = 0; i < g->open->len; i++) {
		unsigned index = g_array_index(g->open, guint, i);
		add_questions(g, index, job_at(g, index)->rule->errnos, false);
	}
	if (!ask_all(g, error))
		return false;
	for (guint i = 0; i < g->open->len; i++) {
		unsigned index = g_array_index(g->open, guint, i);
		struct site_job *job = job_at(g, index);
		if (!job->judgement) /* a rule without errnos */
			job->judgement = judgement_new();
		if (judgement_falls_back(job->judgement))
			add_questions(g, index, job->rule->also, true);
	}
	if (!ask_all(g, error))
		return false;
	for (guint i = 0; i < g->open->len; i++)
		conclude(g, job_at(g, g_array_index(g->open, guint, i)));
	return true;
}

/* The answers are put together in the order of the jobs, wherever each came from. */
static void collect(struct judging *g)
{
	for (guint i = 0; i < g->jobs->len; i++) {
		struct site_job *job = &g_array_index(g->jobs, struct site_job, i);
		take_wanted(g, job->judgement);
		add_site(g, job, job->judgement);
	}
}

static unsigned count_programs(const struct tree *tree)
{
	unsigned most = 0;
	for (guint i = 0; i < tree->order->len; i++) {
		const struct candidate *c = tree->order->pdata[i];
		most = MAX(most, c->unit ? c->seen->variants->len : 0);
	}
	return most + 1;
}

static bool judge_program(const struct judging *shared, unsigned variant, GError **error)
{
	auto_ptr(program) program = program_new();
	g_autoptr(GArray) jobs = g_array_new(FALSE, FALSE, sizeof(struct site_job));
	g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GArray) questions = g_array_new(FALSE, FALSE, sizeof(struct ask));
	struct judging g = *shared;
	g.variant = variant;
	g.program = program;
	g.jobs = jobs;
	g.open = open;
	g.questions = questions;
	g_array_set_clear_func(jobs, site_job_clear);
	if (!link_units(&g, error))
		return false;
	for (guint i = 0; i < jobs->len; i++) {
		struct site_job *job = &g_array_index(jobs, struct site_job, i);
		if (!still_holds(&g, job) && (g.hasty || !recalled(&g, job)))
			g_array_append_val(open, i);
	}
	if (open->len && !judge_open(&g, error))
		return false;
	collect(&g);
	return true;
}

static bool judge_all(struct tree *tree, bool hasty, GPtrArray *out_wanted, GError **error)
{
	g_autoptr(GHashTable) by_place = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct judging shared = {.tree = tree, .hasty = hasty, .wanted = out_wanted, .by_place = by_place};
	unsigned programs = count_programs(tree);
	g_ptr_array_set_size(tree->run->sites, 0);
	for (unsigned i = 0; i < programs; i++)
		if (!judge_program(&shared, i, error))
			return false;
	patterns_across(tree->run->sites);
	if (!hasty) /* what was judged is judged with all that has come */
		g_hash_table_remove_all(tree->answered);
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
