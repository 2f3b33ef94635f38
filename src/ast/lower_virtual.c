/* Virtual methods. Which one a call means depends on the object: the call is lowered as one through a member of the
 * object that is named after the method, and every method that overrides it is told of as something which that member
 * may hold, by whichever unit sees it. Only where one method can be meant it is called by its name: of an object whose
 * class is known, of what is final, in a call that names the class. */
#include "ast/lower.h"

#include "ast/virtual.h"

static bool is_virtual(CXCursor decl)
{
	return decl.kind == CXCursor_CXXMethod && clang_CXXMethod_isVirtual(decl) && !virtual_is_stub(decl) &&
	       !clang_Location_isInSystemHeader(clang_getCursorLocation(decl));
}

/* --- telling ------------------------------------------------------------------------------------------------------ */

static const char *member_of(const struct lower_unit *u, CXCursor method)
{
	g_autofree char *name = g_strconcat(CFG_VIRTUAL, names_function_key(u, method), NULL);

	return g_intern_string(name);
}

static void tell(struct lower_unit *u, CXCursor method, CXCursor by)
{
	CXCursor *overridden;
	unsigned n;

	globals_add_field(u, member_of(u, method), by);
	clang_getOverriddenCursors(method, &overridden, &n);
	for (unsigned i = 0; i < n; i++)
		if (is_virtual(overridden[i]))
			tell(u, overridden[i], by);
	clang_disposeOverriddenCursors(overridden);
}

void lower_tell_method(struct lower_unit *u, CXCursor method)
{
	if (is_virtual(method) && !clang_CXXMethod_isPureVirtual(method))
		tell(u, clang_getCanonicalCursor(method), method);
}

static bool overrides(CXCursor method, CXCursor base)
{
	CXCursor *overridden;
	unsigned n;
	bool found = clang_equalCursors(clang_getCanonicalCursor(method), base);

	clang_getOverriddenCursors(method, &overridden, &n);
	for (unsigned i = 0; i < n && !found; i++)
		found = overrides(overridden[i], base);
	clang_disposeOverriddenCursors(overridden);
	return found;
}

static enum CXChildVisitResult collect(CXCursor c, CXCursor parent, CXClientData data)
{
	(void)parent;
	if (clang_Location_isInSystemHeader(clang_getCursorLocation(c)))
		return CXChildVisit_Continue;
	if (is_virtual(c))
		g_array_append_val((GArray *)data, c);
	return CXChildVisit_Recurse;
}

/* All of the unit's, wherever their classes stand: in functions, too. */
static const GArray *virtual_methods(struct lower_unit *u)
{
	if (!u->virtuals) {
		u->virtuals = g_array_new(FALSE, FALSE, sizeof(CXCursor));
		clang_visitChildren(clang_getTranslationUnitCursor(u->tu), collect, u->virtuals);
	}
	return u->virtuals;
}

/* What the unit knows that overrides the method, and itself: once for each method that is called. */
static void tell_of_all(struct lower_unit *u, CXCursor method, const char *member)
{
	const GArray *methods = virtual_methods(u);
	CXCursor base = clang_getCanonicalCursor(method);

	if (!g_hash_table_add(u->dispatched, (gpointer)member))
		return;
	for (unsigned i = 0; i < methods->len; i++) {
		CXCursor m = cx_at(methods, i);

		if (!overrides(m, base))
			continue;
		lower_tell_method(u, m);
		g_array_append_val(u->pending, m);
	}
}

/* --- calling ------------------------------------------------------------------------------------------------------ */

static bool is_final(CXCursor decl)
{
	g_autoptr(GArray) children = cx_children(decl);

	for (unsigned i = 0; i < children->len; i++)
		if (cx_at(children, i).kind == CXCursor_CXXFinalAttr)
			return true;
	return false;
}

/* x.Base::f(): the class is named. */
static bool is_qualified(CXCursor member)
{
	g_autoptr(GArray) children = cx_children(member);

	for (unsigned i = 0; i < children->len; i++) {
		enum CXCursorKind kind = cx_at(children, i).kind;

		if (kind == CXCursor_TypeRef || kind == CXCursor_TemplateRef || kind == CXCursor_NamespaceRef)
			return true;
	}
	return false;
}

/* Without the conversions that nobody wrote. */
static CXCursor as_written(CXCursor c)
{
	while (c.kind == CXCursor_UnexposedExpr || c.kind == CXCursor_ParenExpr) {
		g_autoptr(GArray) operands = cx_operands(c);

		if (operands->len != 1)
			break;
		c = cx_at(operands, 0);
	}
	return c;
}

static CXCursor class_of(CXType type)
{
	CXType t = clang_getCanonicalType(type);

	if (cx_is_reference(t) || cx_is_pointer(t))
		t = clang_getPointeeType(t);
	return clang_getCursorDefinition(clang_getTypeDeclaration(t));
}

/* A variable, a member or a new object of that very class, not a reference to something. */
static bool is_object_itself(CXCursor object)
{
	CXCursor s = as_written(object);
	CXCursor decl = clang_getCursorReferenced(s);

	if (s.kind != CXCursor_DeclRefExpr && s.kind != CXCursor_MemberRefExpr)
		return lower_is_construct(s);
	return cx_is_record(clang_getCanonicalType(clang_getCursorType(decl)));
}

/* In a constructor and in a destructor the object is of their class, and of none that is derived. */
static bool is_being_made(const struct lower *l)
{
	return l->decl.kind == CXCursor_Constructor || l->decl.kind == CXCursor_Destructor;
}

static bool means_one(const struct lower *l, CXCursor object, CXCursor method)
{
	bool own = cx_is_null(object) || as_written(object).kind == CXCursor_CXXThisExpr;
	CXCursor class = cx_is_null(object) ? clang_getCursorSemanticParent(l->decl)
					    : class_of(clang_getCursorType(as_written(object)));

	if (is_final(method) || is_final(clang_getCursorSemanticParent(method)) || (own && is_being_made(l)))
		return true;
	return (!cx_is_null(class) && is_final(class)) || (!own && is_object_itself(object));
}

const char *lower_dispatched(struct lower *l, CXCursor name, CXCursor object, CXCursor method)
{
	if (!is_virtual(method) || (name.kind == CXCursor_MemberRefExpr && is_qualified(name)) ||
	    means_one(l, object, method))
		return NULL;
	const char *member = member_of(l->unit, method);

	tell_of_all(l->unit, method, member);
	return member;
}
