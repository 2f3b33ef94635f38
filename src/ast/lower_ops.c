/* Operators. Assignments and ++ become statements where they are evaluated; unsigned arithmetic of 32 bits and less is
 * brought back into its range by a cast; a 64-bit unsigned comparison with zero, which mathematical integers would get
 * wrong, is decided here. */
#include "ast/lower.h"

static const struct {
	enum CXBinaryOperatorKind cx;
	enum cfg_op op;
} binary_ops[] = {
	{CXBinaryOperator_Mul, CFG_MUL},       {CXBinaryOperator_Div, CFG_DIV},
	{CXBinaryOperator_Rem, CFG_REM},       {CXBinaryOperator_Add, CFG_ADD},
	{CXBinaryOperator_Sub, CFG_SUB},       {CXBinaryOperator_Shl, CFG_SHL},
	{CXBinaryOperator_Shr, CFG_SHR},       {CXBinaryOperator_LT, CFG_LT},
	{CXBinaryOperator_GT, CFG_GT},         {CXBinaryOperator_LE, CFG_LE},
	{CXBinaryOperator_GE, CFG_GE},         {CXBinaryOperator_EQ, CFG_EQ},
	{CXBinaryOperator_NE, CFG_NE},         {CXBinaryOperator_And, CFG_AND},
	{CXBinaryOperator_Xor, CFG_XOR},       {CXBinaryOperator_Or, CFG_OR},
	{CXBinaryOperator_MulAssign, CFG_MUL}, {CXBinaryOperator_DivAssign, CFG_DIV},
	{CXBinaryOperator_RemAssign, CFG_REM}, {CXBinaryOperator_AddAssign, CFG_ADD},
	{CXBinaryOperator_SubAssign, CFG_SUB}, {CXBinaryOperator_ShlAssign, CFG_SHL},
	{CXBinaryOperator_ShrAssign, CFG_SHR}, {CXBinaryOperator_AndAssign, CFG_AND},
	{CXBinaryOperator_XorAssign, CFG_XOR}, {CXBinaryOperator_OrAssign, CFG_OR},
};

static bool find_op(enum CXBinaryOperatorKind kind, enum cfg_op *out_op)
{
	for (size_t i = 0; i < G_N_ELEMENTS(binary_ops); i++)
		if (binary_ops[i].cx == kind) {
			*out_op = binary_ops[i].op;
			return true;
		}
	return false;
}

static bool wraps(enum cfg_op op)
{
	return op == CFG_ADD || op == CFG_SUB || op == CFG_MUL || op == CFG_SHL || op == CFG_NEG || op == CFG_COMPL;
}

/* The result in its type's range: unsigned arithmetic wraps around. */
static struct cfg_expr *in_range(struct lower *l, struct cfg_expr *e, enum cfg_op op, CXType type)
{
	struct cx_int t = cx_int_type(type);

	if (!t.bits || t.is_signed || t.bits >= 64 || !wraps(op))
		return e;
	if (e->kind == CFG_CONST)
		return cfg_const(l->f, (gint64)((guint64)e->value & ((G_GUINT64_CONSTANT(1) << t.bits) - 1)));
	return cfg_cast(l->f, e, t.bits, false);
}

static bool is_const(const struct cfg_expr *e, gint64 value)
{
	return e->kind == CFG_CONST && e->value == value;
}

static struct cfg_expr *compare_or_compute(struct lower *l, enum cfg_op op, struct cfg_expr *a, struct cfg_expr *b,
					   CXType operand_type, CXType type)
{
	struct cx_int t = cx_int_type(operand_type);
	bool never = t.bits == 64 && !t.is_signed;

	if (cx_is_float(type) || cx_is_float(operand_type))
		return cfg_unknown(l->f);
	if (never && op == CFG_LT && is_const(b, 0))
		return cfg_const(l->f, 0);
	if (never && op == CFG_GE && is_const(b, 0))
		return cfg_const(l->f, 1);
	return in_range(l, cfg_binary(l->f, op, a, b), op, type);
}

/* ---- assignment ---- */

static struct cfg_expr *bit_field_value(struct lower *l, CXCursor lhs, struct cfg_expr *value)
{
	CXCursor s = lower_strip(lhs);

