/* A unit's functions: everything that the looked-at file defines, in its order, and the helpers of headers that it
 * calls. */
#include "ast/lower.h"

#define HEADER_FUNCTIONS_MAX                                                                                           \
	400 /* of headers' inline functions: enough for any helper, too few for a template library */

struct lower_unit *lower_unit_new(const struct ast_request *request, CXTranslationUnit tu, bool cxx, const char *bytes,
				  size_t length)
{
	struct lower_unit *u = g_new0(struct lower_unit, 1);
	u->request = request;
	u->tu = tu;
	u->file = clang_getFile(tu, request->absolute);
	u->bytes = bytes;
	u->length = length;
	u->cxx = cxx;
	u->functions = g_ptr_array_new_with_free_func((GDestroyNotify)cfg_function_free);
	u->keys = g_hash_table_new(NULL, NULL);
	u->pending = g_array_new(FALSE, FALSE, sizeof(CXCursor));
	u->globals = globals_table_new();
	u->fields = g_ptr_array_new_with_free_func(g_free);
	u->sites = g_hash_table_new(NULL, NULL);
	u->site_list = g_ptr_array_new_with_free_func((GDestroyNotify)ast_site_free);
	u->system = g_hash_table_new(NULL, NULL);
	u->incomplete = g_hash_table_new(NULL, NULL);
	u->patched = g_hash_table_new(NULL, NULL);
	u->destroyed = cx_table_new(NULL);
	u->closures = g_hash_table_new(NULL, NULL);
	u->dispatched = g_hash_table_new(NULL, NULL);
	u->undeclared = g_hash_table_new(NULL, NULL);
	u->included_at = g_array_new(FALSE, FALSE, sizeof(struct cx_place));
	u->errors = g_array_new(FALSE, FALSE, sizeof(struct lower_error));
	return u;
}

void lower_unit_free(struct lower_unit *u)
{
	if (!u)
		return;
	g_ptr_array_unref(u->functions);
	g_hash_table_unref(u->keys);
	g_array_unref(u->pending);
	g_hash_table_unref(u->globals);
	g_ptr_array_unref(u->fields);
	g_hash_table_unref(u->sites);
	g_ptr_array_unref(u->site_list);
	g_hash_table_unref(u->system);
	g_hash_table_unref(u->incomplete);
	g_hash_table_unref(u->patched);
	g_hash_table_unref(u->destroyed);
	g_hash_table_unref(u->closures);
	if (u->instances)
		g_hash_table_unref(u->instances);
	if (u->virtuals)
		g_array_unref(u->virtuals);
	g_hash_table_unref(u->dispatched);
	g_hash_table_unref(u->undeclared);
	g_array_unref(u->errors);
	g_array_unref(u->included_at);
	if (u->says_noreturn)
		g_hash_table_unref(u->says_noreturn);
	if (u->included)
		g_hash_table_unref(u->included);
	if (u->names)
		g_hash_table_unref(u->names);
	if (u->macros)
		g_hash_table_unref(u->macros);
	g_free(u);
}

static void collect_errors(struct lower_unit *u)
{
	unsigned n = clang_getNumDiagnostics(u->tu);
	for (unsigned i = 0; i < n; i++) {
		CXDiagnostic d = clang_getDiagnostic(u->tu, i);
		struct cx_place p = cx_place(clang_getDiagnosticLocation(d));
		struct lower_error e = {p.file, p.offset, p.line, i};
		if (clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error && p.file &&
		    !clang_Location_isInSystemHeader(clang_getDiagnosticLocation(d)))
			g_array_append_val(u->errors, e);
		clang_disposeDiagnostic(d);
	}
}

static bool is_function(CXCursor c)
{
	return c.kind == CXCursor_FunctionDecl || c.kind == CXCursor_CXXMethod || c.kind == CXCursor_Constructor ||
	       c.kind == CXCursor_Destructor || c.kind == CXCursor_ConversionFunction ||
	       c.kind == CXCursor_FunctionTemplate;
}

static bool in_looked_at_file(const struct lower_unit *u, CXCursor c)
{
	struct cx_place p = cx_place(clang_getCursorLocation(c));
	return p.file && u->file && clang_File_isEqual(p.file, u->file);
}

static void note_inclusion(CXFile file, CXSourceLocation *stack, unsigned n, CXClientData data)
{
	struct lower_unit *u = data;
	if (n == 0 || !u->file || !clang_File_isEqual(file, u->file))
		return;
	struct cx_place p = cx_place(stack[0]);
	g_array_append_val(u->included_at, p);
}

