/* Lambdas: a function of its own, and a closure, which is an object: its value is the function's address, what it
 * captured are its fields. The closure's address is the function's last parameter, behind the ones that are written.
 *
 * What is captured by reference is a pointer to the variable, `this` is a field of that name. */
#include "ast/lower.h"

#include <string.h>

#include "ast/skim.h"

enum capture { CAPTURE_NOT, CAPTURE_COPY, CAPTURE_REFERENCE };

static CXCursor lambda_body(CXCursor c)
{
	g_autoptr(GArray) children = cx_children(c);

	return cx_last(children);
}

static bool lies_in(const struct cx_extent *e, struct cx_place p)
{
	return p.file && e->begin.file && clang_File_isEqual(p.file, e->begin.file) && p.offset >= e->begin.offset &&
	       p.offset < e->end.offset;
}

/* The text of a capture list, between its brackets; NULL when a macro brings it. */
static char *capture_list(const struct lower *l, CXCursor c)
{
	struct cx_place p = cx_begin(c);
	size_t length;
	const char *bytes = lower_bytes(l->unit, p.file, &length);

	if (!bytes || p.offset >= length || bytes[p.offset] != '[')
		return NULL;
	size_t end = skim_bracket(bytes, p.offset, length);

	return g_strndup(bytes + p.offset + 1, end - p.offset > 2 ? end - p.offset - 2 : 0);
}

/* [&] or [&, …], [=] or [=, …] */
static enum capture captures_by_default(const char *list)
{
	size_t n = list ? strlen(list) : 0, at = list ? skim_space(list, 0, n) : 0;

	if (!list)
		return CAPTURE_REFERENCE; /* in a macro: what may be written counts */
	if (at >= n || (list[at] != '&' && list[at] != '='))
		return CAPTURE_NOT;
	enum capture how = list[at] == '&' ? CAPTURE_REFERENCE : CAPTURE_COPY;
	size_t next = skim_space(list, at + 1, n);

	return next >= n || list[next] == ',' ? how : CAPTURE_NOT;
}

static enum capture explicit_capture(const struct lower *l, CXCursor reference)
{
	struct cx_place p = cx_place(clang_getCursorLocation(reference));
	size_t length;
	const char *bytes = lower_bytes(l->unit, p.file, &length);

	while (bytes && p.offset > 0 && p.offset < length && g_ascii_isspace(bytes[p.offset - 1]))
		p.offset--;
	return bytes && p.offset > 0 && p.offset < length && bytes[p.offset - 1] == '&' ? CAPTURE_REFERENCE
											: CAPTURE_COPY;
}

/* --- what is captured ------------------------------------------------------------------------------------------- */

struct uses {
	struct cx_extent lambda;
	GHashTable *captures; /* CXCursor -> enum capture */
	enum capture how;     /* the default */
	bool this;
};

static void note_capture(GHashTable *captures, CXCursor decl, enum capture how)
{
	gpointer known;

	decl = clang_getCanonicalCursor(decl);
	if (!cx_is_null(decl) && (decl.kind == CXCursor_VarDecl || decl.kind == CXCursor_ParmDecl) &&
	    !cx_table_get(captures, decl, &known))
		cx_table_set(captures, decl, GINT_TO_POINTER(how));
}

static bool is_automatic(CXCursor decl)
{
	return clang_getCursorLinkage(decl) == CXLinkage_NoLinkage &&
	       clang_Cursor_getStorageClass(decl) != CX_SC_Static && clang_Cursor_getStorageClass(decl) != CX_SC_Extern;
}

static enum CXChildVisitResult find_use(CXCursor c, CXCursor parent, CXClientData data)
{
	struct uses *uses = data;
	CXCursor decl = clang_getCursorReferenced(c);

