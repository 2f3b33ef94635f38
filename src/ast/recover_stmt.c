/* Simple statements read from the text, where the compiler dropped them: expressions, declarations with initialisers,
 * jumps, throws, labels. */
#include "ast/recover.h"

#include <string.h>

#include "ast/skim.h"

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
bool recover_is_declaration(struct recover *r)
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

void recover_declarators(struct recover *r)
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

void recover_skip_to_semicolon(struct recover *r)
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
	recover_skip_to_semicolon(r);
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
			recover_skip_to_semicolon(r);
			return true;
		}
	return false;
}

void recover_simple(struct recover *r)
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
	} else if (recover_is_declaration(r)) {
		recover_declarators(r);
	} else {
		recover_read(r, true);
	}
	/* the last one's semicolon may stand behind what the compiler kept */
	if (recover_peek(r) < r->end && !recover_accept(r, ";"))
		r->failed = true;
}
