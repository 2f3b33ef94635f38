/* The verdict on a probe, a call that asks for no connection: what it leaves behind in variables with static storage
 * decides what other functions do. It is handled where each of them then uses the older call: while the call fails they
 * never come to a call of the rule's, that is the probe's doing, and where its variable leads past the call there is a
 * fallback on every path. What is not plainly so is left to the usual verdict: the probe's function comes back without
 * a fallback. */
#include "flow/explorer.h"

#include <string.h>

#include "flow/consequence.h"
#include "flow/program_internal.h"

struct deciding {
	const struct flow_query *query;
	const struct cfg_stmt *probe;
	GHashTable *own;  /* set of functions: the probe's root and what it calls */
	GHashTable *keys; /* set of interned keys: the variables that those write */
	GHashTable *seen; /* set of functions that were asked */
	GHashTable *wanted;
	const struct cfg_function *user; /* one that uses the older call */
};

static void collect_own(struct deciding *d, const struct function_info *info)
{
	if (!g_hash_table_add(d->own, (gpointer)info->function))
		return;
	for (guint i = 0; i < info->callees->len; i++)
		collect_own(d, info->callees->pdata[i]);
}

static void collect_keys(struct deciding *d)
{
	GHashTableIter it;
	gpointer key, list;
	g_hash_table_iter_init(&it, d->query->program->writes);
	while (g_hash_table_iter_next(&it, &key, &list)) {
		const GArray *writes = list;
		for (guint i = 0; i < writes->len; i++)
			if (g_hash_table_contains(d->own, g_array_index(writes, struct global_write, i).function))
				g_hash_table_add(d->keys, key);
	}
}

static bool mentions_key(const struct deciding *d, const struct cfg_function *f, const struct cfg_expr *e)
{
	if (!e)
		return false;
	if (e->kind == CFG_VAR && cfg_var(f, e->var)->key && strcmp(cfg_var(f, e->var)->name, "errno") != 0 &&
	    g_hash_table_contains(d->keys, cfg_var(f, e->var)->key))
		return true;
	return mentions_key(d, f, e->a) || mentions_key(d, f, e->b);
}

static bool reads_key(const struct deciding *d, const struct cfg_function *f)
{
	for (guint b = 0; b < f->blocks->len; b++) {
		const struct cfg_block *block = cfg_block(f, (int)b);
		if (mentions_key(d, f, block->term.cond))
			return true;
		for (guint i = 0; i < block->stmts->len; i++) {
			const struct cfg_stmt *s = block->stmts->pdata[i];
			bool lhs = s->lhs && s->lhs->kind != CFG_VAR && mentions_key(d, f, s->lhs);
			if (lhs || mentions_key(d, f, s->rhs) || mentions_key(d, f, s->callee))
				return true;
			for (unsigned k = 0; k < s->n_args; k++)
				if (mentions_key(d, f, s->args[k]))
					return true;
		}
	}
	return false;
}

/* --- who hangs on it ---------------------------------------------------------------------------------------------- */

/* Where the variable leads past the site in f, every path comes to a fallback. */
static bool is_answered(const struct flow_query *site, const struct cfg_function *f)
{
	auto_ptr(explorer) x = explorer_new(site, f, site->limits->states);
	x->detail = (struct detail){.exact = 8, .kinds = 8};
	x->strict = x->diverting = true;
	explorer_run(x);
	auto_ptr(outcome) o = outcome_of(x);
	return o->good && !o->bad && !o->maybe_bad && !o->deferred && !o->exceeded && !o->doubt &&
	       !left_out_any(o->left);
}

static bool uses_older_call(struct deciding *d, const struct cfg_function *f);

/* A function that hands on what the variable says: those that call it hang on it. */
static bool callers_use_older_call(struct deciding *d, const struct function_info *info)
{
	if (!info->function->internal || info->address_taken || info->callers->len == 0)
		return false;
	for (guint i = 0; i < info->callers->len; i++)
		if (!uses_older_call(d, ((struct call_ref *)info->callers->pdata[i])->caller))
			return false;
	return true;
}

