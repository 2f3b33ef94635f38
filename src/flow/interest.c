/* What following a call could change, per function and through everything it calls: an exploration goes into a function
 * only where its interest meets what the path is about, so that logging and bookkeeping stay opaque. */
#include "flow/program_internal.h"

#include <string.h>

#include "rules/library.h"

static bool is_fallback(const struct rule_set *rules, const char *interned)
{
	for (guint i = 0; i < rules->rules->len; i++) {
		const struct rule *r = rules->rules->pdata[i];
		for (guint k = 0; k < r->fallbacks->len; k++)
			if (((struct rule_call *)r->fallbacks->pdata[k])->name == interned)
				return true;
	}
	return false;
}

static bool is_errno(const struct cfg_function *f, const struct cfg_expr *e)
{
	return e->kind == CFG_VAR && cfg_var(f, e->var)->kind == CFG_GLOBAL &&
	       strcmp(cfg_var(f, e->var)->name, "errno") == 0;
}

/* A rule's call whose address is taken will be called through a pointer. */
static unsigned expr_interest(const struct program *p, const struct rule_set *rules, const struct cfg_function *f,
			      const struct cfg_expr *e)
{
	if (!e)
		return 0;
	unsigned found = expr_interest(p, rules, f, e->a) | expr_interest(p, rules, f, e->b);
	if (e->kind == CFG_ADDR && is_errno(f, e->a))
		found |= INTEREST_ERRNO_SET;
	if (e->kind == CFG_FUNC && rule_set_by_name(rules, e->name))
		return found | INTEREST_RULE;
	if (e->kind != CFG_VAR)
		return found;
	if (is_errno(f, e))
		return found | INTEREST_ERRNO;
	const char *key = cfg_var(f, e->var)->key;
	const struct cfg_global *g = key ? program_global(p, key) : NULL;
	return g && !g->constant ? found | INTEREST_FLAG : found;
}

/* Of a call through a pointer: the library's exit() and the like may lie in it. */
static bool may_end(const struct program *p, const struct cfg_function *f, const struct cfg_stmt *s)
{
	const struct pointer_call *c = program_pointer_call(p, s);
	for (guint i = 0; c && i < c->names->len; i++)
		if (library_does(c->names->pdata[i], LIBRARY_NO_RETURN) &&
		    !program_find(p, c->names->pdata[i], f->path))
			return true;
	return false;
}

static unsigned stmt_interest(const struct program *p, const struct rule_set *rules, const struct cfg_function *f,
			      const struct cfg_stmt *s)
{
	unsigned found = expr_interest(p, rules, f, s->lhs) | expr_interest(p, rules, f, s->rhs);
	if (s->lhs && is_errno(f, s->lhs))
		found |= INTEREST_ERRNO_SET;
	if (s->lhs && s->lhs->kind != CFG_VAR)
		found |= INTEREST_OUT;
	if (s->kind != CFG_CALL)
		return found;
	for (unsigned i = 0; i < s->n_args; i++)
		found |= expr_interest(p, rules, f, s->args[i]);
	if (s->noreturn || may_end(p, f, s))
		found |= INTEREST_STOP;
	if (s->callee->kind != CFG_FUNC)
		return found | expr_interest(p, rules, f, s->callee);
	if (s->callee->name == g_intern_static_string(CFG_LOST))
		found |= INTEREST_LOST;
	const struct library_function *known = library_find(s->callee->name);
	if (known && known->fills)
		found |= INTEREST_OUT;
	if (is_fallback(rules, s->callee->name))
		found |= INTEREST_RULE | INTEREST_FALLBACK;
	else if (rule_set_by_name(rules, s->callee->name))
		found |= INTEREST_RULE;
	if (rule_set_restores(rules, s->callee->name))
		found |= INTEREST_RESTORE | INTEREST_SETS;
	else if (library_does(s->callee->name, LIBRARY_CLOSES))
		found |= INTEREST_RESTORE;
	return found;
}

static void reaches_end(int successor, void *data)
{
	struct {
		const guint8 *ends;
		bool any;
	} *w = data;
	w->any |= w->ends[successor];
}

/* Some part of the function is never left again: a loop without end. */
static bool may_stay(const struct cfg_function *f)
{
	g_autofree guint8 *ends = g_malloc0(f->blocks->len + 1);
	for (guint b = 0; b < f->blocks->len; b++) {
		enum cfg_term_kind kind = cfg_block(f, (int)b)->term.kind;
		ends[b] = kind == CFG_RETURN || kind == CFG_THROW || kind == CFG_STOP;
	}
	for (bool changed = true; changed;) {
		changed = false;
		for (guint b = f->blocks->len; b-- > 0;) {
			struct {
				const guint8 *ends;
				bool any;
			} w = {ends, false};
			if (ends[b])
				continue;
			cfg_successors(f, (int)b, reaches_end, &w);
			ends[b] = w.any;
			changed |= w.any;
		}
	}
	return memchr(ends, 0, f->blocks->len) != NULL;
}

static unsigned own_interest(const struct program *p, const struct rule_set *rules, const struct cfg_function *f)
{
	unsigned found = may_stay(f) ? INTEREST_STOP : 0;
	for (guint b = 0; b < f->blocks->len; b++) {
		const struct cfg_block *block = cfg_block(f, (int)b);
		for (guint i = 0; i < block->stmts->len; i++)
			found |= stmt_interest(p, rules, f, block->stmts->pdata[i]);
		found |= expr_interest(p, rules, f, block->term.cond);
		if (block->term.kind == CFG_THROW)
			found |= INTEREST_STOP;
	}
	return found;
}

void interest_compute(struct program *p, const struct rule_set *rules)
{
	for (guint i = 0; i < p->functions->len; i++) {
		struct function_info *info = g_hash_table_lookup(p->infos, p->functions->pdata[i]);
		info->own_interest = own_interest(p, rules, info->function);
		info->interest = info->own_interest;
		info->size = info->function->blocks->len;
	}
	bool changed = true;
	while (changed) {
		changed = false;
		for (guint i = 0; i < p->functions->len; i++) {
			struct function_info *info = g_hash_table_lookup(p->infos, p->functions->pdata[i]);
			unsigned interest = info->interest, size = info->function->blocks->len;
			for (guint k = 0; k < info->callees->len; k++) {
				const struct function_info *callee = info->callees->pdata[k];
				interest |= callee->interest & ~(unsigned)INTEREST_SETS;
				size = MIN(size + callee->size, INTEREST_SIZE_MAX);
			}
			changed |= interest != info->interest || size != info->size;
			info->interest = interest;
			info->size = size;
		}
	}
}
