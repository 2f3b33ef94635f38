/* Names and numbers that nothing spells where the call is made: a string that a variable holds or a macro makes of its
 * argument, a number that a macro pastes together, and the program's own functions that hand them on to dlsym() or to
 * syscall(). Such a function is known by its text, since a body that holds no searched name is not compiled. */
#include "ast/lower.h"

#include <string.h>

#include "ast/skim.h"

/* --- the program's own functions --------------------------------------------------------------------------------- */

static const struct lex_function *own_function(const struct lower_unit *u, const char *name)
{
	const GArray *functions = u->request->text->functions;

	for (unsigned i = 0; i < functions->len; i++) {
		const struct lex_function *f = &g_array_index(functions, struct lex_function, i);

		if (strcmp(f->name, name) == 0)
			return f;
	}
	return NULL;
}

static bool is_token(const char *bytes, size_t at, size_t next, const char *word)
{
	return next - at == strlen(word) && strncmp(bytes + at, word, next - at) == 0;
}

/* The offset of the parenthesis behind the first call of that name in the body; 0: none. */
static size_t call_in(const struct source_text *text, const struct lex_function *f, const char *name)
{
	size_t end = MIN(f->end, text->length);

	for (size_t at = skim_space(text->bytes, f->body, end), next; at < end;
	     at = skim_space(text->bytes, next, end)) {
		next = skim_token(text->bytes, at, end);
		size_t open = skim_space(text->bytes, next, end);

		if (is_token(text->bytes, at, next, name) && open < end && text->bytes[open] == '(')
			return open;
	}
	return 0;
}

/* --- strings -------------------------------------------------------------------------------------------------------
 */

/* The literal that a variable starts as, or that the expression is. */
CXCursor sites_literal(CXCursor arg)
{
	CXCursor s = lower_strip(arg);

	if (s.kind == CXCursor_DeclRefExpr) {
		CXCursor decl = clang_getCursorReferenced(s);

		if (decl.kind != CXCursor_VarDecl)
			return clang_getNullCursor();
		s = clang_Cursor_getVarDeclInitializer(decl);
		s = cx_is_null(s) ? s : lower_strip(s);
	}
	return s.kind == CXCursor_StringLiteral ? s : clang_getNullCursor();
}

const char *sites_string(CXCursor arg)
{
	CXCursor literal = sites_literal(arg);
	const char *name = cx_is_null(literal) ? NULL : cx_name(literal);
	size_t n = name ? strlen(name) : 0;

	if (n < 2 || name[0] != '"' || name[n - 1] != '"')
		return NULL;
	g_autofree char *inner = g_strndup(name + 1, n - 2);

	return g_intern_string(inner);
}

/* What comes of the function can only be an address: a pointer to void or to a function. */
static bool gives_address(CXCursor decl)
{
	CXType type = clang_getCanonicalType(clang_getCursorResultType(decl));
	CXType to = type.kind == CXType_Pointer ? clang_getCanonicalType(clang_getPointeeType(type)) : type;

	return type.kind == CXType_Pointer &&
	       (to.kind == CXType_Void || to.kind == CXType_FunctionProto || to.kind == CXType_FunctionNoProto);
}

bool sites_looks_up(const struct lower_unit *u, const struct rule *rule, CXCursor decl, const char *function)
{
	const struct lex_function *own = own_function(u, function);

	for (unsigned i = 0; i < rule->lookups->len; i++) {
		const char *lookup = rule->lookups->pdata[i];

		if (strcmp(lookup, function) == 0 || (own && call_in(u->request->text, own, lookup)))
			return true;
	}
	if (!own && u->request->helpers && g_ptr_array_find(u->request->helpers, g_intern_string(function), NULL))
		return true;
	/* code elsewhere that is given the name and gives an address back */
	return !own && !cx_is_null(decl) && decl.kind == CXCursor_FunctionDecl &&
	       !clang_Location_isInSystemHeader(clang_getCursorLocation(decl)) && gives_address(decl);
}

/* --- tests ----------------------------------------------------------------------------------------------------------
 */

static bool is_word_before(const char *bytes, size_t end, const char *word)
{
	size_t n = strlen(word);

	return end >= n && strncmp(bytes + end - n, word, n) == 0 && (end == n || !skim_is_word(bytes[end - n - 1]));
}

static size_t back_over_space(const char *bytes, size_t at)
{
	while (at > 0 && g_ascii_isspace(bytes[at - 1]))
		at--;
	return at;
}

