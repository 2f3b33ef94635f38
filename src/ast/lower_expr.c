/* Values: references to variables, functions and constants, members, elements, literals and conversions. Operators,
 * calls and what C++ adds have files of their own; lower_expr() is the table that leads there. */
#include "ast/lower.h"

#include <string.h>

#include "ast/skim.h"
#include "ast/virtual.h"

#define DEPTH_MAX 250

static bool same_extent(CXCursor a, CXCursor b)
{
	struct cx_extent x = cx_extent(a), y = cx_extent(b);

	return x.begin.offset == y.begin.offset && x.end.offset == y.end.offset;
}

/* Parentheses, and what libclang does not expose and has one operand of the same extent: conversions, temporaries,
 * clean-ups. An expression that the compiler gave up on has a dependent type, and is none. */
bool lower_is_wrapper(CXCursor c, CXCursor *out_child)
{
	if (c.kind != CXCursor_ParenExpr && c.kind != CXCursor_UnexposedExpr)
		return false;
	g_autoptr(GArray) operands = cx_operands(c);

	if (operands->len != 1)
		return false;
	CXCursor child = cx_at(operands, 0);

	if (c.kind == CXCursor_UnexposedExpr) {
		if (!same_extent(c, child))
			return false;
		/* in a macro's replacement all extents are the same: nothing says what stands around the child */
		if (cx_is_dependent(clang_getCursorType(c)) && !cx_is_dependent(clang_getCursorType(child)) &&
		    cx_from_macro(c))
			return false;
	}
	*out_child = child;
	return true;
}

CXCursor lower_strip(CXCursor c)
{
	CXCursor child;

	while (lower_is_wrapper(c, &child))
		c = child;
	return c;
}

static bool holds_all(struct cx_int to, struct cx_int from)
{
	if (to.bits == 1 || from.bits == 1)
		return from.bits == 1;
	if (to.is_signed == from.is_signed)
		return to.bits >= from.bits;
	return to.is_signed && to.bits > from.bits;
}

static bool is_truth(const struct cfg_expr *e)
{
	return (e->kind == CFG_BINARY && e->op >= CFG_EQ) || (e->kind == CFG_UNARY && e->op == CFG_NOT) ||
	       (e->kind == CFG_CONST && (e->value == 0 || e->value == 1));
}

static gint64 truncated(gint64 value, struct cx_int t)
{
	if (t.bits == 1)
		return value != 0;
	if (t.bits >= 64)
		return value;
	guint64 mask = (G_GUINT64_CONSTANT(1) << t.bits) - 1;
	guint64 low = (guint64)value & mask;

	if (t.is_signed && (low >> (t.bits - 1)))
		low |= ~mask;
	return (gint64)low;
}

struct cfg_expr *lower_convert(struct lower *l, struct cfg_expr *e, CXType from, CXType to)
{
	struct cx_int f = cx_int_type(from), t = cx_int_type(to);

	if (t.bits == 1 && f.bits != 1 && is_truth(e))
		return e;
	if (cx_is_float(from) && t.bits)
		return cfg_unknown(l->f);
	if (!t.bits || (!f.bits && !cx_is_pointer(from)))
		return e;
	if (!f.bits)
		return t.bits == 64 ? e : cfg_cast(l->f, e, t.bits, t.is_signed);
	if (holds_all(t, f))
		return e;
	if (e->kind == CFG_CONST && (t.bits < 64 || t.is_signed || e->value >= 0))
		return cfg_const(l->f, truncated(e->value, t));
	return cfg_cast(l->f, e, t.bits, t.is_signed);
}

/* True when the conversion keeps every value as it is. */
static bool conversion_is_free(CXType from, CXType to)
{
	struct cx_int f = cx_int_type(from), t = cx_int_type(to);

	if (cx_is_array(from) || cx_is_float(from) != cx_is_float(to))
		return false;
	if (t.bits && f.bits)
		return holds_all(t, f);
	return !t.bits || !cx_is_pointer(from) || t.bits == 64;
}

static struct cfg_expr *deref(struct lower *l, struct cfg_expr *pointer)
{
	return pointer->kind == CFG_ADDR ? pointer->a : cfg_deref(l->f, pointer);
}

