/* Statements that the compiler dropped, read from the text between the ones it kept: expressions, declarations with
 * initialisers, jumps, throws and labels, if and the loops around them. What cannot be read is
 * noted as lost, one statement at a time: the ones behind it count. */
#include "ast/recover.h"

#include <string.h>

#include "ast/skim.h"

enum { DEPTH_MAX = 60 };

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

/* A word that begins no declaration. */
static bool starts_expression(struct recover *r)
{
	static const char *const words[] = {"new", "delete", "co_await", "co_yield", "sizeof", "operator"};
	size_t at = recover_peek(r);
	bool found = false;
	for (unsigned i = 0; i < G_N_ELEMENTS(words) && !found; i++)
		found = recover_accept(r, words[i]);
	r->at = at;
	return found;
}

/* Over <…> behind a name, when it can be nothing but template arguments: a name follows. */
static size_t skip_angles(const struct recover *r, size_t at)
{
	unsigned depth = 0;
	size_t begin = at;
	while (at < r->end && !strchr(";{}()=", r->bytes[at])) {
		depth += r->bytes[at] == '<';
		if (r->bytes[at] == '>' && --depth == 0)
			return skim_space(r->bytes, at + 1, r->end);
		at = skim_space(r->bytes, skim_token(r->bytes, at, r->end), r->end);
	}
	return begin;
}

/* `type name =`, `type *name;`, `struct x name[`, `type name(`: at least two words, then a declarator's end. Leaves
 * r->at at the name. */
static bool is_declaration(struct recover *r)
{
	size_t start = recover_peek(r), at = start, name = 0;
	unsigned words = 0;
	bool word_last = false;
	if (starts_expression(r))
		return false;
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
		} else if (c == '<' && words && skip_angles(r, at) > at) {
			at = skip_angles(r, at);
			continue;
		} else {
			break;
		}
		at = skim_space(r->bytes, skim_token(r->bytes, at, r->end), r->end);
	}
	if (words < 2 || !word_last || (at < r->end && !strchr(r->l->unit->cxx ? "=;,[({" : "=;,[", r->bytes[at])))
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
		if (recover_accept(r, "(")) {
			recover_read(r, true);
			r->failed |= !recover_accept(r, ")");
			continue;
		}
		bool braces = recover_peek(r) < r->end && r->bytes[r->at] == '{';
		if (!braces && !recover_accept(r, "="))
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
		lower_note_label(r->l, name);
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

static void skip_to_semicolon(struct recover *r)
{
	for (size_t at; (at = recover_peek(r)) < r->end && !strchr(";}", r->bytes[at]);)
		r->at = strchr("([{", r->bytes[at]) ? skim_bracket(r->bytes, at, r->end)
						    : skim_token(r->bytes, at, r->end);
}

/* What a return or a throw has behind it; what cannot be read is lost, the jump is not. */
static struct cfg_expr *read_operand(struct recover *r)
{
	struct cfg_expr *value = recover_read(r, true);
	if (!r->failed && (recover_peek(r) >= r->end || r->bytes[r->at] == ';'))
		return value;
	r->failed = false;
	skip_to_semicolon(r);
	lower_lose(r->l, r->why);
	return cfg_unknown(r->l->f);
}

static bool is_empty(struct recover *r)
{
	return recover_peek(r) >= r->end || r->bytes[r->at] == ';';
}

static void read_return(struct recover *r)
{
	lower_return_value(r->l, is_empty(r) ? NULL : read_operand(r), r->cursor);
}

static void read_throw(struct recover *r)
{
	bool again = is_empty(r);
	if (!again)
		read_operand(r);
	lower_throw_unknown(r->l, again);
}

static bool read_jump(struct recover *r)
{
	if (recover_accept(r, "return") || recover_accept(r, "co_return"))
		read_return(r);
	else if (recover_accept(r, "throw"))
		read_throw(r);
	else if (recover_accept(r, "break"))
		r->failed = !lower_leave(r->l, r->cursor, false);
	else if (recover_accept(r, "continue"))
		r->failed = !lower_leave(r->l, r->cursor, true);
	else
		return false;
	return true;
}

static void read_goto(struct recover *r)
{
	const char *name = recover_word(r);
	if (name)
		lower_goto_label(r->l, name, r->cursor);
	else
		r->failed = true;
}

/* What has no say at run time. */
static bool skip_declaration(struct recover *r)
{
	static const char *const words[] = {"using",          "typedef",  "static_assert",
					    "_Static_assert", "template", "friend"};
	for (unsigned i = 0; i < G_N_ELEMENTS(words); i++)
		if (recover_accept(r, words[i])) {
			skip_to_semicolon(r);
			return true;
		}
	return false;
}