/* if (…, ! and && in front. */
static bool opens_test(const char *bytes, size_t at)
{
	if (at > 1 && (strncmp(bytes + at - 2, "&&", 2) == 0 || strncmp(bytes + at - 2, "||", 2) == 0))
		return true;
	if (at == 0 || bytes[at - 1] == '!')
		return at > 0;
	if (bytes[at - 1] != '(')
		return false;
	at = back_over_space(bytes, at - 1);
	return is_word_before(bytes, at, "if") || is_word_before(bytes, at, "while");
}

static bool is_null_behind(const char *bytes, size_t at, size_t end)
{
	static const char *const nulls[] = {"0", "NULL", "nullptr"};
	size_t next = skim_token(bytes, at, end);

	for (unsigned i = 0; i < G_N_ELEMENTS(nulls); i++)
		if (is_token(bytes, at, next, nulls[i]))
			return true;
	return false;
}

bool sites_is_test(const struct source_text *text, size_t offset, size_t length)
{
	const char *bytes = text->bytes;
	size_t end = text->length, at = back_over_space(bytes, offset);
	size_t next = skim_space(bytes, offset + length, end);

	if (at > 0 && bytes[at - 1] == '&' && !(at > 1 && bytes[at - 2] == '&'))
		at = back_over_space(bytes, at - 1);
	if (next + 1 < end && (bytes[next] == '=' || bytes[next] == '!') && bytes[next + 1] == '=')
		return is_null_behind(bytes, skim_space(bytes, next + 2, end), end);
	if (next < end && bytes[next] == '?')
		return true;
	bool ends = next + 1 < end && (bytes[next] == ')' || bytes[next] == ';' || bytes[next] == ',' ||
				       strncmp(bytes + next, "&&", 2) == 0 || strncmp(bytes + next, "||", 2) == 0);

	return ends && opens_test(bytes, at);
}

/* --- numbers -------------------------------------------------------------------------------------------------------
 */

/* The last word of the text: the name in a parameter's declaration. */
static bool ends_with_word(const char *bytes, size_t begin, size_t end, const char *word, size_t n)
{
	while (end > begin && !skim_is_word(bytes[end - 1]))
		end--;
	return end - begin >= n && strncmp(bytes + end - n, word, n) == 0 &&
	       (end - n == begin || !skim_is_word(bytes[end - n - 1]));
}

/* The word is the function's first parameter. */
static bool is_first_parameter(const struct source_text *text, const struct lex_function *f, const char *word, size_t n)
{
	size_t open = f->begin;

	while (open < f->body && !(text->bytes[open] == '(' && open > f->begin &&
				   ends_with_word(text->bytes, f->begin, open, f->name, strlen(f->name))))
		open++;
	size_t at = open + 1;

	while (at < f->body && text->bytes[at] != ',' && text->bytes[at] != ')')
		at = text->bytes[at] == '(' ? skim_bracket(text->bytes, at, f->body) : at + 1;
	return at < f->body && ends_with_word(text->bytes, open + 1, at, word, n);
}

/* { return syscall(number, …); }: a call of it is that of syscall(). */
static bool is_bare_syscall(const struct source_text *text, const struct lex_function *f)
{
	const char *bytes = text->bytes;
	size_t end = MIN(f->end, text->length), at = skim_space(bytes, f->body + 1, end), next;

	next = skim_token(bytes, at, end);
	if (!is_token(bytes, at, next, "return"))
		return false;
	for (at = skim_space(bytes, next, end); at < end && bytes[at] == '(';)
		at = skim_space(bytes, skim_bracket(bytes, at, end), end); /* casts */
	next = skim_token(bytes, at, end);
	if (!is_token(bytes, at, next, "syscall"))
		return false;
	size_t open = skim_space(bytes, next, end), first = skim_space(bytes, open + 1, end);
	size_t behind = skim_space(bytes, skim_bracket(bytes, open, end), end);

	if (behind >= end || bytes[behind] != ';')
		return false;
	behind = skim_space(bytes, behind + 1, end);
	next = skim_token(bytes, first, end);
	return behind < end && bytes[behind] == '}' && is_first_parameter(text, f, bytes + first, next - first);
}

