/* What the libraries are given to call, and call before they come back: the comparison of a sort, the visitor of a
 * walk, a function that is to run once. It is called, perhaps, where the library is. Of C's library the table says
 * which argument it is (rules/library.h); C++'s calls whatever function, lambda or function object it is given, but for
 * what only keeps it. */
#include "ast/lower.h"

#include <string.h>

/* Of namespace std: they keep what they are given, or call it in another thread. */
static const char *const keeping[] = {
	"addressof",
	"allocate_shared",
	"as_const",
	"async",
	"at_quick_exit",
	"atexit",
	"bind",
	"bind_back",
	"bind_front",
	"cref",
	"exchange",
	"forward",
	"make_any",
	"make_optional",
	"make_pair",
	"make_shared",
	"make_tuple",
	"make_unique",
	"mem_fn",
	"move",
	"not_fn",
	"ref",
	"set_new_handler",
	"set_terminate",
	"signal",
	"swap",
	"forward_as_tuple",
};

static bool keeps(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(keeping); i++)
		if (strcmp(name, keeping[i]) == 0)
			return true;
	return false;
}

static bool is_of_std(const struct lower *l, CXCursor decl, const char *name)
{
	return l->unit->cxx && !cx_is_null(decl) && decl.kind == CXCursor_FunctionDecl &&
	       g_str_has_prefix(cx_usr(decl), "c:@N@std@") && lower_is_system(decl) && !keeps(name);
}

/* Behind references and pointers. */
static CXType plain_type(CXCursor arg)
{
	CXType type = clang_getCanonicalType(clang_getCursorType(lower_strip(arg)));
	if (type.kind == CXType_LValueReference || type.kind == CXType_RValueReference)
		type = clang_getCanonicalType(clang_getPointeeType(type));
	if (type.kind == CXType_Pointer)
		type = clang_getCanonicalType(clang_getPointeeType(type));
	return type;
}

struct called {
	struct cfg_expr *callee;
	GPtrArray *args; /* of struct cfg_expr * */
};

static void add_unknown(struct lower *l, struct called *c, int n)
{
	for (int i = 0; i < n; i++)
		g_ptr_array_add(c->args, cfg_unknown(l->f));
}

/* The object's address, where the argument is the object or its address. */
static struct cfg_expr *address_of_given(struct lower *l, struct cfg_expr *given)
{
	if (given->kind == CFG_ADDR)
		return given;
	return given->kind == CFG_VAR || given->kind == CFG_FIELD ? lower_address_of(l, given) : cfg_unknown(l->f);
}

static int count_parameters(const struct lower *l, const char *key)
{
	for (guint i = 0; i < l->unit->functions->len; i++) {
		const struct cfg_function *f = l->unit->functions->pdata[i];
		if (f->key == key)
			return (int)f->n_params;
	}
	return 0;
}

static bool read_lambda(struct lower *l, CXType type, struct cfg_expr *given, struct called *out)
{
	struct cfg_expr *closure = lower_closure(l, type);
	if (!closure)
		return false;
	bool captures = lower_captures(l, closure->name);
	out->callee = closure;
	add_unknown(l, out, count_parameters(l, closure->name) - captures);
	if (captures)
		g_ptr_array_add(out->args, address_of_given(l, given));
	return true;
}

static enum CXChildVisitResult find_operator(CXCursor c, CXCursor parent, CXClientData data)
{
	(void)parent;
	if (c.kind != CXCursor_CXXMethod || strcmp(cx_name(c), "operator()") != 0)
		return CXChildVisit_Continue;
	*(CXCursor *)data = c;
	return CXChildVisit_Break;
}

/* An object of the tree with an operator(). */
static bool read_object(struct lower *l, CXType type, struct cfg_expr *given, struct called *out)
{
	CXCursor class = clang_getCursorDefinition(clang_getTypeDeclaration(type)), method = clang_getNullCursor();
	if (type.kind != CXType_Record || cx_is_null(class) || lower_is_system(class))
		return false;
	clang_visitChildren(class, find_operator, &method);
	if (cx_is_null(method))
		return false;
	CXCursor def = clang_getCursorDefinition(method);
	if (!cx_is_null(def))
		g_array_append_val(l->unit->pending, def);
	out->callee = cfg_func(l->f, names_function_key(l->unit, method));
	g_ptr_array_add(out->args, address_of_given(l, given));
	add_unknown(l, out, clang_getNumArgTypes(clang_getCursorType(method)));
	return true;
}

static bool read_called(struct lower *l, CXCursor arg, struct cfg_expr *given, struct called *out)
{
	CXType type = plain_type(arg);
	if (given->kind == CFG_CONST)
		return false;
	if (type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto) {
		out->callee = given->kind == CFG_ADDR && given->a->kind != CFG_FUNC ? given->a : given;
		add_unknown(l, out, clang_getNumArgTypes(type));
		return true;
	}
	return l->unit->cxx && (read_lambda(l, type, given, out) || read_object(l, type, given, out));
}

static void call_perhaps(struct lower *l, CXCursor arg, struct cfg_expr *given, CXCursor whole)
{
	g_autoptr(GPtrArray) given_to_it = g_ptr_array_new();
	struct called called = {.args = given_to_it};
	if (!read_called(l, arg, given, &called))
		return;
	int calls = cfg_add_block(l->f), goes_on = cfg_add_block(l->f);
	lower_branch(l, cfg_unknown(l->f), clang_getNullCursor(), calls, goes_on);
	lower_start(l, calls);
	lower_emit_call(l, NULL, called.callee, (struct cfg_expr **)given_to_it->pdata, given_to_it->len, whole, NULL);
	lower_jump(l, goes_on);
	lower_start(l, goes_on);
}

void lower_callbacks(struct lower *l, CXCursor c, CXCursor decl, const char *name, struct cfg_expr *const *args,
		     unsigned n, CXCursor whole)
{
	const struct library_function *known = lower_library(l, c, decl, name);
	bool all = is_of_std(l, decl, name);
	for (unsigned i = 0; (known || all) && i < n; i++)
		if (all || (i < 8 * sizeof(known->calls) && known->calls & 1u << i))
			call_perhaps(l, clang_Cursor_getArgument(c, i), args[i], whole);
}
