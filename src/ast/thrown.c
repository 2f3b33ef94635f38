/* Types of exceptions. A type is told by its name only where the name can mean nothing else in another file, and what a
 * class is made of is told where all of it is there: not of one that was made up because its header is missing. */
#include "ast/thrown.h"

#include "ast/virtual.h"
#include "cfg/thrown.h"

CXType thrown_type(CXType type)
{
	CXType t = clang_getCanonicalType(type);

	if (cx_is_reference(t))
		t = clang_getCanonicalType(clang_getPointeeType(t));
	return clang_getUnqualifiedType(t);
}

/* --- classes ---------------------------------------------------------------------------------------------------- */

typedef bool on_base(CXType base, void *data);

struct bases {
	on_base *on_base;
	void *data;
	GHashTable *virtuals; /* set of interned USRs: the virtual bases that were told of, which are there once */
	bool known;           /* all of them were seen */
};

static bool each_class_but(CXType type, on_base *f, void *data, GHashTable *virtuals);

static bool was_told(const struct bases *b, CXCursor base)
{
	auto_cxstring usr = clang_getCursorUSR(clang_getTypeDeclaration(thrown_type(clang_getCursorType(base))));

	return clang_isVirtualBase(base) &&
	       !g_hash_table_add(b->virtuals, (gpointer)g_intern_string(clang_getCString(usr)));
}

static enum CXChildVisitResult visit_base(CXCursor c, CXCursor parent, CXClientData data)
{
	struct bases *b = data;
	(void)parent;
	if (c.kind == CXCursor_CXXBaseSpecifier && clang_getCXXAccessSpecifier(c) == CX_CXXPublic && !was_told(b, c))
		b->known = each_class_but(thrown_type(clang_getCursorType(c)), b->on_base, b->data, b->virtuals) &&
			   b->known;
	return CXChildVisit_Continue;
}

/* Tells of the class and of all that it can be taken for; false where something of it is not known. */
static bool each_class_but(CXType type, on_base *f, void *data, GHashTable *virtuals)
{
	CXCursor decl = clang_getTypeDeclaration(type), def = clang_getCursorDefinition(decl);
	struct bases b = {f, data, virtuals, true};

	if (type.kind != CXType_Record || !f(type, data))
		return false;
	if (cx_is_null(def) || virtual_is_stub(def) || !cx_is_null(clang_getSpecializedCursorTemplate(decl)))
		return false;
	clang_visitChildren(def, visit_base, &b);
	return b.known;
}

static bool each_class(CXType type, on_base *f, void *data)
{
	g_autoptr(GHashTable) virtuals = g_hash_table_new(NULL, NULL);

	return each_class_but(type, f, data, virtuals);
}

struct search {
	CXType type;
	unsigned found; /* how often it is there */
};

static bool is_it(CXType base, void *data)
{
	struct search *s = data;

	s->found += clang_equalTypes(base, s->type) ? 1 : 0;
	return true;
}

/* --- in one file ------------------------------------------------------------------------------------------------ */

static bool is_pointer(CXType type)
{
	return cx_is_pointer(type) || cx_is_array(type) || type.kind == CXType_NullPtr;
}

/* What a null pointer may become. */
static bool is_any_pointer(CXType type)
{
	return cx_is_pointer(type) || type.kind == CXType_MemberPointer;
}

static bool is_unknown(CXType type)
{
	return cx_is_dependent(type) || type.kind == CXType_Invalid || type.kind == CXType_Unexposed;
}

enum catches thrown_caught(CXType handler, CXType thrown)
{
	struct search search = {handler, 0};

	if (handler.kind == CXType_Invalid)
		return CATCHES;
	if (is_unknown(thrown))
		return CATCHES_MAYBE;
	if (clang_equalTypes(thrown, handler))
		return CATCHES;
	if (thrown.kind != CXType_Record || handler.kind != CXType_Record)
		return is_pointer(thrown) && is_any_pointer(handler) ? CATCHES_MAYBE : CATCHES_NOT;
	bool known = each_class(thrown, is_it, &search);

	/* of what is there twice, which is meant: it cannot be taken for it */
	return search.found == 1 ? CATCHES : known && !search.found ? CATCHES_NOT : CATCHES_MAYBE;
}

/* --- across files ----------------------------------------------------------------------------------------------- */

/* Its name, with '*' before a pointer's; false where that may be another type elsewhere. */
static bool add_name(GString *out, CXType type)
{
	auto_cxstring name = clang_getTypeSpelling(type);
	bool named = type.kind == CXType_Record || type.kind == CXType_Enum;
	CXCursor decl = clang_getTypeDeclaration(type);

	if (named && (clang_getCursorLinkage(decl) != CXLinkage_External || virtual_is_stub(decl)))
		return false;
	if (!named && !cx_is_pointer(type) && (type.kind < CXType_Bool || type.kind > CXType_LongDouble))
		return false;
	g_string_append_printf(out, "%s%s%s", out->len ? "|" : "", cx_is_pointer(type) ? "*" : "",
			       clang_getCString(name));
	return true;
}

/* What stands behind the first bytes is among them. */
static bool is_listed(const char *words, gsize before)
{
	g_autofree char *first = g_strndup(words, before);

	return cfg_thrown_matches(first, words + before + 1) == 1;
}

/* What is there twice cannot be taken for it. */
static bool add_class(CXType base, void *data)
{
	GString *out = data;
	gsize before = out->len;

	return add_name(out, base) && !(before && is_listed(out->str, before));
}

const char *thrown_words(CXType thrown)
{
	g_autoptr(GString) out = g_string_new(NULL);
	bool known = thrown.kind == CXType_Record ? each_class(thrown, add_class, out) : add_name(out, thrown);

	return g_intern_string(known ? out->str : CFG_THROWN_UNKNOWN);
}

const char *thrown_handler_words(CXType handler)
{
	g_autoptr(GString) out = g_string_new(NULL);

	if (handler.kind == CXType_Invalid)
		return g_intern_static_string(CFG_CATCHES_ALL);
	return add_name(out, handler) ? g_intern_string(out->str) : NULL;
}