bool sites_is_syscall(const struct lower_unit *u, const char *function)
{
	const struct lex_function *own = strcmp(function, "syscall") == 0 ? NULL : own_function(u, function);

	return own ? is_bare_syscall(u->request->text, own) : strcmp(function, "syscall") == 0;
}

static bool has_assembly(const struct source_text *text, const struct lex_function *f)
{
	static const char *const words[] = {"asm", "__asm__", "__asm"};
	size_t end = MIN(f->end, text->length), next;

	for (size_t at = skim_space(text->bytes, f->body, end); at < end; at = skim_space(text->bytes, next, end)) {
		next = skim_token(text->bytes, at, end);
		for (unsigned i = 0; i < G_N_ELEMENTS(words); i++)
			if (is_token(text->bytes, at, next, words[i]))
				return true;
	}
	return false;
}

/* Itself, or through functions of the file; seen: those that were asked. */
static bool makes_calls(const struct source_text *text, const struct lex_function *f, GHashTable *seen)
{
	if (!g_hash_table_add(seen, (gpointer)f))
		return false;
	if (call_in(text, f, "syscall") || has_assembly(text, f))
		return true;
	for (unsigned i = 0; i < text->functions->len; i++) {
		const struct lex_function *other = &g_array_index(text->functions, struct lex_function, i);

		if (call_in(text, f, other->name) && makes_calls(text, other, seen))
			return true;
	}
	return false;
}

bool sites_makes_calls(const struct source_text *text, const char *function)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	for (unsigned i = 0; i < text->functions->len; i++) {
		const struct lex_function *f = &g_array_index(text->functions, struct lex_function, i);

		if (strcmp(f->name, function) == 0 && makes_calls(text, f, seen))
			return true;
	}
	return false;
}

/* --- what a macro is given ------------------------------------------------------------------------------------------
 */

size_t sites_use_end(const struct lower_unit *u, struct cx_extent e)
{
	const char *bytes = u->request->text->bytes;
	size_t length = u->request->text->length, at = e.begin.offset;

	if (at >= length || !skim_is_word(bytes[at]))
		return e.end.offset;
	at = skim_space(bytes, skim_token(bytes, at, length), length);
	if (at >= length || bytes[at] != '(')
		return e.end.offset;
	return MAX((size_t)e.end.offset, skim_bracket(bytes, at, length));
}

/* SYS_ or __NR_ with the word behind it, where something is known of that call. */
static const struct rule *pasted_with(const struct rule_set *rules, const char *word, const char **out_name)
{
	static const char *const prefixes[] = {"SYS_", "__NR_"};

	for (unsigned i = 0; i < G_N_ELEMENTS(prefixes); i++) {
		g_autofree char *whole = g_strconcat(prefixes[i], word, NULL);
		const struct rule *rule = sites_raw_word(rules, whole, out_name);

		if (rule || *out_name)
			return rule;
	}
	return NULL;
}

/* The end of the first argument in the parentheses that open there. */
static size_t first_argument_end(const char *bytes, size_t open, size_t end)
{
	size_t at = skim_space(bytes, open + 1, end);

	while (at < end && bytes[at] != ',' && bytes[at] != ')')
		at = skim_space(bytes, bytes[at] == '(' ? skim_bracket(bytes, at, end) : skim_token(bytes, at, end),
				end);
	return at;
}

const struct rule *sites_raw_pasted(const struct lower *l, CXCursor call, CXCursor argument, const char **out_name)
{
	const char *bytes = l->unit->request->text->bytes;
	struct cx_extent e = cx_extent(call);
	gint64 number;

	if (!cx_evaluate(argument, &number) || !e.begin.file || !clang_File_isEqual(e.begin.file, l->unit->file))
		return NULL;
	size_t end = sites_use_end(l->unit, e), next = skim_token(bytes, e.begin.offset, end);

	if (is_token(bytes, e.begin.offset, next, cx_name(call))) /* the call is spelled: only the number is made */
		end = first_argument_end(bytes, skim_space(bytes, next, end), end);
	for (size_t at = skim_space(bytes, next, end); at < end; at = skim_space(bytes, next, end)) {
		next = skim_token(bytes, at, end);
		if (!skim_is_word(bytes[at]) || g_ascii_isdigit(bytes[at]))
			continue;
		g_autofree char *word = g_strndup(bytes + at, next - at);
		const struct rule *rule = pasted_with(l->unit->request->rules, word, out_name);

		if (rule || *out_name)
			return rule;
	}
	return NULL;
}
