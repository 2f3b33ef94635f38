/* What a textual occurrence is: a site, or one of the classes that are none. The compiler's word counts where it saw
 * the place; where it did not, the text alone decides what cannot be anything else. */
#include "ast/ladder.h"

#include <string.h>

#include "ast/lower.h"
#include "ast/skim.h"
#include "ast/virtual.h"

static bool same_file(const struct lower_unit *u, CXCursor c)
{
	struct cx_place p = cx_place(clang_getCursorLocation(c));
	return p.file && u->file && clang_File_isEqual(p.file, u->file);
}

static bool named_here(const struct lower_unit *u, CXCursor c, const struct lex_match *m)
{
	struct cx_place p = cx_place(clang_getCursorLocation(c));
	return same_file(u, c) && p.offset == m->offset;
}

/* Whose name stands there, when the cursor is a declaration. */
static bool look_declaration(const struct lower_unit *u, CXCursor c, const struct lex_match *m,
			     enum occurrence_class *out, char **out_note)
{
	if (!clang_isDeclaration(c.kind) || !named_here(u, c, m))
		return false;
	if (c.kind == CXCursor_FunctionDecl && clang_getCursorLinkage(c) != CXLinkage_Internal &&
	    names_is_c_function(u, c)) {
		*out = clang_isCursorDefinition(c) ? OCCURRENCE_DEFINITION : OCCURRENCE_DECLARATION;
		return true;
	}
	auto_cxstring kind = clang_getCursorKindSpelling(c.kind);
	*out = OCCURRENCE_LOOK_ALIKE;
	*out_note =
		g_strdup_printf("the name of a %s%s", clang_getCursorLinkage(c) == CXLinkage_Internal ? "static " : "",
				clang_getCString(kind));
	return true;
}

/* decltype(call(…)): nothing is called there. */
static bool is_unevaluated(const struct source_text *text, size_t at)
{
	static const char *const words[] = {"decltype", "__typeof__", "__typeof",
					    "typeof",   "sizeof",     "_Alignof",
					    "alignof",  "noexcept",   "__builtin_types_compatible_p"};
	size_t open;
	char *around;

	while ((around = occurrence_around(text->bytes, at, &open))) {
		bool found = false;

		for (guint i = 0; i < G_N_ELEMENTS(words); i++)
			found = found || strcmp(around, words[i]) == 0;
		g_free(around);
		if (found)
			return true;
		at = open;
	}
	return false;
}

/* The rule's own function, used: a site that was not taken in is none of the classes. */
static bool is_the_call(const struct lower_unit *u, CXCursor decl, const struct lex_match *m)
{
	const struct rule *rule =
		decl.kind == CXCursor_FunctionDecl ? rule_set_by_name(u->request->rules, m->name) : NULL;

	return rule && cx_name(decl) == m->name && clang_getCursorLinkage(decl) != CXLinkage_Internal &&
	       names_is_c_function(u, decl) && !is_unevaluated(u->request->text, m->offset);
}

static bool look_reference(const struct lower_unit *u, CXCursor c, const struct lex_match *m,
			   enum occurrence_class *out, char **out_note)
{
	CXCursor decl = clang_getCursorReferenced(c);
	if (cx_is_null(decl))
		return false;
	if (is_the_call(u, decl, m) && sites_is_own(u, m->name)) {
		*out = OCCURRENCE_LOOK_ALIKE;
		*out_note = g_strdup("the tree's own function of that name");
		return true;
	}
	if (is_the_call(u, decl, m)) {
		if (!sites_is_test(u->request->text, m->offset, m->length))
			return false;
		*out = OCCURRENCE_LOOK_ALIKE;
		*out_note = g_strdup("a test whether the function is there");
		return true;
	}
	auto_cxstring kind = clang_getCursorKindSpelling(decl.kind);
	*out = OCCURRENCE_LOOK_ALIKE;
	*out_note = g_strdup_printf("refers to a %s of that name", clang_getCString(kind));
	return true;
}

