/* Tests of variables that any file may write. What they give is known where all that is ever written to them is: a bit
 * that nobody sets is never set, whatever the path did so far. */
#include "flow/explorer.h"

#include <string.h>

/* Conversions that leave what is no negative int as it is. */
static const struct cfg_expr *without_casts(const struct cfg_expr *e)
{
	while (e->kind == CFG_CAST && e->bits >= 32)
		e = e->a;
	return e;
}

/* A plain name: the linker's. */
static bool is_shared(const struct program *program, const struct cfg_var *var)
{
	const struct cfg_global *g = var->kind == CFG_GLOBAL && var->key ? program_global(program, var->key) : NULL;
	return g && !g->internal && !g->constant && strcmp(var->key, var->name) == 0 && strcmp(var->key, "errno") != 0;
}

static bool test_of(const struct program *program, const struct cfg_function *f, const struct cfg_expr *e,
		    struct known_test *out)
{
	if (e->kind != CFG_BINARY || (e->op != CFG_AND && e->op != CFG_EQ && e->op != CFG_NE))
		return false;
	const struct cfg_expr *a = without_casts(e->a), *b = without_casts(e->b);
	bool swapped = a->kind == CFG_CONST;
	const struct cfg_expr *var = swapped ? b : a, *n = swapped ? a : b;
	if (var->kind != CFG_VAR || n->kind != CFG_CONST || n->value < 0 || n->value > G_MAXINT32 ||
	    !is_shared(program, cfg_var(f, var->var)))
		return false;
	*out = (struct known_test){
		.key = cfg_var(f, var->var)->key, .name = cfg_var(f, var->var)->name, .op = e->op, .n = n->value};
	return true;
}

static bool may_be(const struct global_values *known, gint64 n)
{
	for (guint i = 0; i < known->n_values; i++)
		if (known->values[i] == n)
			return true;
	return known->n_values == 0 && !((guint64)n & ~known->bits);
}

static int result(const struct program *program, const struct known_test *test)
{
	const struct global_values *known = program_known(program, test->key);
	if (!known)
		return -1;
	if (test->op == CFG_AND)
		return (guint64)test->n & known->bits ? -1 : 0;
	return may_be(known, test->n) ? -1 : test->op == CFG_NE;
}

int known_truth(const struct program *program, const struct cfg_function *f, const struct cfg_expr *e)
{
	struct known_test test;
	return test_of(program, f, e, &test) ? result(program, &test) : -1;
}

bool known_decides(const struct program *program, const struct cfg_function *f, const struct cfg_expr *e,
		   struct known_test *out)
{
	if (!e)
		return false;
	if (test_of(program, f, e, out))
		return result(program, out) >= 0;
	return known_decides(program, f, e->a, out) || known_decides(program, f, e->b, out);
}

/* --- what turns on them ---------------------------------------------------------------------------------------------
 */

/* A function that is explored writes a constant to it: it may be a flag. */
static bool may_be_flag(const struct explorer *x, const char *key)
{
	const GArray *writes = program_writes(x->program, key);
	for (guint i = 0; writes && i < writes->len; i++) {
		const struct global_write *w = &g_array_index(writes, struct global_write, i);
		if (w->is_const && g_hash_table_contains(x->tree, w->function))
			return true;
	}
	return false;
}

/* The variable of the first test in the expression; NULL. */
static const char *tested_in(const struct explorer *x, const struct cfg_function *f, const struct cfg_expr *e)
{
	struct known_test test;
	if (!e)
		return NULL;
	if (test_of(x->program, f, e, &test))
		return test.key;
	if (e->kind == CFG_VAR && is_shared(x->program, cfg_var(f, e->var)) && may_be_flag(x, cfg_var(f, e->var)->key))
		return cfg_var(f, e->var)->key;
	const char *key = tested_in(x, f, e->a);
	return key ? key : tested_in(x, f, e->b);
}

void known_note_test(struct explorer *x, const struct state *s, const struct cfg_expr *cond)
{
	if (!s->attempt.pending && !s->attempt.following)
		return;
	const char *key = tested_in(x, state_top(s)->function, cond);
	if (key && !program_known(x->program, key))
		g_hash_table_add(s->attempt.pending ? x->tested_pending : x->tested_following, (gpointer)key);
}

/* --- the start ------------------------------------------------------------------------------------------------------
 */

static bool is_in_tree(const struct explorer *x, const struct cfg_function *f)
{
	return g_hash_table_contains(x->tree, f);
}

/* Nobody but what is explored calls it: it writes when an invocation does. */
static bool is_private(const struct explorer *x, const struct cfg_function *f)
{
	const struct function_info *info = program_info(x->program, f);
	if (f == x->root)
		return true;
	if (!f->internal || info->address_taken)
		return false;
	for (guint i = 0; i < info->callers->len; i++)
		if (!is_in_tree(x, ((struct call_ref *)info->callers->pdata[i])->caller))
			return false;
	return true;
}

static bool is_explored(const struct explorer *x, const struct global_writer *w)
{
	GHashTableIter it;
	gpointer f;
	g_hash_table_iter_init(&it, x->tree);
	while (g_hash_table_iter_next(&it, &f, NULL)) {
		const struct cfg_function *function = f;
		if (function->name == w->function && function->path == w->path)
			return is_private(x, function);
	}
	return false;
}

/* A function of this name in this file is part of the program. */
static bool is_lowered(const struct program *program, const struct global_writer *w)
{
	const GPtrArray *functions = program_functions(program);
	for (guint i = 0; i < functions->len; i++) {
		const struct cfg_function *f = functions->pdata[i];
		if (f->name == w->function && f->path == w->path)
			return true;
	}
	return false;
}

bool known_closed(const struct program *program, const char *key)
{
	const struct global_values *known = program_known(program, key);
	if (!known || !known->computed || known->scattered)
		return false;
	for (guint i = 0; i < known->n_writers; i++)
		if (!is_lowered(program, &known->writers[i]))
			return false;
	return true;
}

bool known_writes_alone(const struct explorer *x, const struct cfg_function *f)
{
	return is_private(x, f);
}

bool known_start(const struct explorer *x, const char *key, struct range *out)
{
	const struct global_values *known = program_known(x->program, key);
	if (!known || known->scattered || known->n_values == 0)
		return false;
	for (guint i = 0; i < known->n_writers; i++)
		if (!is_explored(x, &known->writers[i]))
			return false;
	*out = range_of(known->values[0], known->values[known->n_values - 1]);
	return true;
}
