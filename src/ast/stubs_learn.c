/* What is missing, read off the compiler's complaints and what stands around them. A few rounds are enough: each one
 * makes the compiler see further. */
#include "ast/stubs_internal.h"

#include <string.h>

#include "ast/skim.h"

/* --- what stands around a name ---------------------------------------------------------------------------------- */

struct around {
	const char *bytes;
	size_t at, end, length; /* of the name */
};

static char after(const struct around *a, size_t *out_at)
{
	size_t at = skim_space(a->bytes, a->end, a->length);
	*out_at = at;
	return at < a->length ? a->bytes[at] : '\0';
}

static char before(const struct around *a)
{
	size_t at = a->at;
	while (at > 0 && g_ascii_isspace(a->bytes[at - 1]))
		at--;
	return at > 0 ? a->bytes[at - 1] : '\0';
}

static bool line_ends(const struct around *a)
{
	size_t at = a->end;
	while (at < a->length && (a->bytes[at] == ' ' || a->bytes[at] == '\t' || a->bytes[at] == '\r'))
		at++;
	return at >= a->length || a->bytes[at] == '\n';
}

static const char *const type_words[] = {"int",     "char",   "void",    "long",     "short",    "unsigned",  "signed",
					 "float",   "double", "const",   "struct",   "union",    "enum",      "static",
					 "extern",  "inline", "typedef", "volatile", "bool",     "_Bool",     "size_t",
					 "ssize_t", "class",  "virtual", "explicit", "template", "namespace", NULL};

static bool is_type_word(const char *bytes, size_t at, size_t end)
{
	for (const char *const *w = type_words; *w; w++)
		if (strlen(*w) == end - at && strncmp(bytes + at, *w, end - at) == 0)
			return true;
	return false;
}

/* An unknown name where a declaration begins: a type, or a macro such as EXPORT or G_BEGIN_DECLS. */
static enum stub_kind kind_of_type(const struct around *a)
{
	size_t at, next;
	char c = after(a, &at);
	if (c == '(')
		return STUB_EMPTY_CALL;
	if (c == '{' || c == '}' || c == ';' || (line_ends(a) && !skim_is_word(c)))
		return STUB_EMPTY;
	if (!skim_is_word(c))
		return STUB_TYPE;
	next = skim_token(a->bytes, at, a->length);
	if (is_type_word(a->bytes, at, next) && !(next - at == 5 && strncmp(a->bytes + at, "const", 5) == 0))
		return STUB_EMPTY;
	size_t second = skim_space(a->bytes, next, a->length);
	return second < a->length && (skim_is_word(a->bytes[second]) || a->bytes[second] == '*') ? STUB_EMPTY
												 : STUB_TYPE;
}

/* An undeclared name in an expression may be a type all the same: (X *)p, sizeof(X), X *p = …; */
static enum stub_kind kind_of_value(const struct around *a, bool cxx)
{
	size_t at;
	char c = after(a, &at), b = before(a);
	if (cxx && c == ':' && at + 1 < a->length && a->bytes[at + 1] == ':')
		return STUB_SCOPE;
	if (c == '(')
		return STUB_FUNCTION;
	if (c == '"' || b == '"')
		return STUB_STRING;
	if (skim_is_word(c))
		return STUB_TYPE;
	if (c == '<' && cxx && (b == ';' || b == '{' || b == '}'))
		return STUB_TEMPLATE;
	if (c != '*')
		return STUB_VALUE;
	size_t star = at;
	while (star < a->length && (a->bytes[star] == '*' || g_ascii_isspace(a->bytes[star])))
		star++;
	if (star < a->length && a->bytes[star] == ')' && b == '(')
		return STUB_TYPE;
	if (b != ';' && b != '{' && b != '}' && b != ')')
		return STUB_VALUE;
	size_t name_end = skim_token(a->bytes, star, a->length);
	size_t then = skim_space(a->bytes, name_end, a->length);
	return then < a->length && strchr("=;,[", a->bytes[then]) ? STUB_TYPE : STUB_VALUE;
}

/* --- reading complaints ----------------------------------------------------------------------------------------- */

/* The text between the n-th pair of quotes. */
static char *quoted(const char *message, unsigned n)
{
	const char *p = message;
	for (;;) {
		const char *open = strchr(p, '\'');
		const char *close = open ? strchr(open + 1, '\'') : NULL;
		if (!close)
			return NULL;
		if (n-- == 0)
			return g_strndup(open + 1, (gsize)(close - open - 1));
		p = close + 1;
	}
}

static bool is_identifier(const char *name)
{
	if (!name || !*name || g_ascii_isdigit(*name))
		return false;
	for (; *name; name++)
		if (!skim_is_word(*name))
			return false;
	return true;
}