	(void)parent;
	if (c.kind == CXCursor_DeclRefExpr && uses->how != CAPTURE_NOT && is_automatic(decl) &&
	    !lies_in(&uses->lambda, cx_place(clang_getCursorLocation(decl))))
		note_capture(uses->captures, decl, uses->how);
	if (c.kind == CXCursor_CXXThisExpr)
		uses->this = true;
	if (c.kind == CXCursor_MemberRefExpr) {
		g_autoptr(GArray) operands = cx_operands(c);

		uses->this |= operands->len == 0;
	}
	return CXChildVisit_Recurse;
}

/* Explicit captures first: they win over the default. */
static void find_captures(const struct lower *l, CXCursor c, struct uses *uses)
{
	g_autoptr(GArray) children = cx_children(c);
	g_autofree char *list = capture_list(l, c);

	for (unsigned i = 0; i + 1 < children->len; i++)
		if (cx_at(children, i).kind == CXCursor_VariableRef)
			note_capture(uses->captures, clang_getCursorReferenced(cx_at(children, i)),
				     explicit_capture(l, cx_at(children, i)));
	uses->how = captures_by_default(list);
	uses->lambda = cx_extent(c);
	clang_visitChildren(lambda_body(c), find_use, uses);
}

static struct cfg_expr *closure_field(struct lower *l, const char *name)
{
	return cfg_field(l->f, cfg_deref(l->f, cfg_var_expr(l->f, l->closure_var)), name);
}

struct cfg_expr *lower_captured(struct lower *l, CXCursor decl)
{
	gpointer how;

	if (!l->captures || l->closure_var < 0 || !cx_table_get(l->captures, clang_getCanonicalCursor(decl), &how))
		return NULL;
	struct cfg_expr *field = closure_field(l, cx_name(decl));

	return GPOINTER_TO_INT(how) == CAPTURE_REFERENCE ? cfg_deref(l->f, field) : field;
}

struct cfg_expr *lower_this(struct lower *l)
{
	if (l->object)
		return lower_address_of(l, l->object);
	if (l->this_var >= 0)
		return cfg_var_expr(l->f, l->this_var);
	return l->closure_var >= 0 && l->captures_this ? closure_field(l, "this") : cfg_unknown(l->f);
}

/* --- the closure ------------------------------------------------------------------------------------------------ */

/* [x = …]: an initialiser of its own; else the variable of the same name outside. */
static void fill_field(struct lower *l, struct cfg_expr *field, CXCursor decl, enum capture how,
		       const struct cx_extent *lambda, CXCursor whole)
{
	bool own = lies_in(lambda, cx_place(clang_getCursorLocation(decl)));
	CXCursor init = own ? clang_Cursor_getVarDeclInitializer(decl) : clang_getNullCursor();

	if (own && cx_is_null(init))
		lower_assign(l, field, cfg_unknown(l->f), whole);
	else if (own && how == CAPTURE_REFERENCE)
		lower_assign(l, field, lower_address(l, init), whole);
	else if (own)
		lower_initialise(l, field, clang_getCursorType(decl), init, whole);
	else if (how == CAPTURE_REFERENCE)
		lower_assign(l, field, lower_address_of(l, lower_variable_place(l, decl)), whole);
	else
		lower_copy(l, field, lower_variable_place(l, decl), clang_getCursorType(decl), whole);
}

static void fill_closure(struct lower *l, struct cfg_expr *closure, const struct uses *uses, CXCursor c)
{
	GHashTableIter it;
	gpointer decl, how;
	g_autoptr(GArray) decls = g_array_new(FALSE, FALSE, sizeof(CXCursor));

	g_hash_table_iter_init(&it, uses->captures);
	while (g_hash_table_iter_next(&it, &decl, NULL)) {
		guint at = 0; /* in the order of the text */

		while (at < decls->len && cx_begin(cx_at(decls, at)).offset < cx_begin(*(CXCursor *)decl).offset)
			at++;
		g_array_insert_vals(decls, at, decl, 1);
	}
	for (guint i = 0; i < decls->len; i++) {
		CXCursor captured = cx_at(decls, i);

		cx_table_get(uses->captures, captured, &how);
		fill_field(l, cfg_field(l->f, closure, cx_name(captured)), captured, (enum capture)GPOINTER_TO_INT(how),
			   &uses->lambda, c);
	}
	if (uses->this)
		lower_assign(l, cfg_field(l->f, closure, "this"), lower_this(l), c);
}

