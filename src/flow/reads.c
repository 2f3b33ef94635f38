/* Backward over the blocks, with what callees read added at their calls; sets are bits over the names met. Computed for
 * a function when it is first asked for. */
#include "flow/reads.h"
#include "util/set.h"

#include <string.h>

#include "flow/program_internal.h"

struct reads {
	const struct program *program;
	GHashTable *own;     /* function -> GHashTable: names it reads itself */
	GHashTable *total;   /* function -> GHashTable: with what it calls */
	GHashTable *written; /* function -> GHashTable: names it writes, with what it calls */
	GHashTable *blocks;  /* function -> GHashTable ** per block */
};

static void free_blocks(gpointer data)
{
	GHashTable **sets = data;
	for (GHashTable **s = sets; *s; s++)
		g_hash_table_unref(*s);
	g_free(sets);
}

struct reads *reads_new(const struct program *program)
{
	struct reads *r = g_new0(struct reads, 1);
	r->program = program;
	r->own = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
	r->total = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
	r->written = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
	r->blocks = g_hash_table_new_full(NULL, NULL, NULL, free_blocks);
	return r;
}

void reads_free(struct reads *r)
{
	if (!r)
		return;
	g_hash_table_unref(r->own);
	g_hash_table_unref(r->total);
	g_hash_table_unref(r->written);
	g_hash_table_unref(r->blocks);
	g_free(r);
}

/* `place`: the expression is written to, or its address is formed: only what leads to it is read. */
static void add_expr(GHashTable *set, const struct cfg_function *f, const struct cfg_expr *e, bool place)
{
	if (!e)
		return;
	switch (e->kind) {
	case CFG_VAR:
		if (!place && cfg_var(f, e->var)->key)
			g_hash_table_add(set, (gpointer)cfg_var(f, e->var)->key);
		return;
	case CFG_FIELD:
		if (!place)
			g_hash_table_add(set, (gpointer)e->name);
		add_expr(set, f, e->a, true);
		return;
	case CFG_DEREF:
	case CFG_INDEX:
		if (!place)
			g_hash_table_add(set, (gpointer)READS_ANY);
		add_expr(set, f, e->a, false);
		add_expr(set, f, e->b, false);
		return;
	case CFG_ADDR: add_expr(set, f, e->a, true); return;
	default: add_expr(set, f, e->a, false); add_expr(set, f, e->b, false);
	}
}

static void add_stmt(GHashTable *set, const struct cfg_function *f, const struct cfg_stmt *s)
{
	add_expr(set, f, s->lhs, true);
	add_expr(set, f, s->rhs, false);
	add_expr(set, f, s->callee, false);
	for (unsigned i = 0; i < s->n_args; i++)
		add_expr(set, f, s->args[i], false);
}

static GHashTable *own_reads(struct reads *r, const struct cfg_function *f)
{
	GHashTable *set = g_hash_table_lookup(r->own, f);
	if (set)
		return set;
	set = g_hash_table_new(NULL, NULL);
	for (guint b = 0; b < f->blocks->len; b++) {
		const struct cfg_block *block = cfg_block(f, (int)b);
		for (guint i = 0; i < block->stmts->len; i++)
			add_stmt(set, f, block->stmts->pdata[i]);
		add_expr(set, f, block->term.cond, false);
	}
	g_hash_table_insert(r->own, (gpointer)f, set);
	return set;
}

static void collect_total(struct reads *r, const struct function_info *info, GHashTable *seen, GHashTable *into)
{
	if (!info || !g_hash_table_add(seen, (gpointer)info))
		return;
	set_add_all(into, own_reads(r, info->function));
	for (guint i = 0; i < info->callees->len; i++)
		collect_total(r, info->callees->pdata[i], seen, into);
}

GHashTable *reads_of(struct reads *r, const struct cfg_function *f)
{
	GHashTable *set = g_hash_table_lookup(r->total, f);
	if (set)
		return set;
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	set = g_hash_table_new(NULL, NULL);
	collect_total(r, program_info(r->program, f), seen, set);
	g_hash_table_insert(r->total, (gpointer)f, set);
	return set;
}