static bool around_name(CXTranslationUnit tu, CXDiagnostic d, const char *name, struct around *out)
{
	struct cx_place p = cx_place(clang_getDiagnosticLocation(d));
	if (!p.file)
		return false;
	out->bytes = clang_getFileContents(tu, p.file, &out->length);
	out->at = p.offset;
	out->end = p.offset + (name ? strlen(name) : 0);
	return out->bytes && out->end <= out->length &&
	       (!name || strncmp(out->bytes + out->at, name, strlen(name)) == 0);
}

/* The identifier that ends before `at`, as text; NULL when there is none. */
static char *word_before(const char *bytes, size_t at)
{
	while (at > 0 && g_ascii_isspace(bytes[at - 1]))
		at--;
	size_t begin = at;
	while (begin > 0 && skim_is_word(bytes[begin - 1]))
		begin--;
	g_autofree char *name = g_strndup(bytes + begin, at - begin);
	return is_identifier(name) ? g_steal_pointer(&name) : NULL;
}

/* The name before the parentheses that close at `close` (behind ')'), as text; NULL when it is none. */
static char *head_of(const char *bytes, size_t close)
{
	int depth = 0;
	size_t at = close;
	while (at > 0) {
		char c = bytes[--at];
		depth += c == ')' ? 1 : c == '(' ? -1 : 0;
		if (depth == 0)
			break;
	}
	return word_before(bytes, at);
}

/* The name before the parentheses that `at` lies in. */
static char *head_around(const char *bytes, size_t at)
{
	int depth = 0;
	while (at > 0 && bytes[at - 1] != ';' && bytes[at - 1] != '{' && bytes[at - 1] != '}') {
		char c = bytes[--at];
		depth += c == ')' ? 1 : c == '(' ? -1 : 0;
		if (depth < 0)
			return word_before(bytes, at);
	}
	return NULL;
}

/* NAME(…) { : a loop of the project's own; NAME(…) word: a type. */
static bool learn_call_like(struct stubs *s, const struct around *a, size_t at)
{
	bool block = at < a->length && a->bytes[at] == '{';
	if (!block && !(at < a->length && skim_is_word(a->bytes[at])))
		return false;
	size_t close = at;
	while (close > 0 && g_ascii_isspace(a->bytes[close - 1]))
		close--;
	if (close == 0 || a->bytes[close - 1] != ')')
		return false;
	g_autofree char *name = head_of(a->bytes, close);
	return name && stubs_add(s, name, block ? STUB_LOOP : STUB_DECLARE);
}

/* "expected …" at something that the grammar has no place for: a macro. */
static bool learn_odd_word(struct stubs *s, CXTranslationUnit tu, CXDiagnostic d, const char *message)
{
	struct around a;
	if (!around_name(tu, d, NULL, &a))
		return false;
	size_t at = skim_space(a.bytes, a.at, a.length), end = skim_token(a.bytes, at, a.length);
	if (strstr(message, "expected ';' after expression") && learn_call_like(s, &a, at))
		return true;
	if (at < a.length && strchr("=!<>", a.bytes[at]) && strstr(message, "expected expression")) {
		g_autofree char *head = head_around(a.bytes, at);
		return head && stubs_add(s, head, STUB_COMPARE);
	}
	if (at >= end || !skim_is_word(a.bytes[at]) || is_type_word(a.bytes, at, end))
		return false;
	g_autofree char *name = g_strndup(a.bytes + at, end - at);
	a.at = at;
	a.end = end;
	size_t next;
	char c = after(&a, &next), b = before(&a);
	if (!is_identifier(name))
		return false;
	if (b == '"' || c == '"')
		return stubs_add(s, name, STUB_STRING);
	/* EXPORT type name(…) {: it is the words before that are odd */
	if (c == '(' && strstr(message, "top level declarator")) {
		size_t body = skim_space(a.bytes, skim_bracket(a.bytes, next, a.length), a.length);
		if (body < a.length && a.bytes[body] == '{')
			return false;
	}
	bool attribute = strstr(message, "function body") || strstr(message, "top level declarator") ||
			 strstr(message, "end of declaration");
	return attribute && stubs_add(s, name, c == '(' ? STUB_EMPTY_CALL : STUB_EMPTY);
}

struct swallowing {
	struct cx_place at;
	const char *name; /* interned */
};

static enum CXChildVisitResult find_swallowing(CXCursor c, CXCursor parent, CXClientData data)
{
	struct swallowing *w = data;
	struct cx_extent e = cx_extent(c);
	(void)parent;
	if (c.kind == CXCursor_FunctionDecl && e.begin.file && clang_File_isEqual(e.begin.file, w->at.file) &&
	    e.begin.offset <= w->at.offset && w->at.offset < e.end.offset)
		w->name = cx_name(c);
	return w->name ? CXChildVisit_Break : CXChildVisit_Continue;
}

