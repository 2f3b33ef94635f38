/* Calls that stand for something simpler: errno's accessors, __builtin_expect and abs(), std::move, methods of classes
 * that were made up, operations on a std::atomic. */
#include "ast/lower.h"

#include <string.h>

#include "ast/virtual.h"

bool lower_is_errno_call(CXCursor c)
{
	CXCursor s = lower_strip(c);

	return s.kind == CXCursor_CallExpr && library_does(cx_name(s), LIBRARY_ERRNO_PLACE);
}

/* Calls that lower_call() gives a destination to: all but constructors and the ones that are no calls after all. */
bool lower_is_plain_call(CXCursor c)
{
	if (c.kind != CXCursor_CallExpr || lower_is_construct(c))
		return false;
	const char *name = cx_name(c);

	if (library_does(name, LIBRARY_ERRNO_PLACE) || library_does(name, LIBRARY_GIVES_BACK) ||
	    g_str_has_prefix(name, "__builtin_") || !cx_is_null(lower_expected(c)))
		return false;
	CXCursor decl = lower_callee_decl(c);

	return cx_is_null(decl) || !cx_is_reference(clang_getCursorResultType(decl));
}

/* |x|, as in abs(r): r may be a negated error number. */
static struct cfg_expr *lower_abs(struct lower *l, CXCursor arg)
{
	struct cfg_expr *x = lower_save(l, lower_expr(l, arg), arg), *t = lower_temp(l);
	int negative = cfg_add_block(l->f), positive = cfg_add_block(l->f), end = cfg_add_block(l->f);

	lower_branch(l, cfg_binary(l->f, CFG_LT, x, cfg_const(l->f, 0)), arg, negative, positive);
	lower_start(l, negative);
	cfg_add_assign(l->f, l->block, t, cfg_unary(l->f, CFG_NEG, x));
	lower_jump(l, end);
	lower_start(l, positive);
	cfg_add_assign(l->f, l->block, t, x);
	lower_jump(l, end);
	lower_start(l, end);
	return t;
}

/* What a call really is when it is none: its value, or NULL. */
static struct cfg_expr *instead_of_call(struct lower *l, CXCursor c, CXCursor decl, const char *name)
{
	CXCursor arg = clang_Cursor_getArgument(c, 0);
	gint64 value;

	if (library_does(name, LIBRARY_ERRNO_PLACE))
		return cfg_addr(l->f, lower_errno(l));
	if (cx_is_null(arg))
		return NULL;
	if (!cx_is_null(lower_expected(c)))
		return lower_expr(l, arg);
	const struct library_function *f = lower_library(l, c, decl, name);
	unsigned does = f ? f->does : 0;

	if (does & LIBRARY_GIVES_BACK)
		return lower_expr(l, arg);
	if (does & LIBRARY_ADDRESS)
		return lower_address(l, arg);
	if (does & LIBRARY_ABSOLUTE && cx_int_type(clang_getCursorType(arg)).bits)
		return lower_abs(l, arg);
	if (strcmp(name, "__builtin_constant_p") == 0)
		return cfg_const(l->f, cx_evaluate(c, &value) ? value : 0);
	return NULL;
}

/* A method of a class made up for an unknown type: the object is the value itself. */
static struct cfg_expr *stub_method(struct lower *l, CXCursor c, CXCursor decl, const char *name)
{
	g_autoptr(GArray) operands = cx_operands(c);
	CXCursor object = clang_Cursor_getArgument(c, 0);

	if (cx_is_null(decl) || !operands->len || !virtual_is_stub(decl))
		return NULL;
	if (decl.kind == CXCursor_ConversionFunction) {
		CXCursor member = lower_strip(cx_at(operands, 0));
		g_autoptr(GArray) base = cx_operands(member);

		return base->len ? lower_expr(l, cx_at(base, 0)) : NULL;
	}
	if (decl.kind != CXCursor_CXXMethod || cx_is_null(object))
		return NULL;
	return strcmp(name, "operator->") == 0 ? lower_expr(l, object) : NULL;
}

/* a = b of a class that was made up: it takes what it is given. */
static struct cfg_expr *stub_assignment(struct lower *l, CXCursor c, CXCursor decl, const char *name, CXCursor whole)
{
	if (decl.kind != CXCursor_CXXMethod || strcmp(name, "operator=") != 0 || clang_Cursor_getNumArguments(c) != 2 ||
	    !virtual_is_stub(clang_getCursorSemanticParent(decl)))
		return NULL;
	struct cfg_expr *value = lower_expr(l, clang_Cursor_getArgument(c, 1));
	struct cfg_expr *target = lower_lvalue(l, clang_Cursor_getArgument(c, 0));

	lower_assign(l, target, value, whole);
	return target;
}

/* x.load(), x.store(v), x = v, x.exchange(v) and x itself of a std::atomic: a variable like another. */
static struct cfg_expr *atomic_method(struct lower *l, CXCursor c, CXCursor decl, const char *name, CXCursor whole)
{
	g_autoptr(GArray) operands = cx_operands(c);
	const char *usr = l->unit->cxx && !cx_is_null(decl) ? cx_usr(decl) : "";
	bool is_operator = strcmp(name, "operator=") == 0;

	if (!operands->len ||
	    (!g_str_has_prefix(usr, "c:@N@std@S@atomic>") && !g_str_has_prefix(usr, "c:@N@std@S@__atomic_base>")))
		return NULL;
	g_autoptr(GArray) base = cx_operands(lower_strip(cx_at(operands, 0)));
	CXCursor object = is_operator ? clang_Cursor_getArgument(c, 0)
			  : base->len ? cx_at(base, 0)
				      : cx_at(operands, 0);
	CXCursor value = clang_Cursor_getArgument(c, is_operator ? 1 : 0);
	bool loads = strcmp(name, "load") == 0 || decl.kind == CXCursor_ConversionFunction;
	bool exchanges = strcmp(name, "exchange") == 0;
	if (!loads && (cx_is_null(value) || !(is_operator || exchanges || strcmp(name, "store") == 0)))
		return NULL;
	struct cfg_expr *target = lower_lvalue(l, object);
	struct cfg_expr *before = loads || exchanges ? lower_save(l, target, whole) : NULL;

	if (loads)
		return before;
	struct cfg_expr *with = lower_expr(l, value);
	lower_assign(l, target, with, whole);
	return exchanges ? before : target;
}

struct cfg_expr *lower_instead(struct lower *l, CXCursor c, CXCursor decl, const char *name, CXCursor whole)
{
	struct cfg_expr *instead = stub_assignment(l, c, decl, name, whole);

	if (!instead)
		instead = instead_of_call(l, c, decl, name);
	if (!instead)
		instead = stub_method(l, c, decl, name);
	if (!instead)
		instead = atomic_method(l, c, decl, name, whole);
	return instead ? instead : lower_sync(l, c, name);
}