	if (s.kind != CXCursor_MemberRefExpr)
		return value;
	CXCursor field = clang_getCursorReferenced(s);
	int width = cx_is_null(field) ? -1 : clang_getFieldDeclBitWidth(field);
	struct cx_int t = cx_int_type(clang_getCursorType(s));

	if (width <= 0 || width >= 63 || t.is_signed || t.bits <= 1)
		return value;
	gint64 mask = (G_GINT64_CONSTANT(1) << width) - 1;

	if (value->kind == CFG_CONST)
		return cfg_const(l->f, value->value & mask);
	return cfg_binary(l->f, CFG_AND, value, cfg_const(l->f, mask));
}

static bool is_bit_field(CXCursor lhs)
{
	CXCursor s = lower_strip(lhs);

	if (s.kind != CXCursor_MemberRefExpr)
		return false;
	CXCursor field = clang_getCursorReferenced(s);

	return !cx_is_null(field) && clang_Cursor_isBitField(field);
}

/* A place named by a variable and members of it: evaluating it has no effects and may be put off. */
static bool is_simple_place(CXCursor lhs)
{
	CXCursor s = lower_strip(lhs);

	if (s.kind == CXCursor_DeclRefExpr || s.kind == CXCursor_CXXThisExpr)
		return true;
	if (s.kind != CXCursor_MemberRefExpr)
		return false;
	g_autoptr(GArray) operands = cx_operands(s);

	return operands->len == 0 || is_simple_place(cx_at(operands, 0));
}

static struct cfg_expr *lower_assignment(struct lower *l, CXCursor c, CXCursor lhs, CXCursor rhs)
{
	struct cfg_expr *dest;

	if (is_bit_field(lhs)) {
		struct cfg_expr *value = lower_expr(l, rhs);

		dest = lower_lvalue(l, lhs);
		lower_assign(l, dest, bit_field_value(l, lhs, value), c);
	} else if (is_simple_place(lhs)) {
		dest = lower_lvalue(l, lhs);
		lower_into(l, dest, rhs, c);
	} else {
		struct cfg_expr *value = lower_expr(l, rhs);

		dest = lower_lvalue(l, lhs);
		lower_assign(l, dest, value, c);
	}
	return dest;
}

static struct cfg_expr *lower_compound_assignment(struct lower *l, CXCursor c, CXCursor lhs, CXCursor rhs)
{
	enum cfg_op op;
	CXType type = clang_getCursorType(lhs);
	struct cfg_expr *value = lower_expr(l, rhs);
	struct cfg_expr *dest = lower_lvalue(l, lhs);

	if (!find_op(clang_getCursorBinaryOperatorKind(c), &op) || cx_is_float(type) ||
	    cx_is_float(clang_getCursorType(rhs)))
		value = cfg_unknown(l->f);
	else
		value = in_range(l, cfg_binary(l->f, op, dest, value), op, type);
	struct cx_int t = cx_int_type(type);

	if (t.bits && t.bits < 32 && value->kind != CFG_CAST)
		value = cfg_cast(l->f, value, t.bits, t.is_signed);
	lower_assign(l, dest, bit_field_value(l, lhs, value), c);
	return dest;
}

static struct cfg_expr *lower_step(struct lower *l, CXCursor c, CXCursor operand, bool up, bool after, bool wanted)
{
	struct cfg_expr *place = lower_lvalue(l, operand);
	struct cfg_expr *before = after && wanted ? lower_save(l, place, c) : NULL;
	CXType type = clang_getCursorType(operand);
	enum cfg_op op = up ? CFG_ADD : CFG_SUB;
	struct cfg_expr *value =
		cx_is_float(type) ? cfg_unknown(l->f) : cfg_binary(l->f, op, place, cfg_const(l->f, 1));

	lower_assign(l, place, bit_field_value(l, operand, in_range(l, value, op, type)), c);
	return before ? before : place;
}

/* ---- unary ---- */

static struct cfg_expr *lower_indirection(struct lower *l, CXCursor operand)
{
	CXCursor s = lower_strip(operand);

	if (lower_is_errno_call(s))
		return lower_errno(l);
	struct cfg_expr *e = lower_expr(l, operand);

	if (e->kind == CFG_ADDR)
		return e->a;
	if (e->kind == CFG_FUNC) /* *f of a function is f again */
		return e;
	CXType type = clang_getCanonicalType(clang_getCursorType(operand));
	CXType pointee = clang_getCanonicalType(clang_getPointeeType(type));