/* NAME(word) at file scope, without a semicolon: what follows was taken for an old definition's parameters. */
static bool learn_swallowing(struct stubs *s, CXTranslationUnit tu, CXDiagnostic d)
{
	struct swallowing w = {cx_place(clang_getDiagnosticLocation(d)), NULL};
	if (w.at.file)
		clang_visitChildren(clang_getTranslationUnitCursor(tu), find_swallowing, &w);
	return w.name && is_identifier(w.name) && stubs_add(s, w.name, STUB_EMPTY_CALL);
}

/* The file has a declaration of its own, behind the place that did not know it: the stub was in the way. */
static bool unlearn(struct stubs *s, CXTranslationUnit tu, CXDiagnostic d)
{
	struct around a;
	if (!around_name(tu, d, NULL, &a))
		return false;
	size_t end = skim_token(a.bytes, a.at, a.length);
	g_autofree char *word = g_strndup(a.bytes + a.at, end - a.at);
	const char *name = g_intern_string(word);
	int old = GPOINTER_TO_INT(g_hash_table_lookup(s->names, name));
	if (!old || old == STUB_NONE)
		return false;
	g_hash_table_insert(s->names, (gpointer)name, GINT_TO_POINTER(STUB_NONE));
	return true;
}

/* --- names in scopes --------------------------------------------------------------------------------------------- */

static bool scope_behind(const struct around *a, size_t *out_at)
{
	return after(a, out_at) == ':' && *out_at + 1 < a->length && a->bytes[*out_at + 1] == ':';
}

/* The word that begins there. */
static bool around_word(struct around *a, size_t at)
{
	a->at = skim_space(a->bytes, at, a->length);
	a->end = a->at < a->length && skim_is_word(a->bytes[a->at]) ? skim_token(a->bytes, a->at, a->length) : a->at;
	return a->end > a->at;
}

/* a::b::name of the name, as it is written: what stands before it included. */
static char *qualified(const struct around *a)
{
	g_autofree char *name = g_strndup(a->bytes + a->at, a->end - a->at);
	GString *full = g_string_new(name);
	size_t at = a->at;
	for (;;) {
		while (at > 0 && g_ascii_isspace(a->bytes[at - 1]))
			at--;
		if (at < 2 || strncmp(a->bytes + at - 2, "::", 2) != 0)
			break;
		g_autofree char *scope = word_before(a->bytes, at - 2);
		if (!scope)
			break;
		g_string_prepend(full, "::");
		g_string_prepend(full, scope);
		for (at -= 2; at > 0 && g_ascii_isspace(a->bytes[at - 1]);)
			at--;
		at -= strlen(scope);
	}
	return g_string_free(full, FALSE);
}

/* scope::name(…) { : a method, so that the scope is a class, of which nothing is known. */
static bool heads_method(const struct around *scope)
{
	struct around a = *scope;
	size_t at, behind;
	if (!scope_behind(&a, &at) || !around_word(&a, at + 2) || after(&a, &at) != '(')
		return false;
	behind = skim_space(a.bytes, skim_bracket(a.bytes, at, a.length), a.length);
	if (behind < a.length && skim_is_word(a.bytes[behind])) /* const, noexcept */
		behind = skim_space(a.bytes, skim_token(a.bytes, behind, a.length), a.length);
	return behind < a.length && (a.bytes[behind] == '{' || a.bytes[behind] == ':');
}

/* Every name of a chain a::b::c that has one behind it is a scope; one inside another that heads a method is not made
 * up: the method is read without its class then. */
static bool learn_scopes(struct stubs *s, const char *first, const struct around *name)
{
	struct around a = *name;
	g_autoptr(GString) full = g_string_new(first);
	bool any = false;
	size_t at;
	while (scope_behind(&a, &at) && !(strstr(full->str, "::") && heads_method(&a))) {
		any |= stubs_add(s, full->str, STUB_SCOPE);
		if (!around_word(&a, at + 2))
			break;
		g_string_append(full, "::");
		g_string_append_len(full, a.bytes + a.at, (gssize)(a.end - a.at));
	}
	return any;
}

/* using a::b; : whatever it is used as, a made-up type can be it. */
static bool follows_using(const struct around *a)
{
	size_t at = a->at;
	while (at > 0 && (skim_is_word(a->bytes[at - 1]) || a->bytes[at - 1] == ':'))
		at--;
	g_autofree char *word = word_before(a->bytes, at);
	return word && strcmp(word, "using") == 0;
}

