/* Names that link functions and variables across units. An external C function is its plain name, as for the linker;
 * something internal is "path#name", so that two files' helpers stay apart; an external C++ function is its USR, which
 * is the same in every unit that sees the declaration. */
#include "ast/lower.h"

#include <string.h>

const char *names_path(const struct lower_unit *unit, CXFile file)
{
	if (!file || (unit->file && clang_File_isEqual(file, unit->file)))
		return unit->request->path;
	auto_cxstring real = clang_File_tryGetRealPathName(file);
	auto_cxstring name = clang_getFileName(file);
	const char *path = clang_getCString(real);
	const char *root = unit->request->tree ? unit->request->tree->root : NULL;

	if (!path || !*path)
		path = clang_getCString(name);
	size_t n = root ? strlen(root) : 0;

	if (n && strncmp(path, root, n) == 0 && path[n] == '/')
		path += n + 1;
	return g_intern_string(path ? path : "");
}

/* True when the USR is that of a function with C linkage: "c:@F@name" with no parameters behind. */
bool names_is_c_function(const struct lower_unit *unit, CXCursor decl)
{
	if (decl.kind != CXCursor_FunctionDecl)
		return false;
	if (!unit->cxx)
		return true;
	return strchr(cx_usr(decl), '#') == NULL;
}

static const char *internal_key(const struct lower_unit *unit, CXCursor decl, const char *name)
{
	CXCursor def = clang_getCursorDefinition(decl);
	struct cx_place place = cx_place(clang_getCursorLocation(cx_is_null(def) ? decl : def));
	g_autofree char *key = g_strdup_printf("%s#%s", names_path(unit, place.file), name);

	return g_intern_string(key);
}

static bool is_internal(CXCursor decl)
{
	enum CXLinkageKind linkage = clang_getCursorLinkage(decl);

	return linkage == CXLinkage_Internal || linkage == CXLinkage_UniqueExternal;
}

/* "(lambda at FILE:LINE:COLUMN)" in a type: the two numbers of each. */
static void add_lambda_places(GString *out, CXType type)
{
	auto_cxstring s = clang_getTypeSpelling(clang_getCanonicalType(type));
	const char *at = clang_getCString(s);

	while (at && (at = strstr(at, "(lambda at "))) {
		const char *end = strchr(at, ')'), *begin = end;
		for (unsigned colons = 0; begin && begin > at && colons < 2; colons += begin[-1] == ':')
			begin--;
		if (!begin)
			return;
		g_string_append_printf(out, "&%.*s", (int)(end - begin), begin);
		at = end;
	}
}

/* The USR of an instance for a lambda only says which function the lambda stands in: that of another one has the same.
 * What tells them apart is added. */
static const char *usr_of(CXCursor decl)
{
	const char *usr = cx_usr(decl);

	if (!strstr(usr, "@Sa"))
		return usr;
	g_autoptr(GString) full = g_string_new(usr);
	add_lambda_places(full, clang_getCursorType(decl));
	add_lambda_places(full, clang_getCursorType(clang_getCursorSemanticParent(decl)));
	return g_intern_string(full->str);
}

const char *names_function_key(const struct lower_unit *unit, CXCursor decl)
{
	const char *name = cx_name(decl);
	const char *usr = usr_of(decl);

	if (names_is_c_function(unit, decl))
		return is_internal(decl) ? internal_key(unit, decl, name) : name;
	if (is_internal(decl))
		return internal_key(unit, decl, *usr ? usr : name);
	return *usr ? usr : name;
}

const char *names_function(CXCursor decl)
{
	CXCursor parent = clang_getCursorSemanticParent(decl);

	switch (parent.kind) {
	case CXCursor_ClassDecl:
	case CXCursor_StructDecl:
	case CXCursor_UnionDecl:
	case CXCursor_ClassTemplate:
	case CXCursor_ClassTemplatePartialSpecialization: break;
	default: return cx_name(decl);
	}
	const char *name = cx_name(decl);
	g_autofree char *full = g_strdup_printf("%s::%s", cx_name(parent), name);

	return g_intern_string(full);
}

/* The name of the function that a static variable lives in. */
static const char *enclosing(const struct lower *l, CXCursor decl)
{
	CXCursor parent = clang_getCursorSemanticParent(decl);

	return cx_is_null(parent) || parent.kind == CXCursor_TranslationUnit ? l->f->name : names_function(parent);
}

const char *names_shared_key(const struct lower_unit *unit, CXCursor decl, bool *out_internal)
{
	const char *name = cx_name(decl);

	*out_internal = clang_getCursorLinkage(decl) != CXLinkage_External;
	if (*out_internal)
		return internal_key(unit, decl, name);
	if (unit->cxx) {
		const char *usr = cx_usr(decl);

		/* "c:@name": at file scope, the same for C and C++ */
		if (g_str_has_prefix(usr, "c:@") && !strchr(usr + 3, '@'))
			return name;
		return *usr ? usr : name;
	}
	return name;
}

const char *names_variable_key(const struct lower *l, CXCursor decl, bool *out_internal)
{
	enum CXLinkageKind linkage = clang_getCursorLinkage(decl);

	if (linkage != CXLinkage_NoLinkage && linkage != CXLinkage_Invalid)
		return names_shared_key(l->unit, decl, out_internal);
	g_autofree char *inner = g_strdup_printf("%s#%s", enclosing(l, decl), cx_name(decl));

	*out_internal = true;
	return internal_key(l->unit, decl, inner);
}
