/* Statements that the compiler dropped, read from the text between the ones it kept: expressions, declarations with
 * initialisers, jumps and labels. Anything with a body of its own is left: the compiler keeps those. */
#include "ast/recover.h"

#include <string.h>

#include "ast/skim.h"

/* A copy of the text in which directives and the regions that they leave out are blank. */
static char *active_text(struct lower *l, CXFile file, const char *bytes, size_t begin, size_t end)
{
	char *copy = g_strndup(bytes + begin, end - begin);
	size_t n = end - begin;
	CXSourceRangeList *skipped = clang_getSkippedRanges(l->unit->tu, file);
	for (unsigned i = 0; skipped && i < skipped->count; i++) {
		size_t from = cx_place(clang_getRangeStart(skipped->ranges[i])).offset;
		size_t to = cx_place(clang_getRangeEnd(skipped->ranges[i])).offset;
		for (size_t at = MAX(from, begin); at < MIN(to, end); at++)
			copy[at - begin] = copy[at - begin] == '\n' ? '\n' : ' ';
	}
	if (skipped)
		clang_disposeSourceRangeList(skipped);
	for (size_t line = 0, next; line < n; line = next) {
		size_t at = line;
		while (at < n && (copy[at] == ' ' || copy[at] == '\t'))
			at++;
		const char *newline = memchr(copy + line, '\n', n - line);
		next = newline ? (size_t)(newline - copy) + 1 : n;
		if (at < n && copy[at] == '#')
			memset(copy + line, ' ', next - line - (newline ? 1 : 0));
	}
	return copy;
}

/* --- declarations ----------------------------------------------------------------------------------------------- */

/* `type name =`, `type *name;`, `struct x name[`: at least two words, then a declarator's end. Leaves r->at at the
 * name. */
static bool is_declaration(struct recover *r)
{
	size_t start = recover_peek(r), at = start, name = 0;
	unsigned words = 0;
	bool word_last = false;
	while (at < r->end) {
		char c = r->bytes[at];
		if (skim_is_word(c) && !g_ascii_isdigit(c)) {
			words++;
			name = at;
			word_last = true;
		} else if (c == '*' || c == '&') {
			if (!words)
				return false;
			word_last = false;
		} else if (c == ':' && at + 1 < r->end && r->bytes[at + 1] == ':') {
			at++;
			words -= words > 0;
		} else {
			break;
		}
		at = skim_space(r->bytes, skim_token(r->bytes, at, r->end), r->end);
	}
	if (words < 2 || !word_last || (at < r->end && !strchr("=;,[", r->bytes[at])))
		return false;
	if (at + 1 < r->end && r->bytes[at] == '=' && r->bytes[at + 1] == '=')
		return false;
	r->at = name;
	return true;
}

static void read_declarators(struct recover *r)
{
	do {
		while (recover_accept(r, "*"))
			;
		const char *name = recover_word(r);
		if (!name) {
			r->failed = true;
			return;
		}
		int var = lower_new_local(r->l, name);
		while (recover_peek(r) < r->end && r->bytes[r->at] == '[')
			r->at = skim_bracket(r->bytes, r->at, r->end);
		if (!recover_accept(r, "="))
			continue;
		if (recover_peek(r) < r->end && r->bytes[r->at] == '{') {
			r->at = skim_bracket(r->bytes, r->at, r->end);
			lower_assign(r->l, cfg_var_expr(r->l->f, var), cfg_unknown(r->l->f), r->cursor);
			r->failed = true; /* calls in braces would get lost */
			continue;
		}
		lower_assign(r->l, cfg_var_expr(r->l->f, var), recover_read(r, false), r->cursor);
	} while (!r->failed && recover_accept(r, ","));
}

/* --- statements ------------------------------------------------------------------------------------------------- */

static const char *const with_bodies[] = {"if",     "else", "while", "for", "do",
					  "switch", "try",  "catch", "asm", "__asm__"};

static bool starts_body(struct recover *r)
{
	size_t at = recover_peek(r);
	if (at < r->end && (r->bytes[at] == '{' || r->bytes[at] == '}'))
		return true;
	for (unsigned i = 0; i < G_N_ELEMENTS(with_bodies); i++)
		if (recover_accept(r, with_bodies[i])) {
			r->at = at;
			return true;
		}
	return false;
}

static bool is_label(struct recover *r)
{
	size_t start = recover_peek(r);
	const char *name = recover_word(r);
	size_t at = recover_peek(r);
	bool label = name && at < r->end && r->bytes[at] == ':' && !(at + 1 < r->end && r->bytes[at + 1] == ':');
	if (!label)
		r->at = start;
	else
		r->at = at + 1;
	if (label) {
		int block = lower_label(r->l, name);
		lower_jump(r->l, block);
		lower_start(r->l, block);
	}
	return label;
}

static void read_case(struct recover *r)
{
	struct cfg_expr *value = recover_read(r, false);
	lower_case_text(r->l, value->kind == CFG_CONST, value->value);
	if (!recover_accept(r, ":"))
		r->failed = true;
}

static void read_return(struct recover *r)
{
	bool empty = recover_peek(r) >= r->end || r->bytes[r->at] == ';';
	struct cfg_expr *value = empty ? NULL : recover_read(r, true);
	lower_mark_term(r->l, cfg_set_return(r->l->f, r->l->block, value), r->cursor);
	lower_fresh(r->l);
}

static void read_jump(struct recover *r, int target)
{
	if (target < 0) {
		r->failed = true;
		return;
	}
	lower_jump(r->l, target);
	lower_fresh(r->l);
}

static void read_statement(struct recover *r)
{
	if (recover_accept(r, "case")) {
		read_case(r);
		return;
	}
	if (recover_accept(r, "return")) {
		read_return(r);
	} else if (recover_accept(r, "break")) {
		read_jump(r, r->l->break_block);
	} else if (recover_accept(r, "continue")) {
		read_jump(r, r->l->continue_block);
	} else if (recover_accept(r, "goto")) {
		const char *name = recover_word(r);
		read_jump(r, name ? lower_label(r->l, name) : -1);
	} else if (is_label(r)) {
		return;
	} else if (is_declaration(r)) {
		read_declarators(r);
	} else {
		recover_read(r, true);
	}
	/* the last one's semicolon may stand behind what the compiler kept */
	if (recover_peek(r) < r->end && !recover_accept(r, ";"))
		r->failed = true;
}

/* Statements are only lost where the compiler said so; text without an error in it is empty statements, macros that
 * stand for nothing, attributes, directives. */
bool recover_statement(struct lower *l, CXFile file, size_t begin, size_t end, const char **out_why)
{
	size_t length;
	const char *bytes = lower_bytes(l->unit, file, &length);
	if (!l->unit->file || !clang_File_isEqual(file, l->unit->file))
		return true;
	const char *why = lower_error_in(l->unit, begin, end);
	if (!why)
		return true;
	*out_why = why;
	if (!bytes || end > length)
		return false;
	g_autofree char *text = active_text(l, file, bytes, begin, end);
	struct recover r = {.l = l, .bytes = text, .end = end - begin, .base = begin, .cursor = clang_getNullCursor()};
	while (!r.failed && recover_peek(&r) < r.end) {
		if (recover_accept(&r, ";"))
			continue;
		if (starts_body(&r))
			return false;
		size_t before = r.at;
		read_statement(&r);
		if (r.at <= before)
			return false;
	}
	return !r.failed;
}
