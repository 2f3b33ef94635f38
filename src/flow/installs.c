/* A probe that picks a function: what makes the call is put into a variable or a member when it works, and what makes
 * the older call is there when it does not. It is handled where no call of the rule's is come to while it fails, that
 * is the probe's doing, and each other function that those places hold makes the older call on every path. */
#include "flow/explorer.h"

#include "flow/program_internal.h"

struct walk {
	const struct rule *rule;
	const struct cfg_function *function;
	GHashTable *seen; /* set of blocks + 1 */
	bool misses;      /* some path comes to an end without it */
};

static bool makes_fallback(const struct rule *rule, const struct cfg_block *block)
{
	for (guint i = 0; i < block->stmts->len; i++) {
		const struct cfg_stmt *s = block->stmts->pdata[i];
		if (s->kind != CFG_CALL || s->callee->kind != CFG_FUNC)
			continue;
		for (guint k = 0; k < rule->fallbacks->len; k++)
			if (((struct rule_call *)rule->fallbacks->pdata[k])->name == s->callee->name)
				return true;
	}
	return false;
}

static void walk_on(int block, void *data)
{
	struct walk *w = data;
	const struct cfg_block *b = cfg_block(w->function, block);
	if (w->misses || !g_hash_table_add(w->seen, GINT_TO_POINTER(block + 1)) || makes_fallback(w->rule, b))
		return;
	w->misses = b->term.kind == CFG_RETURN || b->term.kind == CFG_THROW || b->term.kind == CFG_STOP;
	cfg_successors(w->function, block, walk_on, w);
}

static bool makes_older_call(const struct rule *rule, const struct cfg_function *f)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	struct walk w = {rule, f, seen, false};
	walk_on(0, &w);
	return !w.misses;
}

/* What is held beside the function makes the older call, all of it: one of them in *out_older. */
static bool make_older_call(const struct flow_query *q, const struct cfg_function *f, const GPtrArray *held,
			    const struct cfg_function **out_older)
{
	for (guint i = 0; held && i < held->len; i++) {
		const struct cfg_function *other = program_find(q->program, held->pdata[i], f->path);
		if (held->pdata[i] == f->key)
			continue;
		if (!other || !makes_older_call(q->rule, other))
			return false;
		*out_older = other;
	}
	return true;
}

static bool others_make_older_call(const struct flow_query *q, const struct cfg_function *f,
				   const struct cfg_function **out_older)
{
	const struct program *p = q->program;
	g_autoptr(GPtrArray) variables = g_ptr_array_new(), members = g_ptr_array_new();
	program_holders(p, f->key, variables, members);
	for (guint i = 0; i < variables->len; i++)
		if (!make_older_call(q, f, program_known_functions(p, variables->pdata[i]), out_older))
			return false;
	for (guint i = 0; i < members->len; i++)
		if (!make_older_call(q, f, program_field_functions(p, members->pdata[i]), out_older))
			return false;
	return *out_older != NULL;
}

/* The call is no probe: its function is only ever put somewhere when the probe works. */
static bool is_kept_out(const struct flow_query *query, const struct cfg_function *f, const struct cfg_stmt *site,
			const struct cfg_stmt *probe, GHashTable *wanted, const struct cfg_function **out_older)
{
	struct flow_query q = *query;
	q.function_key = f->key;
	q.path = f->path;
	q.site = (unsigned)site->site;
	return !probe_is_come_to(&q, f, site, NULL, wanted) && probe_is_come_to(&q, f, site, probe, NULL) &&
	       others_make_older_call(&q, f, out_older);
}

const struct cfg_function *probe_installs(const struct flow_query *query, const struct cfg_stmt *probe,
					  GHashTable *wanted)
{
	const GPtrArray *functions = program_functions(query->program);
	const struct cfg_function *older = NULL;
	for (guint i = 0; i < functions->len; i++) {
		const struct cfg_function *f = functions->pdata[i];
		g_autoptr(GPtrArray) sites = probe_sites(query->rule, f);
		for (guint k = 0; k < sites->len; k++)
			if (!probe_is_probe(query->rule, sites->pdata[k]) &&
			    !is_kept_out(query, f, sites->pdata[k], probe, wanted, &older))
				return NULL;
	}
	return older;
}
