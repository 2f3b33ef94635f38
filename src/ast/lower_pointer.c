/* Calls through pointers in C: what the pointer's type says of the functions that it can lead to. Which record each
 * parameter points to is told, in its own words and in the compiler's: a function that is given another record's
 * address is none of them. */
#include "ast/lower.h"

#include <string.h>

static const char *declared_name(CXType type)
{
	CXCursor decl = clang_getTypeDeclaration(type);
	return clang_Cursor_isAnonymous(decl) ? "" : cx_name(decl);
}

/* "list_t|list" of a pointer to `struct list`, called list_t; nothing of other types. */
static void add_record(GString *out, CXType type)
{
	CXType pointee = clang_getPointeeType(clang_getCanonicalType(type));
	if (!cx_is_pointer(type) || !cx_is_record(pointee))
		return;
	const char *own = declared_name(clang_getPointeeType(type)), *plain = declared_name(pointee);
	g_string_append(out, own);
	if (*own && *plain)
		g_string_append_c(out, '|');
	g_string_append(out, plain);
}

const char *lower_takes(const struct lower *l, CXCursor pointer)
{
	CXType type = clang_getCanonicalType(clang_getCursorType(pointer));
	if (cx_is_pointer(type))
		type = clang_getPointeeType(type);
	if (l->unit->cxx || type.kind != CXType_FunctionProto)
		return NULL;
	CXType written = clang_getPointeeType(clang_getCursorType(pointer));
	int n = clang_getNumArgTypes(type);
	g_autoptr(GString) out = g_string_new(NULL);
	for (int i = 0; i < n; i++) {
		CXType own = clang_getArgType(written, (unsigned)i);
		if (i)
			g_string_append_c(out, ',');
		add_record(out, own.kind == CXType_Invalid ? clang_getArgType(type, (unsigned)i) : own);
	}
	return strspn(out->str, ",") < out->len ? g_intern_string(out->str) : NULL;
}