static bool uses_older_call(struct deciding *d, const struct cfg_function *f)
{
	if (g_hash_table_contains(d->own, f) || !g_hash_table_add(d->seen, (gpointer)f))
		return true;
	g_autoptr(GPtrArray) sites = probe_sites(d->query->rule, f);
	if (sites->len == 0)
		return callers_use_older_call(d, program_info(d->query->program, f));
	for (guint i = 0; i < sites->len; i++) {
		const struct cfg_stmt *s = sites->pdata[i];
		struct flow_query q = *d->query;
		q.function_key = f->key;
		q.path = f->path;
		q.site = (unsigned)s->site;
		if (probe_is_come_to(&q, f, s, NULL, d->wanted) || !probe_is_come_to(&q, f, s, d->probe, NULL) ||
		    !is_answered(&q, f))
			return false;
	}
	d->user = f;
	return true;
}

static bool all_use_older_call(struct deciding *d)
{
	const GPtrArray *functions = program_functions(d->query->program);
	for (guint i = 0; i < functions->len; i++)
		if (reads_key(d, functions->pdata[i]) && !uses_older_call(d, functions->pdata[i]))
			return false;
	if (!d->user)
		d->user = probe_installs(d->query, d->probe, d->wanted);
	return d->user != NULL;
}

/* --- the probe's own function ------------------------------------------------------------------------------------- */

/* What it returns tells nothing of the failure. */
static bool returns_nothing(const struct cfg_function *f)
{
	const struct cfg_expr *first = NULL;
	for (guint b = 0; b < f->blocks->len; b++) {
		const struct cfg_term *t = &cfg_block(f, (int)b)->term;
		if (t->kind != CFG_RETURN || !t->cond)
			continue;
		if (t->cond->kind != CFG_CONST || (first && first->value != t->cond->value))
			return false;
		first = t->cond;
	}
	return true;
}

/* The failing call in it does not end the program, nor keep it from coming back. */
static bool comes_back(const struct flow_query *query, const struct cfg_function *root)
{
	auto_ptr(explorer) x = explorer_new(query, root, query->limits->states);
	x->detail = (struct detail){.exact = 8, .kinds = 8};
	explorer_run(x);
	for (guint i = 0; i < x->ends->len; i++) {
		const struct end *end = &g_array_index(x->ends, struct end, i);
		if (end->pending && end->kind != END_RETURN)
			return false;
	}
	auto_ptr(outcome) o = outcome_of(x);
	return o->reached && !o->exceeded && !o->doubt && !left_out_any(o->left) &&
	       o->consequence != CONSEQUENCE_BUSY_LOOP;
}

static const struct cfg_function *decide_from(struct deciding *d, const struct cfg_function *root)
{
	if (strcmp(root->key, "main") == 0 || !comes_back(d->query, root))
		return NULL;
	if (returns_nothing(root)) {
		collect_own(d, program_info(d->query->program, root));
		collect_keys(d);
		return all_use_older_call(d) ? d->user : NULL;
	}
	const struct function_info *info = program_info(d->query->program, root);
	if (!root->internal || info->address_taken || info->callers->len != 1)
		return NULL;
	return decide_from(d, ((struct call_ref *)info->callers->pdata[0])->caller);
}

struct outcome *probe_decides(const struct flow_query *query, const struct cfg_function *f, GHashTable *wanted)
{
	struct deciding d = {.query = query, .wanted = wanted, .probe = probe_site(query, f)};
	if (!d.probe || !probe_is_probe(query->rule, d.probe))
		return NULL;
	d.own = g_hash_table_new(NULL, NULL);
	d.keys = g_hash_table_new(NULL, NULL);
	d.seen = g_hash_table_new(NULL, NULL);
	const struct cfg_function *user = decide_from(&d, f);
	g_hash_table_unref(d.own);
	g_hash_table_unref(d.keys);
	g_hash_table_unref(d.seen);
	if (!user)
		return NULL;
	return probe_say_handled(f, &d.probe->range,
				 g_strdup_printf("a probe: when it fails, %s() uses the older call", user->name));
}