static enum stub_kind kind_of_member(const struct around *a)
{
	size_t at;
	char c = after(a, &at);
	return follows_using(a) ? STUB_TYPE : c == '<' ? STUB_TEMPLATE : c == '(' ? STUB_FUNCTION : STUB_VALUE;
}

/* kind 0: what it is hangs on what stands around it. */
static bool learn_scoped(struct stubs *s, CXTranslationUnit tu, CXDiagnostic d, const char *message, unsigned kind)
{
	g_autofree char *name = quoted(message, 0), *scope = quoted(message, 1);
	struct around a;
	if (!is_identifier(name) || !scope || !*scope || strchr(scope, '<') || strchr(scope, ' '))
		return false;
	g_autofree char *full = g_strconcat(scope, "::", name, NULL);
	bool placed = around_name(tu, d, name, &a);
	if (placed && learn_scopes(s, full, &a))
		return true;
	return stubs_add(s, full, kind ? kind : placed ? kind_of_member(&a) : STUB_VALUE);
}

/* The name at the complaint, with the scopes before it. */
static bool learn_at(struct stubs *s, CXTranslationUnit tu, CXDiagnostic d, enum stub_kind kind)
{
	struct around a;
	if (!around_name(tu, d, NULL, &a) || !around_word(&a, a.at) || heads_method(&a))
		return false;
	g_autofree char *full = qualified(&a);
	return stubs_add(s, full, kind);
}

static bool learn_from(struct stubs *s, CXTranslationUnit tu, CXDiagnostic d, bool cxx)
{
	auto_cxstring spelling = clang_getDiagnosticSpelling(d);
	const char *m = clang_getCString(spelling);
	g_autofree char *name = quoted(m, 0);
	struct around a;
	if (g_str_has_prefix(m, "unknown type name") || g_str_has_prefix(m, "unknown class name") ||
	    g_str_has_prefix(m, "expected class name"))
		return is_identifier(name)
			       ? stubs_add(s, name, around_name(tu, d, name, &a) ? kind_of_type(&a) : STUB_TYPE)
			       : cxx && learn_at(s, tu, d, STUB_TYPE);
	if (strstr(m, "undeclared identifier"))
		return is_identifier(name) &&
		       ((cxx && around_name(tu, d, name, &a) && learn_scopes(s, name, &a)) ||
			stubs_add(s, name, around_name(tu, d, name, &a) ? kind_of_value(&a, cxx) : STUB_VALUE));
	if (cxx && g_str_has_prefix(m, "expected namespace name"))
		return learn_at(s, tu, d, STUB_SCOPE);
	if (cxx && strstr(m, "is not a class, namespace, or enumeration"))
		return learn_at(s, tu, d, STUB_SCOPE);
	if (g_str_has_prefix(m, "typedef redefinition") || g_str_has_prefix(m, "redefinition of") ||
	    g_str_has_prefix(m, "conflicting types for"))
		return unlearn(s, tu, d);
	if (g_str_has_prefix(m, "parameter named") && strstr(m, "is missing"))
		return learn_swallowing(s, tu, d);
	if (g_str_has_prefix(m, "no type named") && strstr(m, "in namespace"))
		return learn_scoped(s, tu, d, m, STUB_TYPE);
	if (g_str_has_prefix(m, "no template named"))
		return strstr(m, "in namespace") ? learn_scoped(s, tu, d, m, STUB_TEMPLATE)
						 : is_identifier(name) && stubs_add(s, name, STUB_TEMPLATE);
	if (g_str_has_prefix(m, "no member named") && strstr(m, "in namespace"))
		return learn_scoped(s, tu, d, m, 0);
	if (strstr(m, "incomplete type") && !cxx && name && g_str_has_prefix(name, "struct ") &&
	    is_identifier(name + 7))
		return stubs_add(s, name + 7, STUB_STRUCT);
	if (strstr(m, "is not a function or function pointer") && around_name(tu, d, NULL, &a)) {
		size_t end = skim_token(a.bytes, a.at, a.length);
		g_autofree char *called = g_strndup(a.bytes + a.at, end - a.at);
		return is_identifier(called) && g_hash_table_contains(s->names, g_intern_string(called)) &&
		       stubs_add(s, called, STUB_FUNCTION);
	}
	return g_str_has_prefix(m, "expected ") && learn_odd_word(s, tu, d, m);
}

bool stubs_learn(struct stubs *s, CXTranslationUnit tu, bool cxx)
{
	bool any = false;
	unsigned n = clang_getNumDiagnostics(tu);
	for (unsigned i = 0; i < n; i++) {
		CXDiagnostic d = clang_getDiagnostic(tu, i);
		if (clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error)
			any |= learn_from(s, tu, d, cxx);
		clang_disposeDiagnostic(d);
	}
	return any;
}
