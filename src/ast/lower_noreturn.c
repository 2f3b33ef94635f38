/* Declarations that say "does not return": by an attribute, or by a macro whose header is missing, of which the name is
 * all that is left (rules/library_words.c). Where such a macro made the compiler drop the whole declaration, it is
 * found in the text of the unit's files. */
#include "ast/lower.h"

#include <string.h>

#include "ast/skim.h"
#include "ast/virtual.h"

static size_t line_begin(const char *bytes, size_t at)
{
	while (at > 0 && bytes[at - 1] != '\n')
		at--;
	return at;
}

/* The line in [begin, end) belongs to a directive: it begins with #, or goes on with one that does. */
static bool is_directive(const char *bytes, size_t begin, size_t end)
{
	while (begin >= 2 && bytes[begin - 2] == '\\') {
		end = begin - 1;
		begin = line_begin(bytes, end);
	}
	while (begin < end && g_ascii_isspace(bytes[begin]))
		begin++;
	return begin < end && bytes[begin] == '#';
}

/* Where a line's // begins; its end when it has none. */
static size_t line_comment(const char *bytes, size_t begin, size_t end)
{
	for (size_t at = begin; at + 1 < end; at++)
		if (bytes[at] == '/' && bytes[at + 1] == '/')
			return at;
	return end;
}

/* Going back from behind a comment's end. */
static size_t comment_begin(const char *bytes, size_t end)
{
	for (size_t at = end - 2; at >= 2; at--)
		if (bytes[at - 2] == '/' && bytes[at - 1] == '*')
			return at - 2;
	return 0;
}

/* Where the declaration that the name belongs to begins: behind the last thing that ends another. */
static size_t declaration_begin(const char *bytes, size_t name)
{
	size_t at = name;

	while (at > 0) {
		char c = bytes[at - 1];

		if (strchr(";{}", c) && c)
			return at;
		if (c == '/' && at >= 2 && bytes[at - 2] == '*') {
			at = comment_begin(bytes, at);
		} else if (c == '\n') {
			size_t line = line_begin(bytes, at - 1);

			if (is_directive(bytes, line, at - 1))
				return at;
			at = line_comment(bytes, line, at - 1);
		} else {
			at--;
		}
	}
	return 0;
}

/* Words that stand in a declaration beside its type. */
static bool is_specifier(const char *word, size_t n)
{
	static const char *const specifiers[] = {"static", "extern",   "inline",        "__inline",      "__inline__",
						 "const",  "volatile", "__extension__", "_Thread_local", "virtual"};

	for (size_t i = 0; i < G_N_ELEMENTS(specifiers); i++)
		if (strlen(specifiers[i]) == n && strncmp(word, specifiers[i], n) == 0)
			return true;
	return false;
}

static bool is_tag(const char *word, size_t n)
{
	return (n == 6 && strncmp(word, "struct", n) == 0) || (n == 5 && strncmp(word, "union", n) == 0) ||
	       (n == 4 && strncmp(word, "enum", n) == 0) || (n == 5 && strncmp(word, "class", n) == 0);
}

/* A word among those behind the parameters, or in an attribute, says so. */
static bool words_say(const char *bytes, size_t at, size_t end)
{
	for (at = skim_space(bytes, at, end); at < end;) {
		size_t next = skim_token(bytes, at, end);

		if (skim_is_word(bytes[at]) && library_says_noreturn(bytes + at, next - at))
			return true;
		if (next <= at)
			return false;
		at = skim_space(bytes, next, end);
	}
	return false;
}

/* A word before the name says so, and is not the type: in `dead_t find(void)` and `struct dead *find(void)` it is. */
static bool words_before_say(const char *bytes, size_t at, size_t end)
{
	bool said = false, tag = false;
	unsigned others = 0;

	for (at = skim_space(bytes, at, end); at < end;) {
		size_t next = skim_token(bytes, at, end);

		if (skim_is_word(bytes[at])) {
			bool says = !tag && library_says_noreturn(bytes + at, next - at);

			said = said || says;
			others += !says && !is_specifier(bytes + at, next - at);
			tag = is_tag(bytes + at, next - at);
		}
		if (next <= at)
			return false;
		at = skim_space(bytes, next, end);
	}
	return said && others > 0;
}

/* Behind the parameters, up to the body or the declaration's end. */
static size_t declaration_end(const char *bytes, size_t at, size_t length)
{
	while (at < length && !strchr(";{=", bytes[at])) {
		size_t next = bytes[at] == '(' ? skim_bracket(bytes, at, length) : skim_token(bytes, at, length);

		if (next <= at)
			return at;
		at = skim_space(bytes, next, length);
	}
	return at;
}

/* The attributes of a declaration, as text: of macros whose header is missing, nothing else is left. */
static bool text_says_noreturn(const struct lower_unit *u, CXCursor decl)
{
	struct cx_place p = cx_place(clang_getCursorLocation(decl));
	size_t length;
	const char *bytes = lower_bytes(u, p.file, &length);

	if (!bytes || p.offset >= length || virtual_is_stub(decl))
		return false;
	size_t name_end = skim_token(bytes, p.offset, length), open = skim_space(bytes, name_end, length);

	if (open >= length || bytes[open] != '(')
		return false;
	size_t behind = skim_bracket(bytes, open, length);

	return words_before_say(bytes, declaration_begin(bytes, p.offset), p.offset) ||
	       words_say(bytes, behind, declaration_end(bytes, behind, length));
}

/* An attribute that the compiler knows. analyzer_noreturn, too: it is given to what ends the program by way of a
 * handler that could be another (zmq_abort). */
