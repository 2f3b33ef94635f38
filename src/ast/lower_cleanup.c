/* __attribute__((cleanup(f))): f(&variable) is called where the variable's scope ends, as a destructor is. libclang
 * does not show what stands in the attribute; the compiler prints it with the declaration, whichever macros it came
 * through. Where the function cannot be found out, anything may happen there. */
#include "ast/lower.h"

#include <string.h>

static bool has_unnamed_attribute(CXCursor decl)
{
	g_autoptr(GArray) children = cx_children(decl);

	for (unsigned i = 0; i < children->len; i++)
		if (cx_at(children, i).kind == CXCursor_UnexposedAttr)
			return true;
	return false;
}

/* The name in the attribute, interned; NULL where the declaration has none. */
static const char *name_printed(CXCursor decl)
{
	auto_cxstring printed = clang_getCursorPrettyPrinted(decl, NULL);
	const char *text = clang_getCString(printed);
	const char *at = text ? strstr(text, "((cleanup(") : NULL;

	if (!at && text)
		at = strstr(text, "[[gnu::cleanup(");
	if (!at)
		return NULL;
	at = strstr(at, "cleanup(") + strlen("cleanup(");
	g_autofree char *name = g_strndup(at, strcspn(at, ")"));

	return g_intern_string(name);
}

/* The compiler has dropped an attribute, because it does not know the function. */
static bool was_dropped(const struct lower *l, CXCursor decl)
{
	struct cx_extent e = cx_extent(decl);
	size_t length;
	const char *bytes = lower_bytes(l->unit, e.begin.file, &length);

	return bytes && e.end.offset <= length && e.begin.offset < e.end.offset &&
	       g_strstr_len(bytes + e.begin.offset, (gssize)(e.end.offset - e.begin.offset), "cleanup") &&
	       lower_error_in(l->unit, e.begin.file, e.begin.offset, e.end.offset);
}

/* What the system's headers define does nothing that matters. */
static void alive_until(struct lower *l, struct cfg_expr *place, const char *name)
{
	const CXCursor *function = lower_declared(l->unit, name);
	CXCursor def = clang_getNullCursor();

	if (function && function->kind == CXCursor_FunctionDecl)
		def = clang_getCursorDefinition(*function);
	if (!function || function->kind != CXCursor_FunctionDecl) {
		lower_alive_until(l, place, CFG_LOST);
		return;
	}
	if (lower_is_system(cx_is_null(def) ? *function : def))
		return;
	lower_alive_until(l, place, names_function_key(l->unit, *function));
	if (!cx_is_null(def))
		g_array_append_val(l->unit->pending, def);
}

void lower_cleanup(struct lower *l, CXCursor decl, struct cfg_expr *place)
{
	const char *name = has_unnamed_attribute(decl) ? name_printed(decl) : NULL;

	if (name)
		alive_until(l, place, name);
	else if (was_dropped(l, decl))
		lower_alive_until(l, place, CFG_LOST);
}
