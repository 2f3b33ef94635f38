/* One unit of several configurations: functions of a further one get a suffix to their key, so that both stay what they
 * are, and sites are numbered through; a site that an earlier one shows as well is not taken again. */
#include "ast/assemble.h"

#include <string.h>

#include "cfg/text.h"

static void suffix_expr(struct cfg_expr *e, GHashTable *renamed)
{
	if (!e)
		return;
	const char *to = e->kind == CFG_FUNC ? g_hash_table_lookup(renamed, e->name) : NULL;
	if (to)
		e->name = to;
	suffix_expr(e->a, renamed);
	suffix_expr(e->b, renamed);
}

static void each_stmt(struct cfg_function *f, void (*visit)(struct cfg_stmt *, void *), void *data)
{
	for (guint b = 0; b < f->blocks->len; b++) {
		const struct cfg_block *block = cfg_block(f, (int)b);
		for (guint i = 0; i < block->stmts->len; i++)
			visit(block->stmts->pdata[i], data);
	}
}

static void suffix_stmt(struct cfg_stmt *s, void *data)
{
	suffix_expr(s->lhs, data);
	suffix_expr(s->rhs, data);
	suffix_expr(s->callee, data);
	for (unsigned i = 0; i < s->n_args; i++)
		suffix_expr(s->args[i], data);
}

static void shift_site(struct cfg_stmt *s, void *data)
{
	if (s->site > 0)
		s->site += *(int *)data;
}

/* All functions of a further configuration become KEY@N, and call one another so. */
static void suffix_functions(GPtrArray *functions, unsigned config)
{
	g_autoptr(GHashTable) renamed = g_hash_table_new(NULL, NULL);
	for (guint i = 0; i < functions->len; i++) {
		struct cfg_function *f = functions->pdata[i];
		g_autofree char *key = g_strdup_printf("%s@%u", f->key, config + 1);
		const char *interned = g_intern_string(key);
		g_hash_table_insert(renamed, (gpointer)f->key, (gpointer)interned);
		f->key = interned;
	}
	for (guint i = 0; i < functions->len; i++) {
		struct cfg_function *f = functions->pdata[i];
		each_stmt(f, suffix_stmt, renamed);
		for (guint b = 0; b < f->blocks->len; b++)
			suffix_expr(cfg_block(f, (int)b)->term.cond, renamed);
	}
}

static bool has_site_at(const struct ast_unit *unit, const struct ast_site *s)
{
	for (guint i = 0; i < unit->sites->len; i++) {
		const struct ast_site *old = unit->sites->pdata[i];
		if (old->range.line == s->range.line && old->range.column == s->range.column)
			return true;
	}
	return false;
}

static const char *key_of(const GPtrArray *functions, const char *key, unsigned config)
{
	g_autofree char *suffixed = g_strdup_printf("%s@%u", key, config + 1);
	const char *interned = g_intern_string(suffixed);
	for (guint i = 0; config && i < functions->len; i++)
		if (((struct cfg_function *)functions->pdata[i])->key == interned)
			return interned;
	return key;
}

static void take_sites(struct ast_unit *unit, struct lower_unit *u, unsigned config, bool suffixed, int base)
{
	for (guint i = 0; i < u->site_list->len; i++) {
		struct ast_site *s = u->site_list->pdata[i];
		s->number += (unsigned)base;
		s->config = config;
		s->function_key = key_of(u->functions, s->function_key, suffixed ? config : 0);
		if (has_site_at(unit, s))
			continue; /* an earlier configuration shows it as well */
		g_ptr_array_add(unit->sites, s);
		u->site_list->pdata[i] = NULL;
	}
}

void assemble_code(struct ast_unit *unit, struct lower_unit *u, unsigned config, bool suffixed, int *base)
{
	int shift = *base;
	for (guint i = 0; i < u->functions->len; i++)
		each_stmt(u->functions->pdata[i], shift_site, &shift);
	*base += (int)u->site_list->len;
	if (suffixed)
		suffix_functions(u->functions, config);
	take_sites(unit, u, config, suffixed, shift);
	for (guint i = 0; i < u->functions->len; i++)
		g_ptr_array_add(unit->code->functions, u->functions->pdata[i]);
	g_ptr_array_set_free_func(u->functions, NULL);
	g_ptr_array_set_size(u->functions, 0);
	GHashTableIter it;
	gpointer value;
	g_hash_table_iter_init(&it, u->system);
	while (g_hash_table_iter_next(&it, &value, NULL))
		if (!g_ptr_array_find(unit->system, value, NULL))
			g_ptr_array_add(unit->system, value);
	g_autoptr(GPtrArray) globals = g_ptr_array_new();
	g_hash_table_iter_init(&it, u->globals);
	while (g_hash_table_iter_next(&it, NULL, &value))
		g_ptr_array_add(globals, ((struct lower_global *)value)->global);
	for (guint i = 0; i < globals->len; i++)
		g_ptr_array_add(unit->code->globals, g_memdup2(globals->pdata[i], sizeof(struct cfg_global)));
	for (guint i = 0; i < u->fields->len; i++)
		g_ptr_array_add(unit->code->field_funcs, g_memdup2(u->fields->pdata[i], sizeof(struct cfg_field_func)));
}

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int global_by_key(gconstpointer a, gconstpointer b)
{
	return strcmp((*(struct cfg_global *const *)a)->key, (*(struct cfg_global *const *)b)->key);
}

void assemble_sort(struct ast_unit *unit)
{
	g_ptr_array_sort(unit->code->globals, global_by_key);
	g_ptr_array_sort(unit->system, by_name);
}
