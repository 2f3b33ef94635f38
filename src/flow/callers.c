/* Whether asking a caller can change a verdict: it could fall back once the call below it has failed. What it does
 * before that call is over by then; what stands in another arm may be the next attempt's. */
#include "flow/callers.h"

#include "util/set.h"

#include "flow/program_internal.h"

static bool falls_back_somewhere(const struct function_info *info, GHashTable *seen)
{
	if (!(info->interest & INTEREST_FALLBACK) || !g_hash_table_add(seen, (gpointer)info))
		return false;
	if (info->own_interest & INTEREST_FALLBACK)
		return true;
	for (guint i = 0; i < info->callees->len; i++)
		if (falls_back_somewhere(info->callees->pdata[i], seen))
			return true;
	return false;
}

static GHashTable *copy_of(GHashTable *set)
{
	GHashTable *copy = g_hash_table_new(NULL, NULL);
	set_add_all(copy, set);
	return copy;
}

static bool stmt_falls_back(const struct program *p, const struct rule *rule, const struct function_info *caller,
			    const struct cfg_stmt *s, GHashTable *on_the_way)
{
	if (s->kind != CFG_CALL)
		return false;
	g_autoptr(GHashTable) seen = copy_of(on_the_way);
	for (guint i = 0; s->callee->kind != CFG_FUNC && i < caller->callees->len; i++)
		if (falls_back_somewhere(caller->callees->pdata[i], seen)) /* a pointer may lead there */
			return true;
	if (s->callee->kind != CFG_FUNC)
		return false;
	for (guint i = 0; i < rule->fallbacks->len; i++)
		if (((struct rule_call *)rule->fallbacks->pdata[i])->name == s->callee->name)
			return true;
	const struct cfg_function *callee = program_find(p, s->callee->name, caller->function->path);
	return callee && falls_back_somewhere(program_info(p, callee), seen);
}

static void mark(int successor, void *data)
{
	guint8 *marks = data;
	if (!marks[successor])
		marks[successor] = 1;
}

/* Per block, 1 when it may come after the given one. */
static guint8 *blocks_after(const struct cfg_function *f, int block)
{
	guint8 *marks = g_malloc0(f->blocks->len + 1);
	bool changed = true;
	cfg_successors(f, block, mark, marks);
	while (changed) {
		changed = false;
		for (guint b = 0; b < f->blocks->len; b++) {
			if (marks[b] != 1)
				continue;
			marks[b] = 2;
			cfg_successors(f, (int)b, mark, marks);
			changed = true;
		}
	}
	return marks;
}

static bool find_stmt(const struct cfg_function *f, const struct cfg_stmt *stmt, int *out_block, guint *out_index)
{
	for (guint b = 0; b < f->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
		if (g_ptr_array_find((GPtrArray *)stmts, stmt, out_index)) {
			*out_block = (int)b;
			return true;
		}
	}
	return false;
}

bool caller_may_fall_back(const struct program *p, const struct rule *rule, const struct call_ref *ref,
			  GHashTable *on_the_way)
{
	const struct cfg_function *f = ref->caller;
	int at = 0;
	guint index = 0;
	if (!(ref->info->interest & INTEREST_FALLBACK))
		return false;
	if (!find_stmt(f, ref->stmt, &at, &index))
		return true;
	g_autofree guint8 *after = blocks_after(f, at);
	for (guint b = 0; b < f->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
		for (guint i = 0; i < stmts->len; i++) {
			if (stmts->pdata[i] == ref->stmt ||
			    !stmt_falls_back(p, rule, ref->info, stmts->pdata[i], on_the_way))
				continue;
			if (after[b] || ((int)b == at && i > index))
				return true;
			g_autofree guint8 *behind = blocks_after(f, (int)b);
			if (!behind[at] && (int)b != at)
				return true;
		}
	}
	return false;
}