const struct cx_place *lower_inclusion(const struct lower_unit *u, struct cx_extent e)
{
	for (unsigned i = 0; i < u->included_at->len; i++) {
		const struct cx_place *p = &g_array_index(u->included_at, struct cx_place, i);
		if (p->file && e.begin.file && clang_File_isEqual(p->file, e.begin.file) &&
		    p->offset > e.begin.offset && p->offset < e.end.offset)
			return p;
	}
	return NULL;
}

struct initialiser {
	struct lower_unit *unit;
	struct cx_place name; /* the variable's: what stands before it is its type (decltype(&f) x) */
	bool holds;           /* a rule's call is in it */
};

/* The references to a rule's call in a variable's initialiser at file scope: table entries, function pointers. */
static enum CXChildVisitResult visit_initialiser(CXCursor c, CXCursor parent, CXClientData data)
{
	struct initialiser *in = data;
	(void)parent;
	if (c.kind == CXCursor_DeclRefExpr) {
		CXCursor decl = clang_getCursorReferenced(c);
		struct cx_place p = cx_place(clang_getCursorLocation(c));
		bool in_type = p.file && in->name.file && clang_File_isEqual(p.file, in->name.file) &&
			       p.offset < in->name.offset;
		if (decl.kind == CXCursor_FunctionDecl && !in_type)
			in->holds |= sites_reference(in->unit, NULL, c, decl, FORM_FNPTR) != 0;
	}
	return c.kind == CXCursor_LambdaExpr ? CXChildVisit_Continue : CXChildVisit_Recurse;
}

static enum CXChildVisitResult visit_declaration(CXCursor c, CXCursor parent, CXClientData data)
{
	struct lower_unit *u = data;
	(void)parent;
	if (!in_looked_at_file(u, c) && c.kind != CXCursor_LinkageSpec && c.kind != CXCursor_Namespace &&
	    !lower_inclusion(u, cx_extent(c)))
		return CXChildVisit_Continue;
	if (is_function(c)) {
		if (clang_isCursorDefinition(c))
			lower_function(u, c);
		return CXChildVisit_Continue;
	}
	if (c.kind == CXCursor_VarDecl) {
		globals_fields(u, c);
		struct initialiser in = {u, cx_place(clang_getCursorLocation(c)), false};
		clang_visitChildren(c, visit_initialiser, &in);
		if (in.holds)
			globals_note_alone(u, c);
		return CXChildVisit_Continue;
	}
	switch (c.kind) {
	case CXCursor_Namespace:
	case CXCursor_LinkageSpec:
	case CXCursor_UnexposedDecl:
	case CXCursor_ClassDecl:
	case CXCursor_StructDecl:
	case CXCursor_UnionDecl:
	case CXCursor_ClassTemplate:
	case CXCursor_ClassTemplatePartialSpecialization: return CXChildVisit_Recurse;
	default: return CXChildVisit_Continue;
	}
}

static void lower_pending(struct lower_unit *u)
{
	for (unsigned i = 0; i < u->pending->len && u->header_functions < HEADER_FUNCTIONS_MAX; i++) {
		CXCursor decl = g_array_index(u->pending, CXCursor, i);
		CXCursor def = clang_isCursorDefinition(decl) ? decl : clang_getCursorDefinition(decl);
		if (cx_is_null(def) || clang_Location_isInSystemHeader(clang_getCursorLocation(def)))
			continue;
		u->header_functions += lower_function(u, def);
	}
}

static int by_offset(gconstpointer a, gconstpointer b)
{
	const struct lower_error *x = a, *y = b;
	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

void lower_unit_run(struct lower_unit *u)
{
	collect_errors(u);
	if (u->errors->len)
		qsort(u->errors->data, u->errors->len, sizeof(struct lower_error), by_offset);
	clang_getInclusions(u->tu, note_inclusion, u);
	clang_visitChildren(clang_getTranslationUnitCursor(u->tu), visit_declaration, u);
	lower_pending(u);
	globals_finish(u);
	handed_collect(u);
}

const char *lower_error_in(const struct lower_unit *u, CXFile file, size_t begin, size_t end)
{
	for (unsigned i = 0; i < u->errors->len; i++) {
		const struct lower_error *e = &g_array_index(u->errors, struct lower_error, i);
		if (e->offset < begin || e->offset >= end || !file || !clang_File_isEqual(e->file, file))
			continue;
		CXDiagnostic d = clang_getDiagnostic(u->tu, e->diagnostic);
		auto_cxstring spelling = clang_getDiagnosticSpelling(d);
		g_autofree char *text = g_strdup_printf("line %u: %s", e->line, clang_getCString(spelling));
		clang_disposeDiagnostic(d);
		return g_intern_string(text);
	}
	return NULL;
}
