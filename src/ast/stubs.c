/* Stand-ins for what missing headers would have declared, read off the compiler's complaints: an unknown type becomes
 * an integer (in C++ a class that takes and gives anything), an undeclared name a variable, what can only be an
 * attribute or a bracket an empty macro. A few rounds are enough: each one makes the compiler see further. */
#include "ast/ladder.h"

#include <string.h>

#include "ast/skim.h"

enum stub_kind {
	STUB_NONE = 1, /* the file declares it after all: no stub */
	STUB_TYPE,
	STUB_VALUE,
	STUB_FUNCTION,
	STUB_EMPTY,      /* a macro that stands for nothing */
	STUB_EMPTY_CALL, /* … with arguments */
	STUB_DECLARE,    /* a macro with arguments that stands for a type: NAME(x) variable = … */
	STUB_COMPARE,    /* a macro that takes an operator: NAME(a, ==, b) */
	STUB_LOOP,       /* a macro that heads a block */
	STUB_STRING,     /* a macro between string literals */
	STUB_STRUCT,     /* C: a struct without a definition */
	STUB_SCOPE,      /* C++: a namespace or class before '::' */
	STUB_TEMPLATE    /* C++ */
};

#define STUBS_MAX 600

struct stubs *stubs_new(void)
{
	struct stubs *s = g_new0(struct stubs, 1);
	s->names = g_hash_table_new(NULL, NULL);
	s->order = g_ptr_array_new();
	return s;
}

void stubs_free(struct stubs *s)
{
	if (!s)
		return;
	g_hash_table_unref(s->names);
	g_ptr_array_unref(s->order);
	g_free(s);
}

static bool learn(struct stubs *s, const char *name, enum stub_kind kind)
{
	const char *interned = g_intern_string(name);
	int old = GPOINTER_TO_INT(g_hash_table_lookup(s->names, interned));
	/* a second opinion is taken once: a value that is called, a type that heads a declaration */
	if (old == (int)kind || old == STUB_NONE ||
	    (old && !(old == STUB_VALUE && kind != STUB_VALUE) &&
	     !((old == STUB_TYPE || old == STUB_FUNCTION) && kind >= STUB_EMPTY)))
		return false;
	if (s->order->len >= STUBS_MAX)
		return false;
	if (!old)
		g_ptr_array_add(s->order, (gpointer)interned);
	g_hash_table_insert(s->names, (gpointer)interned, GINT_TO_POINTER((int)kind));
	return true;
}

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
	return name && learn(s, name, block ? STUB_LOOP : STUB_DECLARE);
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
		return head && learn(s, head, STUB_COMPARE);
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
		return learn(s, name, STUB_STRING);
	/* EXPORT type name(…) {: it is the words before that are odd */
	if (c == '(' && strstr(message, "top level declarator")) {
		size_t body = skim_space(a.bytes, skim_bracket(a.bytes, next, a.length), a.length);
		if (body < a.length && a.bytes[body] == '{')
			return false;
	}
	bool attribute = strstr(message, "function body") || strstr(message, "top level declarator") ||
			 strstr(message, "end of declaration");
	return attribute && learn(s, name, c == '(' ? STUB_EMPTY_CALL : STUB_EMPTY);
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
	return w.name && is_identifier(w.name) && learn(s, w.name, STUB_EMPTY_CALL);
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

static bool learn_scoped(struct stubs *s, const char *message, enum stub_kind kind)
{
	g_autofree char *name = quoted(message, 0), *scope = quoted(message, 1);
	if (!is_identifier(name) || !scope || !*scope || strchr(scope, '<') || strchr(scope, ' '))
		return false;
	g_autofree char *full = g_strconcat(scope, "::", name, NULL);
	return learn(s, full, kind);
}

