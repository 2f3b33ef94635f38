/* Where a function's address is kept: the variables and the members that it is put into from the start or by code, and
 * those that these are copied to, by way of locals and parameters as well. */
#include "flow/program_internal.h"
#include "util/set.h"

struct holders {
	const struct program *program;
	const char *key;
	GHashTable *variables; /* set of interned keys, and of struct cfg_var * for what has none */
	GHashTable *members;   /* set of interned names */
	bool changed;
};

static gconstpointer variable_of(const struct cfg_function *f, const struct cfg_expr *e)
{
	const struct cfg_var *v = cfg_var(f, e->var);
	return v->key ? (gconstpointer)v->key : v;
}

static bool is_held(const struct holders *h, const struct cfg_function *f, const struct cfg_expr *e)
{
	while (e && (e->kind == CFG_CAST || (e->kind == CFG_ADDR && e->a->kind == CFG_FUNC)))
		e = e->a;
	if (!e)
		return false;
	switch (e->kind) {
	case CFG_FUNC: return e->name == h->key;
	case CFG_VAR: return g_hash_table_contains(h->variables, variable_of(f, e));
	case CFG_FIELD: return g_hash_table_contains(h->members, e->name);
	default: return false;
	}
}

static void put(struct holders *h, const struct cfg_function *f, const struct cfg_expr *lhs)
{
	if (lhs->kind == CFG_FIELD)
		h->changed |= g_hash_table_add(h->members, (gpointer)lhs->name);
	else if (lhs->kind == CFG_VAR)
		h->changed |= g_hash_table_add(h->variables, (gpointer)variable_of(f, lhs));
}

static void hand_on(struct holders *h, const struct cfg_function *f, const struct cfg_stmt *call)
{
	const struct cfg_function *callee = NULL;
	for (unsigned i = 0; i < call->n_args; i++) {
		if (call->callee->kind != CFG_FUNC || !is_held(h, f, call->args[i]))
			continue;
		callee = callee ? callee : program_find(h->program, call->callee->name, f->path);
		if (callee && i < callee->n_params)
			h->changed |= g_hash_table_add(h->variables, cfg_var(callee, (int)i));
	}
}

static void follow_in(struct holders *h, const struct cfg_function *f)
{
	for (guint b = 0; b < f->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
		for (guint i = 0; i < stmts->len; i++) {
			const struct cfg_stmt *s = stmts->pdata[i];
			if (s->kind == CFG_CALL)
				hand_on(h, f, s);
			else if (s->lhs && is_held(h, f, s->rhs))
				put(h, f, s->lhs);
		}
	}
}

static void add_from_start(GHashTable *functions, const char *key, GHashTable *out)
{
	GHashTableIter it;
	gpointer holder, held;
	g_hash_table_iter_init(&it, functions);
	while (g_hash_table_iter_next(&it, &holder, &held))
		if (g_ptr_array_find(held, key, NULL))
			g_hash_table_add(out, holder);
}

static bool follow(struct holders *h)
{
	const struct program *p = h->program;
	GHashTableIter it;
	gpointer parameter, held;
	add_from_start(p->global_functions, h->key, h->variables);
	add_from_start(p->field_functions, h->key, h->members);
	g_hash_table_iter_init(&it, p->param_functions);
	while (g_hash_table_iter_next(&it, &parameter, &held))
		if (g_ptr_array_find(held, h->key, NULL))
			g_hash_table_add(h->variables, parameter);
	if (g_hash_table_size(h->variables) + g_hash_table_size(h->members) == 0)
		return false;
	for (h->changed = true; h->changed;) {
		h->changed = false;
		for (guint i = 0; i < p->functions->len; i++)
			follow_in(h, p->functions->pdata[i]);
	}
	return true;
}

/* The variables that have a key: those with static storage. */
static void take_keys(const struct holders *h, GHashTable *out)
{
	for (guint i = 0; i < h->program->functions->len; i++) {
		const struct cfg_function *f = h->program->functions->pdata[i];
		for (guint k = 0; k < f->vars->len; k++) {
			const char *key = cfg_var(f, (int)k)->key;
			if (key && g_hash_table_contains(h->variables, key))
				g_hash_table_add(out, (gpointer)key);
		}
	}
	GHashTableIter it;
	gpointer key;
	g_hash_table_iter_init(&it, h->program->globals);
	while (g_hash_table_iter_next(&it, &key, NULL))
		if (g_hash_table_contains(h->variables, key))
			g_hash_table_add(out, key);
}

void program_holders(const struct program *p, const char *key, GPtrArray *out_variables, GPtrArray *out_members)
{
	g_autoptr(GHashTable) variables = g_hash_table_new(NULL, NULL), members = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) keys = g_hash_table_new(NULL, NULL);
	struct holders h = {p, key, variables, members, false};
	if (!follow(&h))
		return;
	take_keys(&h, keys);
	list_add_keys(out_variables, keys);
	list_add_keys(out_members, members);
}

void holders_spread(struct program *p, const struct rule_set *rules)
{
	for (guint i = 0; i < rules->rules->len; i++) {
		const char *key = ((const struct rule *)rules->rules->pdata[i])->call.name;
		g_autoptr(GPtrArray) variables = g_ptr_array_new(), members = g_ptr_array_new();
		program_holders(p, key, variables, members);
		for (guint k = 0; k < variables->len; k++)
			program_add_target(p->global_functions, variables->pdata[k], key);
		for (guint k = 0; k < members->len; k++)
			program_add_target(p->field_functions, members->pdata[k], key);
	}
}