	if (pointee.kind == CXType_FunctionProto || pointee.kind == CXType_FunctionNoProto)
		return e;
	return cfg_deref(l->f, e);
}

static struct cfg_expr *lower_arithmetic(struct lower *l, CXCursor c, CXCursor operand, enum cfg_op op)
{
	struct cfg_expr *e = lower_expr(l, operand);
	CXType type = clang_getCursorType(c);

	if (cx_is_float(type))
		return cfg_unknown(l->f);
	if (e->kind == CFG_CONST && op == CFG_NEG && e->value != G_MININT64)
		e = cfg_const(l->f, -e->value);
	else if (e->kind == CFG_CONST && op == CFG_COMPL)
		e = cfg_const(l->f, ~e->value);
	else
		e = cfg_unary(l->f, op, e);
	return in_range(l, e, op, type);
}

struct cfg_expr *lower_unary(struct lower *l, CXCursor c, bool wanted)
{
	g_autoptr(GArray) operands = cx_operands(c);
	CXCursor operand = cx_at(operands, 0);

	if (!operands->len)
		return cfg_unknown(l->f);
	switch (clang_getCursorUnaryOperatorKind(c)) {
	case CXUnaryOperator_PostInc: return lower_step(l, c, operand, true, true, wanted);
	case CXUnaryOperator_PostDec: return lower_step(l, c, operand, false, true, wanted);
	case CXUnaryOperator_PreInc: return lower_step(l, c, operand, true, false, wanted);
	case CXUnaryOperator_PreDec: return lower_step(l, c, operand, false, false, wanted);
	case CXUnaryOperator_AddrOf: return lower_address(l, operand);
	case CXUnaryOperator_Deref: return lower_indirection(l, operand);
	case CXUnaryOperator_Minus: return lower_arithmetic(l, c, operand, CFG_NEG);
	case CXUnaryOperator_Not: return lower_arithmetic(l, c, operand, CFG_COMPL);
	case CXUnaryOperator_LNot: {
		struct cfg_expr *e = lower_expr(l, operand);

		return e->kind == CFG_CONST ? cfg_const(l->f, !e->value) : cfg_unary(l->f, CFG_NOT, e);
	}
	case CXUnaryOperator_Plus:
	case CXUnaryOperator_Extension: return lower_expr(l, operand);
	default: lower_effects(l, operand); return cfg_unknown(l->f);
	}
}

/* ---- binary ---- */

static struct cfg_expr *lower_computation(struct lower *l, CXCursor c, CXCursor lhs, CXCursor rhs)
{
	enum cfg_op op;
	struct cfg_expr *a = lower_expr(l, lhs);
	struct cfg_expr *b = lower_expr(l, rhs);

	if (!find_op(clang_getCursorBinaryOperatorKind(c), &op))
		return cfg_unknown(l->f);
	return compare_or_compute(l, op, a, b, clang_getCursorType(lhs), clang_getCursorType(c));
}

/* a && b for its effects. */
static void lower_either_way(struct lower *l, CXCursor c)
{
	int end = cfg_add_block(l->f);

	lower_cond(l, c, end, end);
	lower_start(l, end);
}

struct cfg_expr *lower_binary(struct lower *l, CXCursor c, bool wanted)
{
	g_autoptr(GArray) operands = cx_operands(c);
	CXCursor lhs = cx_at(operands, 0), rhs = cx_at(operands, 1);
	enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(c);

	if (operands->len != 2)
		return recover_expr(l, c);
	if (c.kind == CXCursor_CompoundAssignOperator)
		return lower_compound_assignment(l, c, lhs, rhs);
	switch (kind) {
	case CXBinaryOperator_Assign: return lower_assignment(l, c, lhs, rhs);
	case CXBinaryOperator_Comma:
		lower_effects(l, lhs);
		if (wanted)
			return lower_expr(l, rhs);
		lower_effects(l, rhs);
		return cfg_const(l->f, 0);
	case CXBinaryOperator_LAnd:
	case CXBinaryOperator_LOr:
		if (wanted)
			return lower_logical(l, c);
		lower_either_way(l, c);
		return cfg_const(l->f, 0);
	default:
		if (kind >= CXBinaryOperator_MulAssign && kind <= CXBinaryOperator_OrAssign)
			return lower_compound_assignment(l, c, lhs, rhs);
		return lower_computation(l, c, lhs, rhs);
	}
}

