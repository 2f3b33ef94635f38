/* What every consumer of a graph relies on, checked once: for bytes that came over a pipe or were written by hand, and
 * for the lowering's own tests. */
#include "cfg/cfg.h"

#include <string.h>

#include "cfg/edges.h"

struct check {
	const struct cfg_function *f;
	int block; /* -1: outside any */
	GError **error;
	bool ok;
};

static void fail(struct check *c, const char *what)
{
	if (!c->ok)
		return;
	c->ok = false;
	if (c->block < 0) {
		g_set_error(c->error, CFG_ERROR, CFG_ERROR_INVALID, "function %s: %s", c->f->key, what);
		return;
	}
	const char *label = cfg_block(c->f, c->block)->label;
	g_set_error(c->error, CFG_ERROR, CFG_ERROR_INVALID, "function %s, block %d%s%s: %s", c->f->key, c->block,
		    label ? " " : "", label ? label : "", what);
}

static void check_expr(struct check *c, const struct cfg_expr *e, unsigned depth);

static bool has_operands(struct check *c, const struct cfg_expr *e, unsigned depth)
{
	bool two = e->kind == CFG_INDEX || e->kind == CFG_BINARY;
	if (!e->a || (two && !e->b)) {
		fail(c, "an operand is missing");
		return false;
	}
	check_expr(c, e->a, depth + 1);
	if (two)
		check_expr(c, e->b, depth + 1);
	return c->ok;
}

static const char *expr_fault(const struct cfg_function *f, const struct cfg_expr *e)
{
	switch (e->kind) {
	case CFG_VAR:
		return e->var < 0 || (unsigned)e->var >= f->vars->len ? "a variable's number is out of range" : NULL;
	case CFG_FUNC:
	case CFG_STRING:
	case CFG_FIELD: return e->name ? NULL : "a function, string or field has no name";
	case CFG_ADDR: return cfg_expr_is_lvalue(e->a) ? NULL : "the address of something that is no lvalue";
	case CFG_UNARY: return e->op <= CFG_COMPL ? NULL : "a unary expression has a binary operator";
	case CFG_BINARY:
		return e->op > CFG_COMPL && e->op < CFG_OP_COUNT ? NULL : "a binary expression has a unary operator";
	case CFG_CAST: return e->bits >= 1 && e->bits <= 64 ? NULL : "a cast to a width that is not 1 to 64 bits";
	case CFG_CONST:
	case CFG_UNKNOWN:
	case CFG_DEREF:
	case CFG_INDEX: return NULL;
	}
	return "an expression of no known kind";
}

static void check_expr(struct check *c, const struct cfg_expr *e, unsigned depth)
{
	if (depth > CFG_MAX_DEPTH) {
		fail(c, "an expression is too deep");
		return;
	}
	bool leaf = e->kind <= CFG_UNKNOWN;
	if (!leaf && e->kind <= CFG_CAST && !has_operands(c, e, depth))
		return;
	const char *fault = expr_fault(c->f, e);
	if (fault)
		fail(c, fault);
}

static void check_stmt(struct check *c, const struct cfg_stmt *s)
{
	if (s->lhs) {
		if (!cfg_expr_is_lvalue(s->lhs))
			fail(c, "what is assigned to is no lvalue");
		check_expr(c, s->lhs, 1);
	}
	if (s->kind == CFG_ASSIGN) {
		if (s->rhs)
			check_expr(c, s->rhs, 1);
		else
			fail(c, "an assignment has no right side");
		return;
	}
	if (s->callee)
		check_expr(c, s->callee, 1);
	else
		fail(c, "a call has no callee");
	for (unsigned i = 0; i < s->n_args; i++) {
		if (s->args[i])
			check_expr(c, s->args[i], 1);
		else
			fail(c, "a call's argument is missing");
	}
}

static void check_edge(int *target, void *data)
{
	struct check *c = data;
	if (*target < 0 || (unsigned)*target >= c->f->blocks->len)
		fail(c, "a jump leads to no block");
}

static void check_term(struct check *c, const struct cfg_term *term)
{
	bool needs_cond = term->kind == CFG_BRANCH || term->kind == CFG_SWITCH;
	bool needs_then = term->kind == CFG_GOTO || term->kind == CFG_BRANCH;
	if (term->kind > CFG_STOP)
		fail(c, "the end of the block is of no known kind");
	if (needs_cond && !term->cond)
		fail(c, "a branch has no condition");
	if (term->cond)
		check_expr(c, term->cond, 1);
	if ((needs_then && term->then < 0) || (needs_cond && term->else_ < 0))
		fail(c, "a jump leads nowhere");
	for (unsigned i = 0; i < term->n_cases; i++) {
		if (term->cases[i].low > term->cases[i].high)
			fail(c, "a case's range is empty");
		if (term->cases[i].block < 0)
			fail(c, "a case leads nowhere");
	}
}

static void check_vars(struct check *c)
{
	unsigned errnos = 0;
	for (unsigned i = 0; i < c->f->vars->len; i++) {
		const struct cfg_var *var = cfg_var(c->f, (int)i);
		if ((var->kind == CFG_PARAM) != (i < c->f->n_params))
			fail(c, "the parameters are not the first variables");
		if (!var->name)
			fail(c, "a variable has no name");
		if ((var->kind == CFG_STATIC || var->kind == CFG_GLOBAL) && !var->key)
			fail(c, "a static or global variable has no key");
		errnos += var->kind == CFG_GLOBAL && g_strcmp0(var->name, "errno") == 0;
	}
	if (c->f->n_params > c->f->vars->len)
		fail(c, "there are more parameters than variables");
	if (errnos > 1)
		fail(c, "errno is declared twice");
}

bool cfg_function_check(const struct cfg_function *f, GError **error)
{
	struct check c = {f, -1, error, true};
	check_vars(&c);
	if (f->blocks->len == 0)
		fail(&c, "there is no entry block");
	for (unsigned i = 0; i < f->blocks->len && c.ok; i++) {
		struct cfg_block *block = cfg_block(f, (int)i);
		c.block = (int)i;
		for (unsigned j = 0; j < block->stmts->len; j++)
			check_stmt(&c, g_ptr_array_index(block->stmts, j));
		check_term(&c, &block->term);
		cfg_block_each_edge(block, check_edge, &c);
	}
	return c.ok;
}
