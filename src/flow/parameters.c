/* Functions that are handed to other functions of the program as arguments, directly or from one parameter to the next:
 * what a call through such a parameter may lead to. A retry helper that is given the function to be tried is then one
 * of that function's callers. */
#include "flow/program_internal.h"

#define PASSES_MAX 20000 /* places where a parameter is handed on */

/* A parameter that is handed on to another one. */
struct pass {
	const struct cfg_var *from, *to;
};

static const struct cfg_expr *strip(const struct cfg_expr *e)
{
	while (e && (e->kind == CFG_CAST || (e->kind == CFG_ADDR && e->a->kind == CFG_FUNC)))
		e = e->a;
	return e;
}

static bool add(struct program *p, const struct cfg_var *parameter, const char *key)
{
	GPtrArray *list = g_hash_table_lookup(p->param_functions, parameter);
	if (!list) {
		list = g_ptr_array_new();
		g_hash_table_insert(p->param_functions, (gpointer)parameter, list);
	}
	if (g_ptr_array_find(list, key, NULL))
		return false;
	g_ptr_array_add(list, (gpointer)key);
	return true;
}

static void read_call(struct program *p, const struct cfg_function *f, const struct cfg_stmt *s, GArray *passes)
{
	const struct cfg_function *callee = NULL;
	for (unsigned i = 0; i < s->n_args; i++) {
		const struct cfg_expr *e = strip(s->args[i]);
		bool handed_on = e->kind == CFG_VAR && cfg_var(f, e->var)->kind == CFG_PARAM;
		if (e->kind != CFG_FUNC && !handed_on)
			continue;
		if (!callee && !(callee = program_find(p, s->callee->name, f->path)))
			return;
		if (i >= callee->n_params)
			return;
		struct pass pass = {handed_on ? cfg_var(f, e->var) : NULL, cfg_var(callee, (int)i)};
		if (!handed_on)
			add(p, pass.to, e->name);
		else if (passes->len < PASSES_MAX)
			g_array_append_val(passes, pass);
	}
}

static void hand_on(struct program *p, const GArray *passes)
{
	for (bool changed = g_hash_table_size(p->param_functions) > 0; changed;) {
		changed = false;
		for (guint i = 0; i < passes->len; i++) {
			const struct pass *pass = &g_array_index(passes, struct pass, i);
			const GPtrArray *list = g_hash_table_lookup(p->param_functions, pass->from);
			for (guint k = 0; list && k < list->len && pass->from != pass->to; k++)
				changed |= add(p, pass->to, list->pdata[k]);
		}
	}
}

void parameters_collect(struct program *p)
{
	g_autoptr(GArray) passes = g_array_new(FALSE, FALSE, sizeof(struct pass));
	for (guint i = 0; i < p->functions->len; i++) {
		const struct cfg_function *f = p->functions->pdata[i];
		for (guint b = 0; b < f->blocks->len; b++) {
			const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
			for (guint k = 0; k < stmts->len; k++) {
				const struct cfg_stmt *s = stmts->pdata[k];
				if (s->kind == CFG_CALL && s->callee->kind == CFG_FUNC && s->n_args)
					read_call(p, f, s, passes);
			}
		}
	}
	hand_on(p, passes);
}

const GPtrArray *program_parameter_functions(const struct program *p, const struct cfg_function *function, int var)
{
	return g_hash_table_lookup(p->param_functions, cfg_var(function, var));
}
