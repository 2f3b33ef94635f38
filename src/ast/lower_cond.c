/* Conditions: short-circuit operators, negations, commas and constants become branches, so that what is known on a path
 * is known in its blocks. */
#include "ast/lower.h"

#include <string.h>

void lower_branch(struct lower *l, struct cfg_expr *cond, CXCursor c, int yes, int no)
{
	while (cond->kind == CFG_UNARY && cond->op == CFG_NOT) {
		int swap = yes;

		yes = no;
		no = swap;
		cond = cond->a;
	}
	if (cond->kind == CFG_CONST)
		cfg_set_goto(l->f, l->block, cond->value ? yes : no);
	else
		lower_mark_term(l, cfg_set_branch(l->f, l->block, cond, yes, no), c);
}

/* The condition below conversions that do not change whether it is zero. */
static CXCursor without_conversions(CXCursor c)
{
	CXCursor child;

	while (lower_is_wrapper(c, &child)) {
		struct cx_int from = cx_int_type(clang_getCursorType(child)), to = cx_int_type(clang_getCursorType(c));

		if (c.kind != CXCursor_ParenExpr && to.bits != 1 && (!from.bits || !to.bits || to.bits < from.bits))
			break;
		c = child;
	}
	return c;
}

static void lower_both(struct lower *l, CXCursor c, int yes, int no, bool is_and)
{
	g_autoptr(GArray) operands = cx_operands(c);
	int next = cfg_add_block(l->f);

	lower_cond(l, cx_at(operands, 0), is_and ? next : yes, is_and ? no : next);
	lower_start(l, next);
	lower_cond(l, cx_at(operands, 1), yes, no);
}

static bool lower_cond_binary(struct lower *l, CXCursor c, int yes, int no)
{
	g_autoptr(GArray) operands = cx_operands(c);

	if (operands->len != 2)
		return false;
	switch (clang_getCursorBinaryOperatorKind(c)) {
	case CXBinaryOperator_LAnd: lower_both(l, c, yes, no, true); return true;
	case CXBinaryOperator_LOr: lower_both(l, c, yes, no, false); return true;
	case CXBinaryOperator_Comma:
		lower_effects(l, cx_at(operands, 0));
		lower_cond(l, cx_at(operands, 1), yes, no);
		return true;
	default: return false;
	}
}

static bool lower_cond_ternary(struct lower *l, CXCursor c, int yes, int no)
{
	g_autoptr(GArray) operands = cx_operands(c);

	if (operands->len != 3)
		return false;
	int first = cfg_add_block(l->f), second = cfg_add_block(l->f);

	lower_cond(l, cx_at(operands, 0), first, second);
	lower_start(l, first);
	lower_cond(l, cx_at(operands, 1), yes, no);
	lower_start(l, second);
	lower_cond(l, cx_at(operands, 2), yes, no);
	return true;
}

void lower_cond(struct lower *l, CXCursor c, int yes, int no)
{
	c = without_conversions(c);
	CXCursor inner = lower_expected(c);

	if (!cx_is_null(inner)) {
		lower_cond(l, inner, yes, no);
		return;
	}
	if (c.kind == CXCursor_UnaryOperator && clang_getCursorUnaryOperatorKind(c) == CXUnaryOperator_LNot) {
		g_autoptr(GArray) operands = cx_operands(c);

		lower_cond(l, cx_at(operands, 0), no, yes);
		return;
	}
	if (c.kind == CXCursor_BinaryOperator && lower_cond_binary(l, c, yes, no))
		return;
	if (c.kind == CXCursor_ConditionalOperator && lower_cond_ternary(l, c, yes, no))
		return;
	struct cfg_expr *e = lower_expr(l, c);

	lower_branch(l, e, c, yes, no);
}