static void read_simple(struct recover *r)
{
	if (recover_accept(r, "case")) {
		read_case(r);
		return;
	}
	if (read_jump(r) || skip_declaration(r)) {
	} else if (recover_accept(r, "goto")) {
		read_goto(r);
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

/* --- statements with statements in them ------------------------------------------------------------------------- */

static void read_statement(struct recover *r);

static void skip_brackets(struct recover *r)
{
	r->at = skim_bracket(r->bytes, recover_peek(r), r->end);
}

/* Over a statement with all that belongs to it. */
static void skip_statement(struct recover *r)
{
	static const char *const heads[] = {"if", "while", "for", "switch"};
	size_t at = recover_peek(r);
	if (at < r->end && r->bytes[at] == '{') {
		skip_brackets(r);
		return;
	}
	for (unsigned i = 0; i < G_N_ELEMENTS(heads); i++) {
		if (!recover_accept(r, heads[i]))
			continue;
		recover_accept(r, "constexpr");
		skip_brackets(r);
		skip_statement(r);
		if (i == 0 && recover_accept(r, "else"))
			skip_statement(r);
		return;
	}
	if (recover_accept(r, "try"))
		for (skip_brackets(r); recover_accept(r, "catch"); skip_brackets(r))
			skip_brackets(r);
	else if (recover_accept(r, "else"))
		skip_statement(r);
	else {
		if (recover_accept(r, "do"))
			skip_statement(r);
		skip_to_semicolon(r);
		recover_accept(r, ";");
	}
}

/* (…): what cannot be read of it may be anything. */
static struct cfg_expr *read_condition(struct recover *r)
{
	size_t end = skim_bracket(r->bytes, recover_peek(r), r->end);
	struct cfg_expr *e = recover_accept(r, "(") ? recover_read(r, true) : NULL;
	if (e && !r->failed && recover_accept(r, ")") && r->at == end)
		return e;
	r->failed = false;
	r->at = end;
	lower_lose(r->l, r->why);
	return cfg_unknown(r->l->f);
}

static void read_if(struct recover *r)
{
	struct lower *l = r->l;
	int yes = cfg_add_block(l->f), no = cfg_add_block(l->f), end = cfg_add_block(l->f);
	recover_accept(r, "constexpr");
	lower_branch(l, read_condition(r), r->cursor, yes, no);
	lower_start(l, yes);
	read_statement(r);
	lower_jump(l, end);
	lower_start(l, no);
	if (recover_accept(r, "else"))
		read_statement(r);
	lower_jump(l, end);
	lower_start(l, end);
}

static void read_while(struct recover *r)
{
	struct lower *l = r->l;
	int head = cfg_add_block(l->f), body = cfg_add_block(l->f), end = cfg_add_block(l->f);
	lower_jump(l, head);
	lower_start(l, head);
	lower_branch(l, read_condition(r), r->cursor, body, end);
	struct lower_loop saved = lower_enter_loop(l, end, head);
	lower_start(l, body);
	read_statement(r);
	lower_jump(l, head);
	lower_leave_loop(l, saved);
	lower_start(l, end);
}

static void read_do(struct recover *r)
{
	struct lower *l = r->l;
	int body = cfg_add_block(l->f), test = cfg_add_block(l->f), end = cfg_add_block(l->f);
	lower_jump(l, body);
	lower_start(l, body);
	struct lower_loop saved = lower_enter_loop(l, end, test);
	read_statement(r);
	lower_leave_loop(l, saved);
	lower_jump(l, test);
	lower_start(l, test);
	r->failed = !recover_accept(r, "while");
	lower_branch(l, r->failed ? cfg_unknown(l->f) : read_condition(r), r->cursor, body, end);
	lower_start(l, end);
	recover_accept(r, ";");
}

/* The ':' of for (T x : range) at `at`, inside the parentheses; 0: it is another for. */
static size_t range_colon(const struct recover *r, size_t at, size_t end)
{
	for (at = skim_space(r->bytes, at + 1, end); at < end && r->bytes[at] != ';';) {
		bool scope = r->bytes[at] == ':' && at + 1 < end && r->bytes[at + 1] == ':';
		if (r->bytes[at] == ':' && !scope)
			return at;
		at = scope                         ? at + 2
		     : strchr("([{", r->bytes[at]) ? skim_bracket(r->bytes, at, end)
						   : skim_token(r->bytes, at, end);
		at = skim_space(r->bytes, at, end);
	}
	return 0;
}

/* One of the parts of a for, up to where it ends. */
static void read_part(struct recover *r, size_t end)
{
	size_t whole = r->end;
	r->end = end;
	if (recover_peek(r) < end && is_declaration(r))
		read_declarators(r);
	else if (r->at < end)
		recover_read(r, true);
	if (r->failed || recover_peek(r) < end)
		lower_lose(r->l, r->why);
	r->failed = false;
	r->at = end;
	r->end = whole;
}

/* The variable of a range's loop holds anything in each round. */
static void read_element(struct recover *r, size_t begin, size_t colon)
{
	size_t at = colon;
	while (at > begin && g_ascii_isspace(r->bytes[at - 1]))
		at--;
	size_t end = at;
	while (at > begin && skim_is_word(r->bytes[at - 1]))
		at--;
	g_autofree char *name = g_strndup(r->bytes + at, end - at);
	struct cfg_expr *var = cfg_var_expr(r->l->f, lower_new_local(r->l, name));
	lower_assign(r->l, var, cfg_unknown(r->l->f), r->cursor);
}

static void read_for_condition(struct recover *r, size_t end, int body, int out)
{
	struct cfg_expr *e = recover_peek(r) < end ? recover_read(r, true) : cfg_const(r->l->f, 1);
	if (r->failed || recover_peek(r) != end) {
		lower_lose(r->l, r->why);
		e = cfg_unknown(r->l->f);
	}
	r->failed = false;
	lower_branch(r->l, e, r->cursor, body, out);
}

static void read_for(struct recover *r)
{
	struct lower *l = r->l;
	size_t open = recover_peek(r), close = skim_bracket(r->bytes, open, r->end) - 1, semicolons[2];
	size_t colon = range_colon(r, open, close);
	int head = cfg_add_block(l->f), body = cfg_add_block(l->f), step = cfg_add_block(l->f);
	int end = cfg_add_block(l->f);
	if (!colon && !skim_for_semicolons(r->bytes, open, r->end, semicolons)) {
		r->failed = true;
		return;
	}
	r->at = (colon ? colon : open) + 1;
	read_part(r, colon ? close : semicolons[0]);
	lower_jump(l, head);
	lower_start(l, head);
	r->at = colon ? close : semicolons[0] + 1;
	if (colon)
		lower_branch(l, cfg_unknown(l->f), r->cursor, body, end);
	else
		read_for_condition(r, semicolons[1], body, end);
	struct lower_loop saved = lower_enter_loop(l, end, step);
	lower_start(l, body);
	if (colon)
		read_element(r, open, colon);
	r->at = close + 1;
	read_statement(r);
	size_t behind = r->at;
	lower_jump(l, step);
	lower_leave_loop(l, saved);
	lower_start(l, step);
	r->at = colon ? close : semicolons[1] + 1;
	read_part(r, close);
	r->at = behind;
	lower_jump(l, head);
	lower_start(l, end);
}

static void read_block(struct recover *r)
{
	while (!recover_accept(r, "}") && recover_peek(r) < r->end)
		read_statement(r);
}

static bool read_compound(struct recover *r)
{
	if (recover_accept(r, "{"))
		read_block(r);
	else if (recover_accept(r, "if"))
		read_if(r);
	else if (recover_accept(r, "while"))
		read_while(r);
	else if (recover_accept(r, "do"))
		read_do(r);
	else if (recover_accept(r, "for"))
		read_for(r);
	else
		return false;
	return true;
}

static bool starts_unread(struct recover *r)
{
	static const char *const words[] = {"else", "switch", "try", "catch", "asm", "__asm__", "}"};
	size_t at = recover_peek(r);
	for (unsigned i = 0; i < G_N_ELEMENTS(words); i++)
		if (recover_accept(r, words[i])) {
			r->at = at;
			return true;
		}
	return false;
}

/* One statement; r->at is behind it, whatever it is. */
static void read_statement(struct recover *r)
{
	size_t start = recover_peek(r);
	if (start >= r->end || recover_accept(r, ";"))
		return;
	if (++r->depth > DEPTH_MAX || starts_unread(r))
		r->failed = true;
	else if (!read_compound(r))
		read_simple(r);
	r->depth--;
	if (!r->failed)
		return;
	r->failed = false;
	r->at = start;
	skip_statement(r);
	if (r->at <= start)
		r->at = r->end;
	lower_lose(r->l, r->why);
}

static void read_text(struct lower *l, CXFile file, size_t begin, size_t end, const char *why)
{
	size_t length;
	const char *bytes = lower_bytes(l->unit, file, &length);
	if (!bytes || end > length) {
		lower_lose(l, why);
		return;
	}
	g_autofree char *text = active_text(l, file, bytes, begin, end);
	bool own = l->unit->file && clang_File_isEqual(file, l->unit->file);
	struct recover r = {.l = l,
			    .bytes = text,
			    .end = end - begin,
			    .base = begin,
			    .elsewhere = !own,
			    .cursor = clang_getNullCursor(),
			    .why = why};
	while (recover_peek(&r) < r.end)
		read_statement(&r);
}

/* --- where there is something to be read ------------------------------------------------------------------------ */

static bool is_macro_at(const struct lower *l, CXFile file, size_t offset)
{
	CXSourceLocation at = clang_getLocationForOffset(l->unit->tu, file, (unsigned)offset);
	return clang_getCursor(l->unit->tu, at).kind == CXCursor_MacroExpansion;
}

/* Behind what a macro's use has in its parentheses, where the text begins inside of it. */
static size_t skip_tail(const char *text, size_t n, bool behind_word)
{
	size_t start = 0;
	int depth = 0;
	for (size_t at = skim_space(text, 0, n); at < n; at = skim_space(text, skim_token(text, at, n), n)) {
		depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
		if (depth < 0 || (depth == 0 && behind_word && text[at] == ')')) {
			start = at + 1;
			depth = 0;
			behind_word = false;
		}
		behind_word &= depth > 0 || text[at] == '(';
	}
	return start;
}

/* The text holds more than empty statements, attributes and macros (which stand for nothing, since the compiler made
 * nothing of them and did not complain). */
static bool holds_code(const struct lower *l, CXFile file, const char *text, size_t begin, size_t n, bool behind_word)
{
	static const char *const quiet[] = {"__extension__", "__attribute__", "__attribute", "alignas"};
	for (size_t at = skim_space(text, skip_tail(text, n, behind_word), n), next; at < n;
	     at = skim_space(text, next, n)) {
		bool is_quiet = text[at] == ';' || (text[at] == '[' && at + 1 < n && text[at + 1] == '[');
		next = text[at] == '[' ? skim_bracket(text, at, n) : skim_token(text, at, n);
		for (unsigned i = 0; i < G_N_ELEMENTS(quiet) && !is_quiet; i++)
			is_quiet = strlen(quiet[i]) == next - at && strncmp(text + at, quiet[i], next - at) == 0;
		if (!is_quiet && !(skim_is_word(text[at]) && is_macro_at(l, file, begin + at)))
			return true;
		size_t open = skim_space(text, next, n);
		if (skim_is_word(text[at]) && open < n && text[open] == '(')
			next = skim_bracket(text, open, n);
	}
	return false;
}

static bool is_blank(const char *bytes, size_t begin, size_t end)
{
	for (size_t at = skim_space(bytes, begin, end); at < end; at = skim_space(bytes, at + 1, end))
		if (bytes[at] != ';')
			return false;
	return true;
}

/* Mostly there is nothing but semicolons; and mostly the compiler says where it drops something. A statement about a
 * variable that it had complained of before goes without a word. */
void recover_gap(struct lower *l, CXFile file, size_t begin, size_t end)
{
	size_t length;
	const char *bytes = lower_bytes(l->unit, file, &length);
	if (bytes && end <= length && is_blank(bytes, begin, end))
		return;
	const char *why = lower_error_in(l->unit, file, begin, end);
	if (!why && bytes && end <= length) {
		g_autofree char *text = active_text(l, file, bytes, begin, end);
		bool behind_word = begin > 0 && skim_is_word(bytes[begin - 1]);
		if (!holds_code(l, file, text, begin, end - begin, behind_word))
			return;
	}
	read_text(l, file, begin, end, why);
}

void recover_text(struct lower *l, CXFile file, size_t begin, size_t end)
{
	read_text(l, file, begin, end, lower_error_in(l->unit, file, begin, end));
}

void recover_dropped(struct lower *l, CXFile file, size_t begin)
{
	size_t length;
	const char *bytes = lower_bytes(l->unit, file, &length);
	struct recover r = {.l = l, .bytes = bytes, .at = begin, .end = length};
	if (!bytes || begin >= length)
		return;
	skip_statement(&r);
	if (r.at <= begin)
		return;
	recover_text(l, file, begin, r.at);
	l->read_to = (struct cx_place){.file = file, .offset = (unsigned)r.at};
}
