/* Mentions that are no call where they stand, but may become one elsewhere: a number that a variable, a table or a
 * result holds until it is given to syscall(), a name in a table that is gone through with dlsym(). Nobody follows
 * them, so they are not called a table or a string where the file makes such calls with what it does not spell. */
#include "ast/ladder.h"

#include <string.h>

#include "ast/skim.h"

static bool is_token(const char *bytes, size_t at, size_t next, const char *word)
{
	return next - at == strlen(word) && strncmp(bytes + at, word, next - at) == 0;
}

/* The text between a call's parentheses. */
struct given {
	const char *bytes;
	size_t open, close; /* of the parentheses; close: behind */
};

/* A call of the name in the body for which the test holds. */
static bool any_call(const struct source_text *text, const struct lex_function *f, const char *name,
		     bool (*test)(const struct given *))
{
	size_t end = MIN(f->end, text->length), next;

	for (size_t at = skim_space(text->bytes, f->body, end); at < end; at = skim_space(text->bytes, next, end)) {
		next = skim_token(text->bytes, at, end);
		size_t open = skim_space(text->bytes, next, end);

		if (!is_token(text->bytes, at, next, name) || open >= end || text->bytes[open] != '(')
			continue;
		struct given g = {text->bytes, open, skim_bracket(text->bytes, open, end)};

		if (test(&g))
			return true;
	}
	return false;
}

static bool calls_anywhere(const struct source_text *text, const char *name, bool (*test)(const struct given *))
{
	for (unsigned i = 0; i < text->functions->len; i++)
		if (any_call(text, &g_array_index(text->functions, struct lex_function, i), name, test))
			return true;
	return false;
}

/* The first argument is not a call's own number: SYS_read, __NR_read, 0. */
static bool has_open_number(const struct given *g)
{
	size_t at = skim_space(g->bytes, g->open + 1, g->close);
	size_t next = skim_token(g->bytes, at, g->close);

	return at < g->close && !g_ascii_isdigit(g->bytes[at]) && !g_str_has_prefix(g->bytes + at, "SYS_") &&
	       !g_str_has_prefix(g->bytes + at, "__NR_") && next > at && g->bytes[at] != ')';
}

static bool has_no_literal(const struct given *g)
{
	return !memchr(g->bytes + g->open, '"', g->close - g->open);
}

static size_t back_over_space(const char *bytes, size_t at)
{
	while (at > 0 && g_ascii_isspace(bytes[at - 1]))
		at--;
	return at;
}

/* case N:, x == N, [N] = …: what it is compared with, or where something stands. */
static bool is_compared(const struct source_text *text, const struct lex_match *m)
{
	const char *bytes = text->bytes;
	size_t at = back_over_space(bytes, m->offset), next = skim_space(bytes, m->offset + m->length, text->length);
	bool before = at > 0 && (strchr("<>[", bytes[at - 1]) ||
				 (at > 1 && bytes[at - 1] == '=' && strchr("=!<>", bytes[at - 2])));
	bool behind = next + 1 < text->length &&
		      (strchr("<>]", bytes[next]) || (bytes[next + 1] == '=' && strchr("=!", bytes[next])));

	return before || behind || (at > 3 && strncmp(bytes + at - 4, "case", 4) == 0);
}

bool handed_on_number(const struct source_text *text, const struct lex_match *m)
{
	return !is_compared(text, m) && calls_anywhere(text, "syscall", has_open_number);
}

bool handed_on_string(const struct ast_request *request, const struct lex_match *m)
{
	const struct rule *rule = rule_set_by_name(request->rules, m->name);
	size_t open;
	g_autofree char *around = occurrence_around(request->text->bytes, m->offset, &open);

	if (!rule || around || m->macro || m->class != LEX_STRING || !match_is_code(request, m))
		return false;
	for (unsigned i = 0; i < rule->lookups->len; i++)
		if (calls_anywhere(request->text, rule->lookups->pdata[i], has_no_literal))
			return true;
	return false;
}