char *occurrence_around(const char *bytes, size_t at, size_t *out_open)
{
	int depth = 0;
	while (at > 0) {
		char c = bytes[--at];
		if (c == ';' || c == '{' || c == '}')
			return NULL;
		depth += c == ')' ? 1 : c == '(' ? -1 : 0;
		if (depth >= 0)
			continue;
		size_t end = at;
		*out_open = at;
		while (end > 0 && g_ascii_isspace(bytes[end - 1]))
			end--;
		size_t begin = end;
		while (begin > 0 && skim_is_word(bytes[begin - 1]))
			begin--;
		return begin < end ? g_strndup(bytes + begin, end - begin) : NULL;
	}
	return NULL;
}

static bool is_table_macro(const struct rule_set *rules, const char *name)
{
	for (guint i = 0; i < rules->rules->len; i++) {
		const struct rule *r = rules->rules->pdata[i];
		for (guint k = 0; k < r->tables->len; k++)
			if (strcmp(r->tables->pdata[k], name) == 0)
				return true;
	}
	return false;
}

static bool is_raw_name(const struct rule_set *rules, const char *name)
{
	const struct rule *rule = rule_set_by_name(rules, name);
	return rule && strcmp(rule->call.name, name) != 0;
}

/* Where the line comment starts that the offset lies in; the offset itself when it lies in none. */
static size_t before_comment(const char *bytes, size_t at)
{
	size_t start = at;

	while (start > 0 && bytes[start - 1] != '\n')
		start--;
	for (size_t i = start; i + 1 < at; i++)
		if (bytes[i] == '/' && bytes[i + 1] == '/')
			return i;
	return at;
}

/* The offset behind what may stand before a declared name (words, pointers, attributes), read backwards; *out_words: it
 * holds a word. */
static size_t skip_specifiers(const char *bytes, size_t at, bool *out_words)
{
	*out_words = false;
	while (at > 0) {
		char c = bytes[at - 1];

		if (c == '/' && at > 1 && bytes[at - 2] == '*') {
			for (at -= 2; at > 1 && !(bytes[at - 1] == '*' && bytes[at - 2] == '/'); at--)
				;
			at = at > 1 ? at - 2 : 0;
			continue;
		}
		size_t comment = before_comment(bytes, at);

		if (comment < at)
			at = comment;
		else if (!skim_is_word(c) && !g_ascii_isspace(c) && !strchr("*&:(),<>[]\"~\\", c))
			return at;
		else {
			*out_words = *out_words || skim_is_word(c);
			at--;
		}
	}
	return 0;
}

/* Nothing but such words stands between the offset and the end of a declaration or directive before it. */
static bool is_declared_here(const struct source_text *text, size_t at, bool *out_words)
{
	size_t start = skip_specifiers(text->bytes, at, out_words);

	if (start == 0 || strchr(";{}", text->bytes[start - 1]))
		return true;
	while (start > 0 && text->bytes[start - 1] != '\n')
		start--;
	start += strspn(text->bytes + start, " \t");
	return text->bytes[start] == '#';
}

/* "return name(…)", "throw net::name(…)": the word before it is no type. */
static bool is_behind_keyword(const struct source_text *text, size_t name)
{
	static const char *const keywords[] = {"return", "co_return", "co_yield", "co_await", "throw", "else",
					       "do",     "case",      "goto",     "delete",   "new",   "sizeof"};
	size_t end = name;

	while (end > 0 && (g_ascii_isspace(text->bytes[end - 1]) || strchr(":(!~*&", text->bytes[end - 1])))
		end--;
	size_t begin = end;

	while (begin > 0 && skim_is_word(text->bytes[begin - 1]))
		begin--;
	for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++)
		if (strlen(keywords[i]) == end - begin && memcmp(keywords[i], text->bytes + begin, end - begin) == 0)
			return true;
	return false;
}

/* "type name(…)" with what may follow a declarator: neither an initialiser nor a heap of broken code. */
static bool is_declarator(const struct source_text *text, size_t name, size_t open)
{
	size_t close = skim_bracket(text->bytes, open, text->length), behind;
	bool words;

	if (close >= text->length || text->bytes[close - 1] != ')' || is_behind_keyword(text, name))
		return false;
	behind = skim_space(text->bytes, close, text->length);
	if (behind < text->length && !skim_is_word(text->bytes[behind]) && !strchr(";,{[=:-", text->bytes[behind]))
		return false;
	return is_declared_here(text, name, &words) && words;
}