static void add_callee(struct reads *r, const struct cfg_function *f, const char *key, GHashTable *set)
{
	const struct cfg_function *callee = program_find(r->program, key, f->path);
	if (callee)
		set_add_all(set, reads_of(r, callee));
}

static void add_call(struct reads *r, const struct cfg_function *f, const struct cfg_stmt *s, GHashTable *set)
{
	if (s->callee->kind == CFG_FUNC) {
		add_callee(r, f, s->callee->name, set);
		return;
	}
	const GPtrArray *targets = program_pointer_targets(r->program, s);
	for (guint i = 0; targets && i < targets->len; i++)
		add_callee(r, f, targets->pdata[i], set);
}

struct join {
	GHashTable **sets, *into;
};

static void join_successor(int successor, void *data)
{
	struct join *j = data;
	set_add_all(j->into, j->sets[successor]);
}

static GHashTable **compute_blocks(struct reads *r, const struct cfg_function *f)
{
	guint n = f->blocks->len;
	GHashTable **sets = g_new0(GHashTable *, n + 1);
	for (guint b = 0; b < n; b++) {
		const struct cfg_block *block = cfg_block(f, (int)b);
		sets[b] = g_hash_table_new(NULL, NULL);
		for (guint i = 0; i < block->stmts->len; i++) {
			add_stmt(sets[b], f, block->stmts->pdata[i]);
			if (((struct cfg_stmt *)block->stmts->pdata[i])->kind == CFG_CALL)
				add_call(r, f, block->stmts->pdata[i], sets[b]);
		}
		add_expr(sets[b], f, block->term.cond, false);
	}
	bool changed = true;
	while (changed) {
		changed = false;
		for (guint b = n; b-- > 0;) {
			guint before = g_hash_table_size(sets[b]);
			cfg_successors(f, (int)b, join_successor, &(struct join){sets, sets[b]});
			changed |= g_hash_table_size(sets[b]) != before;
		}
	}
	return sets;
}

bool reads_later(struct reads *r, const struct cfg_function *f, int block, const char *name)
{
	GHashTable **sets = g_hash_table_lookup(r->blocks, f);
	if (!sets) {
		sets = compute_blocks(r, f);
		g_hash_table_insert(r->blocks, (gpointer)f, sets);
	}
	return g_hash_table_contains(sets[block], name);
}

/* --- writes ---------------------------------------------------------------------------------------------------------
 */

static void add_written(GHashTable *set, const struct cfg_function *f, const struct cfg_expr *e)
{
	if (!e)
		return;
	if (e->kind == CFG_VAR && cfg_var(f, e->var)->key)
		g_hash_table_add(set, (gpointer)cfg_var(f, e->var)->key);
	else if (e->kind == CFG_FIELD)
		g_hash_table_add(set, (gpointer)e->name);
	else if (e->kind != CFG_VAR)
		g_hash_table_add(set, (gpointer)READS_ANY);
}

static void collect_written(const struct function_info *info, GHashTable *seen, GHashTable *into)
{
	if (!g_hash_table_add(seen, (gpointer)info))
		return;
	for (guint b = 0; b < info->function->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(info->function, (int)b)->stmts;
		for (guint i = 0; i < stmts->len; i++)
			add_written(into, info->function, ((struct cfg_stmt *)stmts->pdata[i])->lhs);
	}
	for (guint i = 0; i < info->callees->len; i++)
		collect_written(info->callees->pdata[i], seen, into);
}

GHashTable *reads_written(struct reads *r, const struct cfg_function *f)
{
	GHashTable *set = g_hash_table_lookup(r->written, f);
	const struct function_info *info = program_info(r->program, f);
	if (set)
		return set;
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	set = g_hash_table_new(NULL, NULL);
	if (info)
		collect_written(info, seen, set);
	g_hash_table_insert(r->written, (gpointer)f, set);
	return set;
}
