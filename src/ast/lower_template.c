/* Functions that are given as template arguments, bind<&server::on_ready>(*this): what is called, or whose type is
 * named, knows them. No argument of the call holds them, so that the address is put into a temporary. */
#include "ast/lower.h"

static CXCursor function_named(CXCursor argument)
{
	CXCursor c = lower_strip(argument);
	if (c.kind == CXCursor_UnaryOperator) {
		g_autoptr(GArray) operands = cx_operands(c);
		c = operands->len == 1 ? lower_strip(cx_at(operands, 0)) : c;
	}
	if (c.kind != CXCursor_DeclRefExpr)
		return clang_getNullCursor();
	CXCursor decl = clang_getCursorReferenced(c);
	bool function = decl.kind == CXCursor_FunctionDecl || decl.kind == CXCursor_CXXMethod;
	return function ? decl : clang_getNullCursor();
}

/* Of a name, all that is no object are the template's arguments; of a type, they stand behind the template's name. */
void lower_template_arguments(struct lower *l, CXCursor named, CXCursor whole)
{
	if (!l->unit->cxx || cx_is_null(named))
		return;
	g_autoptr(GArray) children = cx_children(named);
	bool given = named.kind == CXCursor_DeclRefExpr || named.kind == CXCursor_MemberRefExpr;
	for (guint i = 0; i < children->len; i++) {
		CXCursor child = cx_at(children, i);
		CXCursor decl = given && cx_is_operand(child) ? function_named(child) : clang_getNullCursor();
		given |= child.kind == CXCursor_TemplateRef;
		if (!cx_is_null(decl))
			lower_assign(l, lower_temp(l), cfg_func(l->f, names_function_key(l->unit, decl)), whole);
	}
}
