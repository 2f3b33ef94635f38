/* The token level of the text form's parser: looking at tokens, accepting and demanding them, and the one place that
 * makes its errors. */
#include <string.h>

#include "cfg/text_names.h"
#include "cfg/text_parser.h"

const struct token *parser_peek(const struct parser *p)
{
	return &p->tokens[p->at];
}

void parser_fail(struct parser *p, unsigned line, const char *what)
{
	if (p->failed)
		return;
	p->failed = true;
	g_set_error(p->error, CFG_ERROR, CFG_ERROR_SYNTAX, "line %u: %s", line, what);
}

void parser_expected(struct parser *p, const char *what)
{
	g_autofree char *message = g_strdup_printf("expected %s", what);
	parser_fail(p, parser_peek(p)->line, message);
}

bool parser_at_punct(const struct parser *p, const char *punct)
{
	const struct token *token = parser_peek(p);
	/* of one or two characters, all of them */
	return token->kind == TOKEN_PUNCT && token->text[0] == punct[0] && token->text[1] == punct[1];
}

bool parser_at_word(const struct parser *p, const char *keyword)
{
	const struct token *token = parser_peek(p);
	return token->kind == TOKEN_NAME && !token->quoted && token->text[0] == keyword[0] &&
	       strcmp(token->text, keyword) == 0;
}

bool parser_accept_punct(struct parser *p, const char *punct)
{
	bool there = !p->failed && parser_at_punct(p, punct);
	p->at += there;
	return there;
}

bool parser_accept_word(struct parser *p, const char *keyword)
{
	bool there = !p->failed && parser_at_word(p, keyword);
	p->at += there;
	return there;
}

void parser_need_punct(struct parser *p, const char *punct)
{
	if (parser_accept_punct(p, punct) || p->failed)
		return;
	g_autofree char *what = g_strdup_printf("'%s'", punct);
	parser_expected(p, what);
}

bool parser_is_free_name(const struct token *token)
{
	return token->kind == TOKEN_NAME && (token->quoted || !cfg_text_is_keyword(token->text));
}

const struct token *parser_need_name(struct parser *p, const char *what)
{
	const struct token *token = parser_peek(p);
	if (p->failed || !parser_is_free_name(token)) {
		parser_expected(p, what);
		return NULL;
	}
	p->at++;
	return token;
}

gint64 parser_need_integer(struct parser *p)
{
	bool negative = parser_accept_punct(p, "-");
	const struct token *token = parser_peek(p);
	if (p->failed || token->kind != TOKEN_NUMBER) {
		parser_expected(p, "a number");
		return 0;
	}
	p->at++;
	return (gint64)(negative ? 0 - token->number : token->number);
}

const char *parser_need_string(struct parser *p, const char *what)
{
	const struct token *token = parser_peek(p);
	if (p->failed || token->kind != TOKEN_STRING) {
		parser_expected(p, what);
		return NULL;
	}
	p->at++;
	return token->text;
}

void parser_need_newline(struct parser *p)
{
	if (p->failed)
		return;
	if (parser_peek(p)->kind == TOKEN_NEWLINE)
		p->at++;
	else
		parser_expected(p, "the end of the line");
}

unsigned parser_need_unsigned(struct parser *p)
{
	gint64 number = parser_need_integer(p);
	if (number < 0 || number > G_MAXUINT) {
		p->at--;
		parser_expected(p, "a line or column");
		return 0;
	}
	return (unsigned)number;
}

/* 12:8-12:70 */
void parser_need_range(struct parser *p, struct location_range *range)
{
	range->line = parser_need_unsigned(p);
	parser_need_punct(p, ":");
	range->column = parser_need_unsigned(p);
	parser_need_punct(p, "-");
	range->end_line = parser_need_unsigned(p);
	parser_need_punct(p, ":");
	range->end_column = parser_need_unsigned(p);
}

int parser_add_var(struct parser *p, enum cfg_var_kind kind, const char *name, const char *key)
{
	int index = cfg_add_var(p->f, kind, name, key);
	if (!g_hash_table_contains(p->vars, name))
		g_hash_table_insert(p->vars, (char *)name, GINT_TO_POINTER(index + 1));
	return index;
}