struct cfg_expr *lower_address_of(struct lower *l, struct cfg_expr *e)
{
	if (e->kind == CFG_DEREF)
		return e->a;
	if (e->kind == CFG_FUNC || e->kind == CFG_STRING)
		return e;
	if (!cfg_expr_is_lvalue(e) || (e->kind == CFG_VAR && cfg_var(l->f, e->var)->kind == CFG_TEMP)) {
		struct cfg_expr *local = lower_unnamed(l);

		cfg_add_assign(l->f, l->block, local, e);
		e = local;
	}
	return cfg_addr(l->f, e);
}

struct cfg_expr *lower_variable_place(struct lower *l, CXCursor decl)
{
	struct cfg_expr *captured = lower_captured(l, decl);
	int var = captured ? -1 : lower_variable(l, decl);

	if (captured)
		return captured;
	if (var < 0)
		return cfg_deref(l->f, cfg_unknown(l->f));
	struct cfg_expr *e = cfg_var_expr(l->f, var);

	return cx_is_object_reference(clang_getCursorType(decl)) ? cfg_deref(l->f, e) : e;
}

static struct cfg_expr *lower_var_ref(struct lower *l, CXCursor c, CXCursor decl, bool fold)
{
	CXType type = clang_getCursorType(decl);
	gint64 value;

	(void)c;
	if (fold && clang_isConstQualifiedType(type) && cx_int_type(type).bits && cx_evaluate(decl, &value))
		return cfg_const(l->f, value);
	return lower_variable_place(l, decl);
}

/* A function named as a value. Its address is a site when it is a rule's call: an assignment of its own holds it. */
static struct cfg_expr *lower_function_ref(struct lower *l, CXCursor c, CXCursor decl)
{
	struct cfg_expr *f = cfg_func(l->f, names_function_key(l->unit, decl));
	int site = sites_reference(l->unit, l, c, decl, FORM_FNPTR);

	if (!site)
		return f;
	struct cfg_expr *t = lower_temp(l);
	struct cfg_stmt *s = cfg_add_assign(l->f, l->block, t, f);

	s->site = site;
	lower_mark_stmt(l, s, c);
	return t;
}

static struct cfg_expr *lower_decl_ref(struct lower *l, CXCursor c, CXCursor decl, bool fold)
{
	switch (decl.kind) {
	case CXCursor_EnumConstantDecl:
		if (virtual_is_stub(decl))
			return cfg_unknown(l->f);
		return cfg_const(l->f, (gint64)clang_getEnumConstantDeclValue(decl));
	case CXCursor_VarDecl:
	case CXCursor_ParmDecl: return lower_var_ref(l, c, decl, fold);
	case CXCursor_FunctionDecl:
	case CXCursor_CXXMethod:
	case CXCursor_FunctionTemplate: return lower_function_ref(l, c, decl);
	case CXCursor_FieldDecl: return lower_member(l, c);
	default: return cfg_unknown(l->f);
	}
}

static bool has_arrow(struct lower *l, CXCursor base, CXCursor member)
{
	struct cx_extent b = cx_extent(base), m = cx_extent(member);
	size_t length;
	const char *bytes = lower_bytes(l->unit, b.end.file, &length);

	if (!bytes || m.end.offset > length || b.end.offset >= m.end.offset)
		return false;
	return g_strstr_len(bytes + b.end.offset, (gssize)MIN(m.end.offset - b.end.offset, 64), "->") != NULL;
}

static struct cfg_expr *lower_this_object(struct lower *l)
{
	return l->object ? l->object : cfg_deref(l->f, lower_this(l));
}

struct cfg_expr *lower_member(struct lower *l, CXCursor c)
{
	CXCursor decl = clang_getCursorReferenced(c);
	g_autoptr(GArray) operands = cx_operands(c);
	CXCursor base = cx_at(operands, 0);
	struct cfg_expr *object;

	if (!cx_is_null(decl) && decl.kind != CXCursor_FieldDecl) {
		if (operands->len)
			lower_effects(l, base);
		return lower_decl_ref(l, c, decl, true);
	}
	if (!operands->len) {
		object = lower_this_object(l);
	} else {
		CXType type = clang_getCursorType(base);
		struct cfg_expr *e = lower_expr(l, base);
		bool arrow = cx_is_pointer(type) || (!cx_is_record(type) && has_arrow(l, base, c));

		object = arrow ? deref(l, e) : e;
		if (!cfg_expr_is_lvalue(object))
			object = deref(l, lower_address_of(l, object));
	}
	const char *name = cx_name(c);

	if (!*name && !cx_is_null(decl))
		name = cx_name(decl);
	if (!*name && cx_is_null(decl))
		return recover_expr(l, c);
	if (!cx_is_null(decl) && cx_is_unnamed(decl))
		return object;
	struct cfg_expr *field = cfg_field(l->f, object, name);

