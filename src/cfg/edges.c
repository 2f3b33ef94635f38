/* The one place that knows which terminators and statements name blocks. */
#include "cfg/edges.h"

static void visit_target(int *target, void (*visit)(int *target, void *data), void *data)
{
	if (*target != -1)
		visit(target, data);
}

void cfg_block_each_edge(struct cfg_block *block, void (*visit)(int *target, void *data), void *data)
{
	for (unsigned i = 0; i < block->stmts->len; i++) {
		struct cfg_stmt *s = g_ptr_array_index(block->stmts, i);
		visit_target(&s->unwind, visit, data);
	}
	struct cfg_term *term = &block->term;
	visit_target(&term->then, visit, data);
	for (unsigned i = 0; i < term->n_cases; i++)
		visit_target(&term->cases[i].block, visit, data);
	visit_target(&term->else_, visit, data);
}