static enum CXChildVisitResult find_noreturn(CXCursor c, CXCursor parent, CXClientData data)
{
	bool *found = (bool *)data;
	struct cx_extent e;
	size_t length;

	(void)parent;
	if (!clang_isAttribute(c.kind))
		return CXChildVisit_Continue;
	e = cx_extent(c);
	const char *bytes =
		e.begin.file ? clang_getFileContents(clang_Cursor_getTranslationUnit(c), e.begin.file, &length) : NULL;

	if (bytes && e.end.offset <= length && e.begin.offset < e.end.offset &&
	    (g_strstr_len(bytes + e.begin.offset, (gssize)(e.end.offset - e.begin.offset), "noreturn") ||
	     words_say(bytes, e.begin.offset, e.end.offset)))
		*found = true;
	return *found ? CXChildVisit_Break : CXChildVisit_Continue;
}

static bool says_noreturn(const struct lower_unit *u, CXCursor decl)
{
	bool found = false;

	clang_visitChildren(decl, find_noreturn, &found);
	return found || (!lower_is_system(decl) && text_says_noreturn(u, decl));
}

/* A declaration that has the type of a function that does not return, or says so by an attribute or a macro. */
bool lower_is_declared_noreturn(const struct lower_unit *u, CXCursor decl)
{
	auto_cxstring type = clang_getTypeSpelling(clang_getCursorType(decl));
	const char *spelling = clang_getCString(type);

	return (spelling && strstr(spelling, "noreturn")) || says_noreturn(u, decl) ||
	       says_noreturn(u, clang_getCanonicalCursor(decl));
}

/* ---- declarations that the compiler dropped ---- */

struct visit {
	struct lower_unit *unit;
	void (*look)(struct lower_unit *unit, const char *bytes, size_t length);
};

static void visit_inclusion(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
	const struct visit *v = (const struct visit *)data;
	auto_cxstring name = clang_getFileName(file);
	const char *path = clang_getCString(name);
	size_t length;

	(void)stack;
	(void)depth;
	if (!path || g_str_has_prefix(path, VIRTUAL_FOLDER "/") || clang_File_isEqual(file, v->unit->file) ||
	    clang_Location_isInSystemHeader(clang_getLocationForOffset(v->unit->tu, file, 0)))
		return;
	const char *bytes = clang_getFileContents(v->unit->tu, file, &length);

	if (bytes)
		v->look(v->unit, bytes, length);
}

void lower_visit_texts(struct lower_unit *unit, void (*look)(struct lower_unit *, const char *, size_t))
{
	struct visit v = {unit, look};

	look(unit, unit->bytes, unit->length);
	clang_getInclusions(unit->tu, visit_inclusion, &v);
}

/* The name of the function that a declaration declares, and where its parameters begin. Macros with arguments look the
 * same, but have capitals or underscores in front. */
static bool find_name(const char *bytes, size_t begin, size_t end, size_t *out_name, size_t *out_open)
{
	for (size_t at = skim_space(bytes, begin, end), next; at < end; at = skim_space(bytes, next, end)) {
		next = bytes[at] == '(' ? skim_bracket(bytes, at, end) : skim_token(bytes, at, end);
		if (next <= at)
			return false;
		*out_name = at;
		*out_open = skim_space(bytes, next, end);
		if (!skim_is_word(bytes[at]) || *out_open >= end || bytes[*out_open] != '(' || bytes[at] == '_')
			continue;
		for (size_t i = at; i < next; i++)
			if (g_ascii_islower(bytes[i]))
				return true;
	}
	return false;
}

static size_t skip_directive(const char *bytes, size_t at, size_t length)
{
	while (at < length && bytes[at] != '\n')
		at += bytes[at] == '\\' && at + 1 < length ? 2 : 1;
	return MIN(at, length);
}

/* The first `;` or body at or behind `at`. */
static size_t skim_declaration(const char *bytes, size_t at, size_t length)
{
	while (at < length && !strchr(";{}#", bytes[at])) {
		size_t next = bytes[at] == '(' ? skim_bracket(bytes, at, length) : skim_token(bytes, at, length);

		at = skim_space(bytes, MAX(next, at + 1), length);
	}
	return at;
}

static void note_declaration(struct lower_unit *unit, const char *bytes, size_t begin, size_t end)
{
	size_t name, open;

	if (!find_name(bytes, begin, end, &name, &open))
		return;
	size_t behind = skim_bracket(bytes, open, end);

	if (words_before_say(bytes, begin, name) || words_say(bytes, behind, end))
		g_hash_table_add(unit->says_noreturn, g_strndup(bytes + name, skim_token(bytes, name, end) - name));
}

/* At file scope, and inside of extern "C" and namespaces. */
static void note_declarations(struct lower_unit *unit, const char *bytes, size_t length)
{
	size_t at = skim_space(bytes, 0, length);

	while (at < length) {
		size_t end = skim_declaration(bytes, at, length);

		note_declaration(unit, bytes, at, end);
		if (end < length && bytes[end] == '#') {
			end = skip_directive(bytes, end, length);
		} else if (end < length && bytes[end] == '{') {
			bool scope = strncmp(bytes + at, "extern", 6) == 0 || strncmp(bytes + at, "namespace", 9) == 0;

			end = scope ? end + 1 : skim_bracket(bytes, end, length);
		} else {
			end++;
		}
		at = skim_space(bytes, end, length);
	}
}

bool lower_text_says_noreturn(struct lower_unit *unit, const char *name)
{
	if (!unit->says_noreturn) {
		unit->says_noreturn = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		lower_visit_texts(unit, note_declarations);
	}
	return g_hash_table_contains(unit->says_noreturn, name);
}