	return !cx_is_null(decl) && cx_is_object_reference(clang_getCursorType(decl)) ? cfg_deref(l->f, field) : field;
}

static struct cfg_expr *lower_subscript(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) operands = cx_operands(c);
	CXCursor base = cx_at(operands, 0), child;
	CXCursor index = cx_at(operands, 1);

	if (operands->len < 2)
		return recover_expr(l, c);
	if (cx_int_type(clang_getCursorType(base)).bits) { /* 3[a] */
		CXCursor swap = base;
		base = index;
		index = swap;
	}
	while (lower_is_wrapper(base, &child) &&
	       (base.kind == CXCursor_ParenExpr || cx_is_array(clang_getCursorType(child))))
		base = child;
	struct cfg_expr *array = lower_expr(l, base);
	struct cfg_expr *i = lower_expr(l, index);

	return cfg_index(l->f, array, i);
}

static struct cfg_expr *lower_literal(struct lower *l, CXCursor c)
{
	gint64 value;

	return cx_evaluate(c, &value) ? cfg_const(l->f, value) : cfg_unknown(l->f);
}

static struct cfg_expr *lower_string(struct lower *l, CXCursor c)
{
	CXEvalResult r = clang_Cursor_Evaluate(c);
	struct cfg_expr *e = NULL;

	if (r && clang_EvalResult_getKind(r) == CXEval_StrLiteral) {
		const char *s = clang_EvalResult_getAsStr(r);

		e = cfg_string(l->f, s ? s : "");
	}
	if (r)
		clang_EvalResult_dispose(r);
	if (e)
		return e;
	/* its spelling has the quotes */
	g_autofree char *text = g_strdup(cx_name(c));
	size_t n = strlen(text);

	if (n >= 2 && text[0] == '"' && text[n - 1] == '"') {
		text[n - 1] = '\0';
		return cfg_string(l->f, text + 1);
	}
	return cfg_string(l->f, text);
}

static struct cfg_expr *lower_cast(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) operands = cx_operands(c);
	CXCursor operand = cx_last(operands);
	CXType type = clang_getCursorType(c);

	if (!operands->len)
		return lower_literal(l, c);
	if (c.kind == CXCursor_CXXFunctionalCastExpr)
		lower_template_arguments(l, c, c);
	if (clang_getCanonicalType(type).kind == CXType_Void) {
		lower_effects(l, operand);
		return cfg_const(l->f, 0);
	}
	struct cfg_expr *e = lower_expr(l, operand);

	return lower_convert(l, e, clang_getCursorType(operand), type);
}

static struct cfg_expr *lower_wrapped(struct lower *l, CXCursor c, CXCursor child)
{
	CXType from = clang_getCursorType(child), to = clang_getCursorType(c);
	struct cfg_expr *e = lower_expr(l, child);

	if (cx_is_array(from) && cx_is_pointer(to))
		return lower_address_of(l, e);
	return lower_convert(l, e, from, to);
}

static struct cfg_expr *lower_other(struct lower *l, const GArray *operands)
{
	for (unsigned i = 0; i < operands->len; i++)
		lower_effects(l, cx_at(operands, i));
	return cfg_unknown(l->f);
}

/* What libclang does not expose and is no plain wrapper: GNU ?:, atomics, offsetof, default arguments, and what the
 * compiler could not type. */
static struct cfg_expr *lower_unexposed(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) operands = cx_operands(c);
	gint64 value;
	CXCursor child;

	if (lower_is_wrapper(c, &child))
		return lower_wrapped(l, c, child);
	if (operands->len == 4 && clang_equalCursors(cx_at(operands, 0), cx_at(operands, 1)))
		return lower_gnu_conditional(l, c);
	if (operands->len == 0 && cx_evaluate(c, &value))
		return cfg_const(l->f, value);
	struct cx_extent e = cx_extent(c);

	if (cx_is_dependent(clang_getCursorType(c)) || !operands->len ||
	    lower_error_in(l->unit, e.begin.file, e.begin.offset, (size_t)e.end.offset + 1))
		return recover_expr(l, c);
	struct cfg_expr *atomic = lower_atomic(l, c);

	return atomic ? atomic : lower_other(l, operands);
}

static struct cfg_expr *lower_aggregate(struct lower *l, CXCursor c)
{
	CXType type = clang_getCursorType(c);
	g_autoptr(GArray) operands = cx_operands(c);