/* NAME(…) with a semicolon behind it, outside all functions: no initialiser, so it can only declare. */
static bool is_declaring_macro(const struct source_text *text, size_t open)
{
	size_t behind = skim_space(text->bytes, skim_bracket(text->bytes, open, text->length), text->length);
	bool words;

	return behind < text->length && text->bytes[behind] == ';' && is_declared_here(text, open, &words) && words;
}

/* net::name: of a namespace or a class, as the C library's is not. */
static bool is_qualified(const struct source_text *text, const struct lex_match *m)
{
	size_t at = m->offset;
	while (at > 0 && g_ascii_isspace(text->bytes[at - 1]))
		at--;
	if (m->class != LEX_CODE || at < 3 || strncmp(text->bytes + at - 2, "::", 2) != 0)
		return false;
	char before = text->bytes[at - 3];
	return skim_is_word(before) || before == '>';
}

/* The arguments behind the offset, up to the bracket that closes them. */
static unsigned arguments_behind(const struct source_text *text, size_t at, size_t close)
{
	unsigned n = 0;

	while (at < close) {
		n += text->bytes[at] == ',';
		at = skim_space(text->bytes,
				strchr("([{", text->bytes[at]) ? skim_bracket(text->bytes, at, close)
							       : skim_token(text->bytes, at, close),
				close);
	}
	return n;
}

/* The number is an argument of syscall(), of a function of the file that makes system calls, or of another that gets
 * all of the call's own arguments after it. */
static bool is_given_a_number(const struct ast_request *request, const struct lex_match *m, const char *around,
			      size_t open)
{
	const struct source_text *text = request->text;
	const struct rule *rule = rule_set_by_name(request->rules, m->name);

	if (strcmp(around, "syscall") == 0 || sites_makes_calls(text, around))
		return true;
	size_t close = skim_bracket(text->bytes, open, text->length);

	return source_text_function_at(text, m->offset) && rule && rule->call.arity > 0 &&
	       skim_space(text->bytes, open + 1, close) == m->offset &&
	       arguments_behind(text, m->offset + m->length, close - 1) == rule->call.arity;
}

/* A call with its arguments behind the name, not a declarator: no type or pointer stands before it. */
static bool looks_called(const struct source_text *text, const struct lex_match *m, char next)
{
	size_t at = m->offset;

	while (at > 0 && g_ascii_isspace(text->bytes[at - 1]))
		at--;
	return next == '(' && at > 0 && strchr("(,=!?:", text->bytes[at - 1]);
}

bool occurrence_guess(const struct ast_request *request, const struct lex_match *m, enum occurrence_class *out)
{
	const struct source_text *text = request->text;
	size_t next = skim_space(text->bytes, m->offset + m->length, text->length);
	char c = next < text->length ? text->bytes[next] : '\0';
	size_t open = 0;
	g_autofree char *around = occurrence_around(text->bytes, m->offset, &open);
	if (around && is_table_macro(request->rules, around)) {
		*out = OCCURRENCE_TABLE;
		return true;
	}
	const struct lex_function *f = source_text_function_at(text, m->offset);
	if (f && m->offset < f->body && f->name == m->name) {
		*out = OCCURRENCE_DEFINITION;
		return true;
	}
	bool handed_on = around ? is_given_a_number(request, m, around, open) : handed_on_number(text, m);
	if (is_raw_name(request->rules, m->name) && !handed_on) {
		*out = OCCURRENCE_TABLE; /* the number of the call, not a call */
		return true;
	}
	if (!f && ((c == '(' && is_declarator(text, m->offset, next)) ||
		   (around && !looks_called(text, m, c) && is_declaring_macro(text, open)))) {
		*out = OCCURRENCE_DECLARATION;
		return true;
	}
	if (flags_is_cxx(request) && is_qualified(text, m)) {
		*out = OCCURRENCE_LOOK_ALIKE;
		return true;
	}
	return false;
}

/* (name) or (…, name, …): nothing is called there by the text. */
static bool is_direct_argument(const struct source_text *text, const struct lex_match *m)
{
	size_t next = skim_space(text->bytes, m->offset + m->length, text->length), at = m->offset;
	while (at > 0 && g_ascii_isspace(text->bytes[at - 1]))
		at--;
	return m->class == LEX_CODE && at > 0 && next < text->length && strchr("(,", text->bytes[at - 1]) &&
	       strchr("),", text->bytes[next]);
}

