/* Functions of a unit that are mentioned where the lowered code does not show it: in the initialiser of a variable with
 * static storage, in a function that was not lowered, in an expression that is not expressed. Who asks whether a
 * function is ever entered has to know that somebody may have its address. */
#include "ast/lower.h"

struct mentions {
	struct lower_unit *unit;
	GHashTable *lowered; /* set of interned keys */
	GHashTable *names;   /* set of interned names: of the internal ones */
	bool hidden;         /* what is mentioned here is not in the lowered code */
};

static void note(struct mentions *m, CXCursor function)
{
	const char *key = names_function_key(m->unit, function);
	if (!g_hash_table_contains(m->lowered, key))
		return;
	struct cfg_field_func *ff = g_new0(struct cfg_field_func, 1);
	ff->field = g_intern_static_string(CFG_HIDDEN);
	ff->func = key;
	g_ptr_array_add(m->unit->fields, ff);
}

static bool is_static(CXCursor c)
{
	return c.kind == CXCursor_VarDecl && clang_getCursorLinkage(c) != CXLinkage_NoLinkage;
}

/* What the lowering does not go through: a static variable's initialiser, an assembler statement, an operation that
 * libclang has no name for. */
static bool hides(struct mentions *m, CXCursor c)
{
	if (c.kind == CXCursor_FunctionDecl || c.kind == CXCursor_CXXMethod || c.kind == CXCursor_Constructor ||
	    c.kind == CXCursor_Destructor || c.kind == CXCursor_FunctionTemplate)
		return !g_hash_table_contains(m->lowered, names_function_key(m->unit, c));
	if (is_static(c) || (c.kind == CXCursor_VarDecl && clang_Cursor_getStorageClass(c) == CX_SC_Static) ||
	    c.kind == CXCursor_GCCAsmStmt)
		return true;
	if (c.kind != CXCursor_UnexposedExpr)
		return false;
	g_autoptr(GArray) operands = cx_operands(c);
	return operands->len > 1;
}

static enum CXChildVisitResult visit(CXCursor c, CXCursor parent, CXClientData data)
{
	struct mentions *m = data;
	(void)parent;
	if (clang_Location_isInSystemHeader(clang_getCursorLocation(c)))
		return CXChildVisit_Continue;
	if (c.kind == CXCursor_DeclRefExpr && m->hidden) {
		CXCursor decl = clang_getCursorReferenced(c);
		if (decl.kind == CXCursor_FunctionDecl && g_hash_table_contains(m->names, cx_name(decl)))
			note(m, decl);
	}
	struct mentions inner = *m;
	inner.hidden |= hides(m, c);
	clang_visitChildren(c, visit, &inner);
	return CXChildVisit_Continue;
}

void handed_collect(struct lower_unit *unit)
{
	struct mentions m = {unit, g_hash_table_new(NULL, NULL), g_hash_table_new(NULL, NULL), false};
	for (guint i = 0; i < unit->functions->len; i++) {
		const struct cfg_function *f = unit->functions->pdata[i];
		g_hash_table_add(m.lowered, (gpointer)f->key);
		if (f->internal)
			g_hash_table_add(m.names, (gpointer)f->name);
	}
	if (unit->site_list->len > 0 && g_hash_table_size(m.names) > 0)
		clang_visitChildren(clang_getTranslationUnitCursor(unit->tu), visit, &m);
	g_hash_table_unref(m.lowered);
	g_hash_table_unref(m.names);
}
