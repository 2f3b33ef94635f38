/* Which local variables still matter where: the classic backward analysis over the blocks. States forget dead
 * variables, so that paths that differ only in what is over meet again. */
#include "flow/program_internal.h"

#include <string.h>

void cfg_successors(const struct cfg_function *f, int index, void (*visit)(int, void *), void *data)
{
	const struct cfg_block *block = cfg_block(f, index);
	const struct cfg_term *t = &block->term;
	for (guint i = 0; i < block->stmts->len; i++) {
		const struct cfg_stmt *s = block->stmts->pdata[i];
		if (s->kind == CFG_CALL && s->unwind >= 0)
			visit(s->unwind, data);
	}
	switch (t->kind) {
	case CFG_GOTO: visit(t->then, data); break;
	case CFG_BRANCH:
		visit(t->then, data);
		visit(t->else_, data);
		break;
	case CFG_SWITCH:
		for (unsigned i = 0; i < t->n_cases; i++)
			visit(t->cases[i].block, data);
		visit(t->else_, data);
		break;
	case CFG_THROW:
		if (t->else_ >= 0)
			visit(t->else_, data);
		break;
	case CFG_RETURN:
	case CFG_STOP: break;
	}
}

static void use_expr(guint8 *bits, const struct cfg_expr *e)
{
	if (!e)
		return;
	if (e->kind == CFG_VAR)
		bits[e->var / 8] |= (guint8)(1u << (e->var % 8));
	use_expr(bits, e->a);
	use_expr(bits, e->b);
}

/* What is written to is not read: of s.f neither s nor what f was; of p->f only p is. */
static void use_place(guint8 *bits, const struct cfg_expr *e)
{
	while (e && e->kind == CFG_FIELD)
		e = e->a;
	if (e && e->kind != CFG_VAR)
		use_expr(bits, e);
}

static void step_stmt(guint8 *bits, const struct cfg_stmt *s)
{
	if (s->lhs && s->lhs->kind == CFG_VAR)
		bits[s->lhs->var / 8] &= (guint8) ~(1u << (s->lhs->var % 8));
	else
		use_place(bits, s->lhs);
	use_expr(bits, s->rhs);
	use_expr(bits, s->callee);
	for (unsigned i = 0; i < s->n_args; i++)
		use_expr(bits, s->args[i]);
}

struct join {
	guint8 **live;
	guint8 *into;
	unsigned bytes;
};

static void join_successor(int successor, void *data)
{
	struct join *j = data;
	for (unsigned i = 0; i < j->bytes; i++)
		j->into[i] |= j->live[successor][i];
}

guint8 **liveness_compute(const struct cfg_function *f)
{
	guint n = f->blocks->len;
	unsigned bytes = f->vars->len / 8 + 1;
	guint8 **live = g_new0(guint8 *, n + 1);
	g_autofree guint8 *bits = g_malloc0(bytes);
	for (guint i = 0; i < n; i++)
		live[i] = g_malloc0(bytes);
	bool changed = true;
	while (changed) {
		changed = false;
		for (guint b = n; b-- > 0;) {
			const struct cfg_block *block = cfg_block(f, (int)b);
			memset(bits, 0, bytes);
			cfg_successors(f, (int)b, join_successor, &(struct join){live, bits, bytes});
			use_expr(bits, block->term.cond);
			for (guint i = block->stmts->len; i-- > 0;)
				step_stmt(bits, block->stmts->pdata[i]);
			if (memcmp(bits, live[b], bytes) != 0) {
				memcpy(live[b], bits, bytes);
				changed = true;
			}
		}
	}
	return live;
}

struct walk {
	const struct cfg_function *f;
	guint8 *state; /* 0 new, 1 on the stack, 2 done */
	guint8 *heads;
	GArray *stack;
};

static void walk_edge(int successor, void *data)
{
	struct walk *w = data;
	if (w->state[successor] == 1)
		w->heads[successor] = 1;
	else if (w->state[successor] == 0)
		g_array_append_val(w->stack, successor);
}

/* Depth first with a stack of its own: a function may have as many blocks as it likes. */
guint8 *loop_heads_compute(const struct cfg_function *f)
{
	struct walk w = {f, g_malloc0(f->blocks->len + 1), g_malloc0(f->blocks->len + 1),
			 g_array_new(FALSE, FALSE, sizeof(int))};
	if (f->blocks->len)
		g_array_append_val(w.stack, (int){0});
	while (w.stack->len) {
		int top = g_array_index(w.stack, int, w.stack->len - 1);
		if (w.state[top] != 0) {
			w.state[top] = 2;
			g_array_set_size(w.stack, w.stack->len - 1);
			continue;
		}
		w.state[top] = 1;
		cfg_successors(f, top, walk_edge, &w);
	}
	g_array_unref(w.stack);
	g_free(w.state);
	return w.heads;
}

struct order_walk {
	const struct cfg_function *f;
	guint *order; /* 0: not seen yet */
	GArray *stack, *opened;
};

static void order_edge(int successor, void *data)
{
	struct order_walk *w = data;
	if (w->order[successor] == 0)
		g_array_append_val(w->stack, successor);
}

guint *block_order_compute(const struct cfg_function *f)
{
	guint n = f->blocks->len, left = n;
	struct order_walk w = {f, g_new0(guint, n + 1), g_array_new(FALSE, FALSE, sizeof(int)),
			       g_array_new(FALSE, FALSE, sizeof(int))};
	if (n)
		g_array_append_val(w.stack, (int){0});
	while (w.stack->len) {
		int top = g_array_index(w.stack, int, w.stack->len - 1);
		if (w.order[top] == 0) {
			w.order[top] = n + 1; /* open: its successors are under way */
			g_array_append_val(w.opened, top);
			cfg_successors(f, top, order_edge, &w);
			continue;
		}
		g_array_set_size(w.stack, w.stack->len - 1);
		if (w.opened->len && g_array_index(w.opened, int, w.opened->len - 1) == top) {
			g_array_set_size(w.opened, w.opened->len - 1);
			w.order[top] = left--;
		}
	}
	g_array_unref(w.stack);
	g_array_unref(w.opened);
	return w.order;
}