/* The body that the name stands in: at the name itself the compiler only shows that a macro is used. */
static CXCursor body_around(const struct lower_unit *u, const struct lex_match *m)
{
	const struct lex_function *f = source_text_function_at(u->request->text, m->offset);

	if (!f)
		return clang_getNullCursor();
	return clang_getCursor(u->tu, clang_getLocationForOffset(u->tu, u->file, (unsigned)f->body));
}

/* What a macro makes of its argument: a longer name, of something else. */
struct pasted {
	const struct lower_unit *unit;
	const struct lex_match *match;
	size_t use;       /* where the macro is used */
	const char *name; /* interned; NULL: none */
};

static enum CXChildVisitResult find_pasted(CXCursor c, CXCursor parent, CXClientData data)
{
	struct pasted *p = data;
	const char *name = cx_name(c);
	struct cx_place at = cx_place(clang_getCursorLocation(c));

	(void)parent;
	if ((c.kind == CXCursor_DeclRefExpr || c.kind == CXCursor_MemberRefExpr) && same_file(p->unit, c) &&
	    at.offset == p->use && name != p->match->name && strstr(name, p->match->name))
		p->name = name;
	return p->name ? CXChildVisit_Break : CXChildVisit_Recurse;
}

/* The macro that ends before the parenthesis is given the call's own arguments behind its name, and it cannot be seen
 * that they go elsewhere: a number may have been made of the name. */
static bool may_call(const struct lower_unit *u, const struct lex_match *m, const char *around, size_t open)
{
	const struct source_text *text = u->request->text;
	const struct rule *rule = rule_set_by_name(u->request->rules, m->name);
	struct pasted p = {u, m, open, NULL};

	while (p.use > 0 && !skim_is_word(text->bytes[p.use - 1]))
		p.use--;
	p.use -= strlen(around);
	if (!rule || !source_text_function_at(text, m->offset) ||
	    arguments_behind(text, m->offset + m->length, skim_bracket(text->bytes, open, text->length) - 1) <
		    rule->call.arity)
		return false;
	CXCursor body = body_around(u, m);

	if (!cx_is_null(body))
		clang_visitChildren(body, find_pasted, &p);
	return !p.name;
}

/* The name as an argument of a macro, in a function that was lowered without a loss or outside of all: whatever the
 * macro makes of it (a string, a part of another name) is no call, or it would have been seen. */
static bool look_argument(const struct lower_unit *u, const struct lex_match *m, char **out_note)
{
	const struct source_text *text = u->request->text;
	size_t open = 0;
	g_autofree char *around = occurrence_around(text->bytes, m->offset, &open);
	if (!around || lower_error_in(u, u->file, open, skim_bracket(text->bytes, open, text->length)) ||
	    may_call(u, m, around, open))
		return false;
	if (!source_text_function_at(text, m->offset)) { /* an initialiser: the compiler saw it whole */
		*out_note = g_strdup_printf("an argument of %s(), which does not use it", around);
		return !lower_error_in(u, u->file, 0, text->length);
	}
	for (guint i = 0; i < u->functions->len; i++) {
		const struct cfg_function *f = u->functions->pdata[i];
		if (f->path == u->request->path && f->range.line <= m->line && m->line <= f->range.end_line &&
		    !g_hash_table_contains(u->incomplete, f->key)) {
			*out_note = g_strdup_printf("an argument of %s(), which does not call it", around);
			return true;
		}
	}
	return false;
}

static bool is_own_macro(const struct lower_unit *u, const struct lex_match *m, CXCursor c)
{
	/* a macro of that name whose replacement is something else: the token expands to code that has another place */
	CXSourceLocation at = clang_getLocationForOffset(u->tu, u->file, (unsigned)m->offset);
	(void)at;
	for (guint i = 0; i < u->request->text->defines->len; i++) {
		const struct lex_define *d = &g_array_index(u->request->text->defines, struct lex_define, i);
		if (d->body && d->name == m->name && d->line < m->line)
			return c.kind != CXCursor_InvalidFile;
	}
	return false;
}

/* What a name's token has become. */
struct expansion {
	const struct lower_unit *unit;
	const struct lex_match *match;
	const char *to; /* interned; NULL: nothing but what it says */
};

static enum CXChildVisitResult find_expansion(CXCursor c, CXCursor parent, CXClientData data)
{
	struct expansion *e = data;