static void lambda_parameters(struct lower *inner, CXCursor c)
{
	g_autoptr(GArray) children = cx_children(c);

	for (unsigned i = 0; i < children->len; i++) {
		CXCursor p = cx_at(children, i);

		if (p.kind != CXCursor_ParmDecl)
			continue;
		const char *name = cx_name(p);
		g_autofree char *made_up = *name ? NULL : g_strdup_printf("p%u", i + 1);
		int var = cfg_add_var(inner->f, CFG_PARAM, made_up ? made_up : name, NULL);

		cx_table_set(inner->vars, clang_getCanonicalCursor(p), GINT_TO_POINTER(var + 1));
	}
}

static char *lambda_key(const struct lower *l, struct cx_place p)
{
	return g_strdup_printf("%s#lambda@%u:%u", names_path(l->unit, p.file), p.line, p.column);
}

/* A closure's type is its own: whatever has it can only be this lambda. */
struct cfg_expr *lower_closure(struct lower *l, CXType type)
{
	CXCursor decl = clang_getTypeDeclaration(clang_getCanonicalType(type));
	g_autofree char *key = lambda_key(l, cx_place(clang_getCursorLocation(decl)));

	return g_hash_table_contains(l->unit->keys, g_intern_string(key)) ? cfg_func(l->f, key) : NULL;
}

bool lower_captures(const struct lower *l, const char *key)
{
	return g_hash_table_contains(l->unit->closures, key);
}

static void lower_lambda_function(struct lower *l, CXCursor c, const char *key, struct uses *uses)
{
	g_autofree char *name = g_strdup_printf("%s::(lambda)", l->f->name);
	struct lower inner = {.unit = l->unit, .outer = l, .decl = c, .depth = l->depth};

	inner.f = cfg_function_new(key, name, names_path(l->unit, cx_begin(c).file));
	lower_begin(&inner);
	g_hash_table_add(l->unit->keys, (gpointer)inner.f->key);
	inner.f->internal = true;
	inner.f->range = lower_range(l, c);
	lambda_parameters(&inner, c);
	if (g_hash_table_size(uses->captures) || uses->this) {
		g_hash_table_add(l->unit->closures, (gpointer)inner.f->key);
		inner.closure_var = cfg_add_var(inner.f, CFG_PARAM, "closure", NULL);
		inner.captures = uses->captures;
		inner.captures_this = uses->this;
	}
	inner.block = cfg_add_block(inner.f);
	lower_alive_parameters(&inner, c);
	lower_stmt(&inner, lambda_body(c));
	lower_finish(&inner);
	g_ptr_array_add(l->unit->functions, inner.f);
	lower_clear(&inner);
}

/* dest NULL: a new object where something is captured. */
struct cfg_expr *lower_lambda(struct lower *l, CXCursor c, struct cfg_expr *dest)
{
	g_autofree char *key = lambda_key(l, cx_begin(c));
	g_autoptr(GHashTable) captures = cx_table_new(NULL);
	struct uses uses = {.captures = captures};
	struct cfg_expr *function = cfg_func(l->f, key);

	find_captures(l, c, &uses);
	if (!g_hash_table_contains(l->unit->keys, function->name)) {
		if (l->depth > 100)
			lower_lose(l, "lambdas in one another");
		else
			lower_lambda_function(l, c, key, &uses);
	}
	bool captures_any = g_hash_table_size(captures) || uses.this;

	if (!dest && !captures_any)
		return function;
	struct cfg_expr *closure = dest ? dest : lower_unnamed(l);

	lower_assign(l, closure, function, c);
	fill_closure(l, closure, &uses, c);
	return closure;
}