static bool learn_from(struct stubs *s, CXTranslationUnit tu, CXDiagnostic d, bool cxx)
{
	auto_cxstring spelling = clang_getDiagnosticSpelling(d);
	const char *m = clang_getCString(spelling);
	g_autofree char *name = quoted(m, 0);
	struct around a;
	if (g_str_has_prefix(m, "unknown type name") || g_str_has_prefix(m, "unknown class name") ||
	    g_str_has_prefix(m, "expected class name"))
		return is_identifier(name) &&
		       learn(s, name, around_name(tu, d, name, &a) ? kind_of_type(&a) : STUB_TYPE);
	if (strstr(m, "undeclared identifier"))
		return is_identifier(name) &&
		       learn(s, name, around_name(tu, d, name, &a) ? kind_of_value(&a, cxx) : STUB_VALUE);
	if (g_str_has_prefix(m, "typedef redefinition") || g_str_has_prefix(m, "redefinition of") ||
	    g_str_has_prefix(m, "conflicting types for"))
		return unlearn(s, tu, d);
	if (g_str_has_prefix(m, "parameter named") && strstr(m, "is missing"))
		return learn_swallowing(s, tu, d);
	if (g_str_has_prefix(m, "no type named") && strstr(m, "in namespace"))
		return learn_scoped(s, m, STUB_TYPE);
	if (g_str_has_prefix(m, "no template named"))
		return strstr(m, "in namespace") ? learn_scoped(s, m, STUB_TEMPLATE)
						 : is_identifier(name) && learn(s, name, STUB_TEMPLATE);
	if (g_str_has_prefix(m, "no member named") && strstr(m, "in namespace"))
		return learn_scoped(s, m, STUB_VALUE);
	if (strstr(m, "incomplete type") && !cxx && name && g_str_has_prefix(name, "struct ") &&
	    is_identifier(name + 7))
		return learn(s, name + 7, STUB_STRUCT);
	if (strstr(m, "is not a function or function pointer") && around_name(tu, d, NULL, &a)) {
		size_t end = skim_token(a.bytes, a.at, a.length);
		g_autofree char *called = g_strndup(a.bytes + a.at, end - a.at);
		return is_identifier(called) && g_hash_table_contains(s->names, g_intern_string(called)) &&
		       learn(s, called, STUB_FUNCTION);
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

/* --- writing them ----------------------------------------------------------------------------------------------- */

static const char any_class[] = "struct sysfall_any {\n"
				"  sysfall_any() {}\n"
				"  template <class... A> sysfall_any(A &&...) {}\n"
				"  template <class T> operator T() const;\n"
				"  template <class T> sysfall_any &operator=(T &&);\n"
				"  sysfall_any *operator->() const;\n"
				"  template <class... A> int operator()(A &&...) const;\n"
				"};\n";

static void write_plain(GString *out, const char *name, enum stub_kind kind, bool cxx)
{
	switch (kind) {
	case STUB_NONE: return;
	case STUB_TYPE:
		g_string_append_printf(out,
				       cxx ? "struct %s : sysfall_any { using sysfall_any::sysfall_any; };\n"
					   : "typedef int %s;\n",
				       name);
		return;
	case STUB_VALUE: g_string_append_printf(out, "extern int %s;\n", name); return;
	case STUB_FUNCTION: g_string_append_printf(out, cxx ? "int %s(...);\n" : "int %s();\n", name); return;
	case STUB_EMPTY: g_string_append_printf(out, "#define %s\n", name); return;
	case STUB_EMPTY_CALL: g_string_append_printf(out, "#define %s(...)\n", name); return;
	case STUB_DECLARE: g_string_append_printf(out, "#define %s(...) int\n", name); return;
	case STUB_COMPARE:
		g_string_append_printf(out, "#define %s(a, op, b, ...) sysfall_again((a)op(b))\n", name);
		return;
	case STUB_LOOP:
		g_string_append_printf(out, "#define %s(...) while (sysfall_again(__VA_ARGS__))\n", name);
		return;
	case STUB_STRING: g_string_append_printf(out, "#define %s \"\"\n", name); return;
	case STUB_STRUCT: g_string_append_printf(out, "struct %s { int sysfall_member; };\n", name); return;
	case STUB_SCOPE: g_string_append_printf(out, "namespace %s {}\n", name); return;
	case STUB_TEMPLATE:
		g_string_append_printf(
			out, "template <class...> struct %s : sysfall_any { using sysfall_any::sysfall_any; };\n",
			name);
		return;
	}
}

char *stubs_text(const struct stubs *s, bool cxx)
{
	GString *out = g_string_new("#pragma once\n");
	g_string_append(out, cxx ? any_class : "");
	g_string_append(out, cxx ? "int sysfall_again(...);\n" : "int sysfall_again();\n");
	for (guint i = 0; i < s->order->len; i++) {
		const char *name = s->order->pdata[i];
		enum stub_kind kind = (enum stub_kind)GPOINTER_TO_INT(g_hash_table_lookup(s->names, name));
		const char *last = g_strrstr(name, "::");
		if (!last) {
			write_plain(out, name, kind, cxx);
			continue;
		}
		g_autofree char *scope = g_strndup(name, (gsize)(last - name));
		g_string_append_printf(out, "namespace %s {\n", scope);
		write_plain(out, last + 2, kind, cxx);
		g_string_append(out, "}\n");
	}
	return g_string_free(out, FALSE);
}