	(void)parent;
	if (c.kind == CXCursor_DeclRefExpr && named_here(e->unit, c, e->match) && cx_name(c) != e->match->name)
		e->to = cx_name(c);
	return e->to ? CXChildVisit_Break : CXChildVisit_Recurse;
}

/* The other name that a macro of this name brings; interned, NULL when none does. */
static const char *expansion_of(const struct lower_unit *u, const struct lex_match *m, CXCursor around)
{
	struct expansion e = {u, m, NULL};

	if (around.kind == CXCursor_MacroExpansion)
		around = body_around(u, m);
	if (m->class == LEX_CODE &&
	    (clang_isStatement(around.kind) || clang_isExpression(around.kind) || clang_isDeclaration(around.kind)))
		clang_visitChildren(around, find_expansion, &e);
	return e.to;
}

bool occurrence_is_undefined(const struct lower_unit *u, const struct lex_match *m)
{
	CXCursor c = clang_getCursor(u->tu, clang_getLocationForOffset(u->tu, u->file, (unsigned)m->offset));

	if (!match_is_alias(u->request, m) || m->class != LEX_CODE || c.kind == CXCursor_MacroExpansion ||
	    g_hash_table_contains(u->sites, GSIZE_TO_POINTER((gsize)m->offset + 1)) ||
	    !source_text_function_at(u->request->text, m->offset))
		return false;
	CXCursor decl = clang_getCursorReferenced(c);

	return cx_is_null(decl) || virtual_is_stub(decl) ||
	       (decl.kind == CXCursor_FunctionDecl && lower_is_undeclared(u, decl));
}

bool occurrence_is_renamed(const struct lower_unit *u, const struct lex_match *m)
{
	CXSourceLocation at = clang_getLocationForOffset(u->tu, u->file, (unsigned)m->offset);
	CXCursor c = clang_getCursor(u->tu, at);

	return !g_hash_table_contains(u->sites, GSIZE_TO_POINTER((gsize)m->offset + 1)) &&
	       source_text_function_at(u->request->text, m->offset) && (is_own_macro(u, m, c) || expansion_of(u, m, c));
}

enum sighting occurrence_look(const struct lower_unit *u, const struct lex_match *m, enum occurrence_class *out_class,
			      char **out_note)
{
	*out_note = NULL;
	if (g_hash_table_contains(u->sites, GSIZE_TO_POINTER((gsize)m->offset + 1)))
		return SEEN_SITE;
	CXSourceLocation at = clang_getLocationForOffset(u->tu, u->file, (unsigned)m->offset);
	CXCursor c = clang_getCursor(u->tu, at);
	if (look_declaration(u, c, m, out_class, out_note))
		return SEEN_OTHER;
	bool exact = named_here(u, c, m);
	if (exact && c.kind == CXCursor_LabelStmt) {
		*out_class = OCCURRENCE_LOOK_ALIKE;
		*out_note = g_strdup("a label");
		return SEEN_OTHER;
	}
	if (exact && clang_isExpression(c.kind) && look_reference(u, c, m, out_class, out_note))
		return SEEN_OTHER;
	if (exact && clang_isReference(c.kind) && look_reference(u, c, m, out_class, out_note))
		return SEEN_OTHER;
	if (is_own_macro(u, m, c) && source_text_function_at(u->request->text, m->offset)) {
		*out_class = OCCURRENCE_LOOK_ALIKE;
		*out_note = g_strdup("a macro of the file's own");
		return SEEN_OTHER;
	}
	const char *to = expansion_of(u, m, c);
	if (to) {
		*out_class = OCCURRENCE_LOOK_ALIKE;
		*out_note = g_strdup_printf("a macro makes it %s", to);
		return SEEN_OTHER;
	}
	if (m->class == LEX_STRING && !handed_on_string(u->request, m)) {
		*out_class = OCCURRENCE_STRING;
		return SEEN_OTHER;
	}
	if (occurrence_guess(u->request, m, out_class))
		return SEEN_OTHER;
	if (is_direct_argument(u->request->text, m) && !is_raw_name(u->request->rules, m->name) &&
	    look_argument(u, m, out_note)) {
		*out_class = OCCURRENCE_LOOK_ALIKE;
		return SEEN_OTHER;
	}
	return SEEN_NOT;
}