	if (c.kind == CXCursor_InitListExpr && !cx_is_record(type) && !cx_is_array(type))
		return operands->len ? lower_expr(l, cx_at(operands, 0)) : cfg_const(l->f, 0);
	struct cfg_expr *local = lower_unnamed(l);

	lower_init(l, local, type, c.kind == CXCursor_InitListExpr ? c : cx_last(operands), c);
	lower_alive_temporary(l, local, type);
	return local;
}

static struct cfg_expr *lower_generic(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) operands = cx_operands(c);
	CXType type = clang_getCanonicalType(clang_getCursorType(c));

	for (unsigned i = 1; i < operands->len; i++)
		if (clang_equalTypes(clang_getCanonicalType(clang_getCursorType(cx_at(operands, i))), type))
			return lower_expr(l, cx_at(operands, i));
	return cfg_unknown(l->f);
}

static struct cfg_expr *lower_kind(struct lower *l, CXCursor c)
{
	switch (c.kind) {
	case CXCursor_ParenExpr:
	case CXCursor_UnexposedExpr: return lower_unexposed(l, c);
	case CXCursor_IntegerLiteral:
	case CXCursor_CharacterLiteral:
	case CXCursor_CXXBoolLiteralExpr:
	case CXCursor_UnaryExpr:
	case CXCursor_SizeOfPackExpr: return lower_literal(l, c);
	case CXCursor_CXXNullPtrLiteralExpr:
	case CXCursor_GNUNullExpr: return cfg_const(l->f, 0);
	case CXCursor_StringLiteral: return lower_string(l, c);
	case CXCursor_DeclRefExpr: return lower_decl_ref(l, c, clang_getCursorReferenced(c), true);
	case CXCursor_MemberRefExpr: return lower_member(l, c);
	case CXCursor_ArraySubscriptExpr: return lower_subscript(l, c);
	case CXCursor_UnaryOperator: return lower_unary(l, c, true);
	case CXCursor_BinaryOperator:
	case CXCursor_CompoundAssignOperator: return lower_binary(l, c, true);
	case CXCursor_ConditionalOperator: return lower_conditional(l, c, true);
	case CXCursor_CallExpr: return lower_call(l, c, NULL, c, true);
	case CXCursor_CStyleCastExpr:
	case CXCursor_CXXStaticCastExpr:
	case CXCursor_CXXReinterpretCastExpr:
	case CXCursor_CXXConstCastExpr:
	case CXCursor_CXXDynamicCastExpr:
	case CXCursor_CXXFunctionalCastExpr: return lower_cast(l, c);
	case CXCursor_StmtExpr: return lower_stmt_expr(l, c, true);
	case CXCursor_InitListExpr:
	case CXCursor_CompoundLiteralExpr: return lower_aggregate(l, c);
	case CXCursor_GenericSelectionExpr: return lower_generic(l, c);
	case CXCursor_LambdaExpr: return lower_lambda(l, c, NULL);
	case CXCursor_CXXThisExpr: return lower_this(l);
	case CXCursor_CXXNewExpr: return lower_new(l, c);
	case CXCursor_CXXDeleteExpr: lower_delete(l, c); return cfg_const(l->f, 0);
	case CXCursor_CXXThrowExpr: lower_throw(l, c); return cfg_unknown(l->f);
	case CXCursor_OverloadedDeclRef: return cfg_func(l->f, cx_name(c));
	case CXCursor_CXXTypeidExpr: return cfg_unknown(l->f);
	default: {
		g_autoptr(GArray) operands = cx_operands(c);

		return lower_other(l, operands);
	}
	}
}

struct cfg_expr *lower_expr(struct lower *l, CXCursor c)
{
	if (cx_is_null(c))
		return cfg_unknown(l->f);
	if (++l->depth > DEPTH_MAX) {
		l->depth--;
		lower_lose(l, NULL);
		return cfg_unknown(l->f);
	}
	struct cfg_expr *e = lower_kind(l, c);

	l->depth--;
	return e;
}

struct cfg_expr *lower_lvalue(struct lower *l, CXCursor c)
{
	CXCursor stripped = lower_strip(c);
	struct cfg_expr *e = stripped.kind == CXCursor_DeclRefExpr
				     ? lower_decl_ref(l, stripped, clang_getCursorReferenced(stripped), false)
				     : lower_expr(l, stripped);

	if (cfg_expr_is_lvalue(e) && !(e->kind == CFG_VAR && cfg_var(l->f, e->var)->kind == CFG_TEMP))
		return e;
	return cfg_deref(l->f, cfg_unknown(l->f));
}