/* ---- the conditional ones ---- */

struct cfg_expr *lower_logical(struct lower *l, CXCursor c)
{
	struct cfg_expr *t = lower_temp(l);
	int yes = cfg_add_block(l->f), no = cfg_add_block(l->f), end = cfg_add_block(l->f);

	lower_cond(l, c, yes, no);
	lower_start(l, yes);
	cfg_add_assign(l->f, l->block, t, cfg_const(l->f, 1));
	lower_jump(l, end);
	lower_start(l, no);
	cfg_add_assign(l->f, l->block, t, cfg_const(l->f, 0));
	lower_jump(l, end);
	lower_start(l, end);
	return t;
}

static void lower_arm(struct lower *l, CXCursor c, struct cfg_expr *t, int block, int end)
{
	lower_start(l, block);
	if (t)
		lower_into(l, t, c, c);
	else
		lower_effects(l, c);
	lower_jump(l, end);
}

/* The expression makes an object, and does not name one that is there. */
static bool makes_object(CXCursor c)
{
	CXCursor s = lower_strip(c);
	g_autoptr(GArray) operands = cx_operands(s);

	switch (s.kind) {
	case CXCursor_CallExpr:
		return lower_is_construct(s) || cx_is_null(lower_callee_decl(s)) ||
		       !cx_is_reference(clang_getCursorResultType(lower_callee_decl(s)));
	case CXCursor_ConditionalOperator: return operands->len == 3 && makes_object(cx_at(operands, 1));
	case CXCursor_InitListExpr:
	case CXCursor_CXXFunctionalCastExpr:
	case CXCursor_CompoundLiteralExpr: return true;
	default: return false;
	}
}

/* dest = a ? b : c, of three operands. */
void lower_conditional_into(struct lower *l, struct cfg_expr *dest, CXCursor c, CXCursor whole)
{
	g_autoptr(GArray) operands = cx_operands(c);
	int arms[] = {cfg_add_block(l->f), cfg_add_block(l->f)}, end = cfg_add_block(l->f);

	lower_cond(l, cx_at(operands, 0), arms[0], arms[1]);
	for (unsigned i = 0; i < 2; i++) {
		lower_start(l, arms[i]);
		lower_into(l, dest, cx_at(operands, i + 1), whole);
		lower_jump(l, end);
	}
	lower_start(l, end);
}

struct cfg_expr *lower_conditional(struct lower *l, CXCursor c, bool wanted)
{
	g_autoptr(GArray) operands = cx_operands(c);

	if (operands->len == 3 && lower_destroys(l, clang_getCursorType(c)) && makes_object(c)) {
		struct cfg_expr *object = lower_unnamed(l);

		lower_conditional_into(l, object, c, c);
		lower_alive_temporary(l, object, clang_getCursorType(c));
		return object;
	}
	bool is_void = clang_getCanonicalType(clang_getCursorType(c)).kind == CXType_Void;
	struct cfg_expr *t = wanted && !is_void ? lower_temp(l) : NULL;
	int yes = cfg_add_block(l->f), no = cfg_add_block(l->f), end = cfg_add_block(l->f);

	if (operands->len != 3)
		return recover_expr(l, c);
	lower_cond(l, cx_at(operands, 0), yes, no);
	lower_arm(l, cx_at(operands, 1), t, yes, end);
	lower_arm(l, cx_at(operands, 2), t, no, end);
	lower_start(l, end);
	return t ? t : cfg_const(l->f, 0);
}

/* a ?: b: libclang gives a three times, then b; a is evaluated once. */
struct cfg_expr *lower_gnu_conditional(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) operands = cx_operands(c);
	struct cfg_expr *t = lower_temp(l);
	int yes = cfg_add_block(l->f), no = cfg_add_block(l->f), end = cfg_add_block(l->f);
	struct cfg_expr *value = lower_save(l, lower_expr(l, cx_at(operands, 0)), c);

	lower_branch(l, value, cx_at(operands, 0), yes, no);
	lower_start(l, yes);
	cfg_add_assign(l->f, l->block, t, value);
	lower_jump(l, end);
	lower_arm(l, cx_at(operands, 3), t, no, end);
	lower_start(l, end);
	return t;
}
