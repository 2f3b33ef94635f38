/* Whether a call means the C library's function of that name, and whether it comes back. Names like err() and error()
 * are everybody's: the library's are meant where their header is included and the arguments are right. The headers that
 * are put before a file of unknown origin (prelude.c) declare them for everybody, which says nothing. What other
 * declarations say is lower_noreturn.c's. */
#include "ast/lower.h"

#include <string.h>

#include "ast/skim.h"
#include "ast/virtual.h"

/* ---- which headers are included ---- */

static void note_include(GHashTable *names, const char *bytes, size_t at, size_t end)
{
	at = skim_space(bytes, at, end);
	if (at >= end || (bytes[at] != '<' && bytes[at] != '"'))
		return;
	const char *begin = bytes + at + 1, *close = memchr(begin, bytes[at] == '<' ? '>' : '"', end - at - 1);

	if (close)
		g_hash_table_add(names, g_strndup(begin, (size_t)(close - begin)));
}

/* Line by line: a condition may leave an #include out, but only where something else takes its place. */
static void note_includes(GHashTable *names, const char *bytes, size_t length)
{
	for (size_t at = 0, end; at < length; at = end + 1) {
		const char *newline = memchr(bytes + at, '\n', length - at);

		end = newline ? (size_t)(newline - bytes) : length;
		while (at < end && g_ascii_isspace(bytes[at]))
			at++;
		if (at >= end || bytes[at] != '#')
			continue;
		at++;
		while (at < end && g_ascii_isspace(bytes[at]))
			at++;
		if (end - at > strlen("include") && strncmp(bytes + at, "include", strlen("include")) == 0)
			note_include(names, bytes, at + strlen("include"), end);
	}
}

static void note_file(struct lower_unit *u, const char *bytes, size_t length)
{
	note_includes(u->included, bytes, length);
}

static bool is_included(struct lower_unit *u, const char *header)
{
	if (!u->included) {
		u->included = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		lower_visit_texts(u, note_file);
	}
	return g_hash_table_contains(u->included, header);
}

/* ---- the arguments ---- */

static bool argument_fits(char kind, CXCursor arg)
{
	CXCursor s = lower_strip(arg);
	CXType type = clang_getCanonicalType(clang_getCursorType(s));
	gint64 n;

	if (s.kind == CXCursor_StringLiteral)
		return kind != 'i';
	if (kind == 'i')
		return !cx_is_pointer(type) && !cx_is_array(type) && !cx_is_record(type);
	if (kind == 's') /* a pointer may be written as 0 */
		return !cx_int_type(type).bits || (cx_evaluate(s, &n) && n == 0);
	return true;
}

static bool arguments_fit(const struct library_function *f, CXCursor call)
{
	int n = clang_Cursor_getNumArguments(call);

	if (n < 0 || !library_takes(f, (unsigned)n))
		return false;
	for (int i = 0; i < n; i++)
		if (!argument_fits(library_argument(f, (unsigned)i), clang_Cursor_getArgument(call, (unsigned)i)))
			return false;
	return true;
}

/* ---- whose declaration it is ---- */

bool lower_is_system(CXCursor decl)
{
	return clang_Location_isInSystemHeader(clang_getCursorLocation(decl)) != 0;
}

static bool has_prelude(const struct lower_unit *u)
{
	return u->prelude || clang_getFile(u->tu, VIRTUAL_PRELUDE);
}

static bool is_theirs(struct lower_unit *u, const struct library_function *f, CXCursor decl)
{
	if (cx_is_null(decl) || virtual_is_stub(decl) || lower_is_undeclared(u, decl))
		return !f->header || is_included(u, f->header);
	enum CXLinkageKind linkage = clang_getCursorLinkage(decl);

	if (u->cxx && strstr(cx_usr(decl), "@N@std@F@"))
		return lower_is_system(decl);
	if (!names_is_c_function(u, decl) || linkage == CXLinkage_Internal || linkage == CXLinkage_UniqueExternal)
		return false;
	if (!f->header)
		return true;
	return lower_is_system(decl) && (!has_prelude(u) || is_included(u, f->header));
}

const struct library_function *lower_library(struct lower *l, CXCursor call, CXCursor decl, const char *name)
{
	const struct library_function *f = library_find(name);

	if (!f || f->does & LIBRARY_RAW || !arguments_fit(f, call))
		return NULL;
	if (f->does & LIBRARY_STD)
		return l->unit->cxx && !cx_is_null(decl) && strstr(cx_usr(decl), "@N@std@") ? f : NULL;
	return is_theirs(l->unit, f, decl) ? f : NULL;
}

static enum lower_returns returns(struct lower *l, const struct library_function *f, CXCursor decl, const char *name)
{
	if (f && f->does & LIBRARY_NO_RETURN)
		return f->unless_zero ? RETURNS_IF_ZERO : RETURNS_NEVER;
	if (cx_is_null(decl) || lower_is_undeclared(l->unit, decl))
		return lower_text_says_noreturn(l->unit, name) ? RETURNS_NEVER : RETURNS;
	/* the system's declaration of a name that means somebody else's function here */
	if (!f && library_does(name, LIBRARY_NO_RETURN) && lower_is_system(decl))
		return RETURNS;
	return lower_is_declared_noreturn(l->unit, decl) ? RETURNS_NEVER : RETURNS;
}

enum lower_returns lower_returns(struct lower *l, CXCursor call, CXCursor decl, const char *name)
{
	return returns(l, lower_library(l, call, decl, name), decl, name);
}

enum lower_returns lower_returns_text(struct lower *l, CXCursor decl, const char *name, unsigned n_arguments)
{
	const struct library_function *f = library_find(name);
	bool theirs = f && !(f->does & (LIBRARY_RAW | LIBRARY_STD)) && library_takes(f, n_arguments) &&
		      is_theirs(l->unit, f, decl);

	return returns(l, theirs ? f : NULL, decl, name);
}
