/* See code.h. */
#include "source/code.h"

#include <string.h>

static const int operators[] = {OPERATOR_2('=', '='), OPERATOR_2('!', '='),      OPERATOR_2('<', '='),
				OPERATOR_2('>', '='), OPERATOR_2('&', '&'),      OPERATOR_2('|', '|'),
				OPERATOR_2('<', '<'), OPERATOR_2('>', '>'),      OPERATOR_2('+', '+'),
				OPERATOR_2('-', '-'), OPERATOR_2('+', '='),      OPERATOR_2('-', '='),
				OPERATOR_2('*', '='), OPERATOR_2('/', '='),      OPERATOR_2('%', '='),
				OPERATOR_2('&', '='), OPERATOR_2('|', '='),      OPERATOR_2('^', '='),
				OPERATOR_2('#', '#'), OPERATOR_3('<', '<', '='), OPERATOR_3('>', '>', '=')};

static bool is_operator(int punct)
{
	for (size_t i = 0; i < G_N_ELEMENTS(operators); i++)
		if (operators[i] == punct)
			return true;
	return false;
}

/* Adds a token, or lets it complete the operator that the last one began. */
static void push(GArray *tokens, const struct lex_token *t)
{
	struct lex_token *last = tokens->len ? &g_array_index(tokens, struct lex_token, tokens->len - 1) : NULL;

	if (last && last->kind == TOKEN_PUNCT && t->kind == TOKEN_PUNCT && last->end == t->begin && t->punct < 128) {
		int whole = last->punct | t->punct << (last->punct < 256 ? 8 : 16);

		if (last->punct < OPERATOR_3(0, 0, 1) && last->punct != PUNCT_DIRECTIVE && is_operator(whole)) {
			last->punct = whole;
			last->end = t->end;
			return;
		}
	}
	g_array_append_val(tokens, *t);
}

/* Behind the '#': the rest of the line. */
static void read_directive(struct code *code, const struct lex_token *hash)
{
	struct lex_token whole = *hash, t;

	for (lexer_next(&code->lexer, &t); t.kind != TOKEN_END && t.kind != TOKEN_NEWLINE;
	     lexer_next(&code->lexer, &t)) {
		if (t.kind == TOKEN_COMMENT)
			continue;
		whole.end = t.end;
		push(code->directives, &t);
	}
	t.kind = TOKEN_NEWLINE;
	g_array_append_val(code->directives, t);
	whole.punct = PUNCT_DIRECTIVE;
	g_array_append_val(code->tokens, whole);
}

struct code *code_new(const char *bytes, size_t length)
{
	struct code *code = g_new0(struct code, 1);
	struct lex_token t;

	code->tokens = g_array_new(FALSE, FALSE, sizeof(struct lex_token));
	code->directives = g_array_new(FALSE, FALSE, sizeof(struct lex_token));
	spliced_init(&code->spliced, length ? bytes : "", length);
	lexer_init(&code->lexer, &code->spliced);
	for (lexer_next(&code->lexer, &t); t.kind != TOKEN_END; lexer_next(&code->lexer, &t)) {
		if (t.kind == TOKEN_NEWLINE || t.kind == TOKEN_COMMENT)
			continue;
		if (code_is_punct(&t, '#') && t.line_start)
			read_directive(code, &t);
		else
			push(code->tokens, &t);
	}
	return code;
}

void code_free(struct code *code)
{
	if (!code)
		return;
	spliced_clear(&code->spliced);
	g_array_unref(code->tokens);
	g_array_unref(code->directives);
	g_free(code);
}

const struct lex_token *code_token(const struct code *code, int index)
{
	static const struct lex_token end = {.kind = TOKEN_END};

	if (index < 0 || (guint)index >= code->tokens->len)
		return &end;
	return &g_array_index(code->tokens, struct lex_token, index);
}

bool code_is(const struct code *code, const struct lex_token *t, const char *word)
{
	return token_is(&code->lexer, t, word);
}

bool code_is_any(const struct code *code, const struct lex_token *t, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (code_is(code, t, words[i]))
			return true;
	return false;
}

char *code_text(const struct code *code, const struct lex_token *first, const struct lex_token *last)
{
	return g_strndup(code->spliced.bytes + first->begin, last->end - first->begin);
}