static bool is_function(CXCursor decl)
{
	return decl.kind == CXCursor_FunctionDecl || decl.kind == CXCursor_FunctionTemplate ||
	       cx_is_function_reference(clang_getCursorType(decl));
}

struct cfg_expr *lower_address(struct lower *l, CXCursor c)
{
	CXCursor s = lower_strip(c);

	if (s.kind == CXCursor_DeclRefExpr) {
		CXCursor decl = clang_getCursorReferenced(s);
		struct cfg_expr *e = lower_decl_ref(l, s, decl, false);

		/* a function is its own address, also where a site's assignment holds it */
		return is_function(decl) ? e : lower_address_of(l, e);
	}
	return lower_address_of(l, lower_expr(l, s));
}

/* The value as it is now, for when something later may change what it reads. */
struct cfg_expr *lower_save(struct lower *l, struct cfg_expr *e, CXCursor c)
{
	(void)c;
	if (e->kind == CFG_CONST || e->kind == CFG_FUNC || e->kind == CFG_STRING ||
	    (e->kind == CFG_VAR && cfg_var(l->f, e->var)->kind == CFG_TEMP))
		return e;
	struct cfg_expr *t = lower_temp(l);

	cfg_add_assign(l->f, l->block, t, e);
	return t;
}

void lower_effects(struct lower *l, CXCursor c)
{
	CXCursor child;

	while (lower_is_wrapper(c, &child))
		c = child;
	switch (c.kind) {
	case CXCursor_UnaryOperator: lower_unary(l, c, false); return;
	case CXCursor_BinaryOperator:
	case CXCursor_CompoundAssignOperator: lower_binary(l, c, false); return;
	case CXCursor_ConditionalOperator: lower_conditional(l, c, false); return;
	case CXCursor_CallExpr: lower_call(l, c, NULL, c, false); return;
	case CXCursor_StmtExpr: lower_stmt_expr(l, c, false); return;
	case CXCursor_IntegerLiteral:
	case CXCursor_StringLiteral: return;
	default: lower_expr(l, c);
	}
}

void lower_assign(struct lower *l, struct cfg_expr *dest, struct cfg_expr *value, CXCursor c)
{
	lower_mark_stmt(l, cfg_add_assign(l->f, l->block, dest, value), c);
}

/* An object that is made in its place, below what only says which it is: T(…), a ? b : c, (a, b). */
static bool lower_object_into(struct lower *l, struct cfg_expr *dest, CXCursor c, CXCursor whole)
{
	g_autoptr(GArray) operands = cx_operands(c);
	CXCursor last = cx_last(operands);

	switch (c.kind) {
	case CXCursor_ConditionalOperator:
		if (operands->len != 3)
			return false;
		lower_conditional_into(l, dest, c, whole);
		return true;
	case CXCursor_BinaryOperator:
		if (clang_getCursorBinaryOperatorKind(c) != CXBinaryOperator_Comma)
			return false;
		lower_effects(l, cx_at(operands, 0));
		break;
	case CXCursor_CStyleCastExpr:
	case CXCursor_CXXStaticCastExpr:
	case CXCursor_CXXFunctionalCastExpr:
		if (operands->len != 1 || !clang_equalTypes(clang_getCanonicalType(clang_getCursorType(last)),
							    clang_getCanonicalType(clang_getCursorType(c))))
			return false;
		break;
	default: return false;
	}
	lower_into(l, dest, last, whole);
	return true;
}

void lower_into(struct lower *l, struct cfg_expr *dest, CXCursor c, CXCursor whole)
{
	CXCursor child;

	while (lower_is_wrapper(c, &child) && conversion_is_free(clang_getCursorType(child), clang_getCursorType(c)))
		c = child;
	if (lower_destroys(l, clang_getCursorType(c)) && lower_object_into(l, dest, c, whole))
		return;
	if (lower_is_construct(c)) {
		lower_construct(l, dest, c, whole);
	} else if (c.kind == CXCursor_LambdaExpr) {
		lower_lambda(l, c, dest);
	} else if (lower_is_plain_call(c)) {
		lower_call(l, c, dest, whole, true);
	} else if (c.kind == CXCursor_InitListExpr) {
		lower_init(l, dest, clang_getCursorType(c), c, whole);
	} else {
		struct cfg_expr *value = lower_expr(l, c);

		lower_copy(l, dest, value, clang_getCursorType(c), whole);
	}
}
