/* Statements with statements in them, read from the text: if and the loops. What cannot be read is noted as lost, one
 * statement at a time: the ones behind it count. */
#include "ast/recover.h"

#include <string.h>

#include "ast/skim.h"

enum { DEPTH_MAX = 60 };

/* --- statements with statements in them ------------------------------------------------------------------------- */

static void skip_brackets(struct recover *r)
{
	r->at = skim_bracket(r->bytes, recover_peek(r), r->end);
}

/* Over a statement with all that belongs to it. */
void recover_skip_statement(struct recover *r)
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
		recover_skip_statement(r);
		if (i == 0 && recover_accept(r, "else"))
			recover_skip_statement(r);
		return;
	}
	if (recover_accept(r, "try"))
		for (skip_brackets(r); recover_accept(r, "catch"); skip_brackets(r))
			skip_brackets(r);
	else if (recover_accept(r, "else"))
		recover_skip_statement(r);
	else {
		if (recover_accept(r, "do"))
			recover_skip_statement(r);
		recover_skip_to_semicolon(r);
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
	recover_statement(r);
	lower_jump(l, end);
	lower_start(l, no);
	if (recover_accept(r, "else"))
		recover_statement(r);
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
	recover_statement(r);
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
	recover_statement(r);
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
	if (recover_peek(r) < end && recover_is_declaration(r))
		recover_declarators(r);
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
	recover_statement(r);
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
		recover_statement(r);
}

/* Types would have helped: another parse may have them. */
static void note_patch(const struct recover *r)
{
	g_hash_table_add(r->l->unit->patched, (gpointer)r->l->f->key);
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
	note_patch(r);
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
void recover_statement(struct recover *r)
{
	size_t start = recover_peek(r);
	if (start >= r->end || recover_accept(r, ";"))
		return;
	if (++r->depth > DEPTH_MAX || starts_unread(r))
		r->failed = true;
	else if (!read_compound(r))
		recover_simple(r);
	r->depth--;
	if (!r->failed)
		return;
	r->failed = false;
	r->at = start;
	recover_skip_statement(r);
	if (r->at <= start)
		r->at = r->end;
	lower_lose(r->l, r->why);
}
