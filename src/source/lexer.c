/* Tokens of C and C++ as far as a search needs them: identifiers, numbers, literals, comments, punctuation, ends of
 * lines. Works on the text without line splices. Nothing is an error here: a literal that is not closed ends with its
 * line, a comment with the file. Every byte is looked at a bounded number of times, whatever the file holds. */
#include "source/lex_internal.h"

#include <string.h>

#define RAW_FAILURES_MAX 16

void lexer_init(struct lexer *lx, const struct spliced *text)
{
	*lx = (struct lexer){.text = text, .s = text->bytes, .length = text->length, .line_start = true};
	if (lx->length >= 3 && memcmp(lx->s, "\xef\xbb\xbf", 3) == 0)
		lx->at = 3;
}

static char at(const struct lexer *lx, size_t ahead)
{
	return lx->at + ahead < lx->length ? lx->s[lx->at + ahead] : '\0';
}

/* Bytes over 127 are letters of identifiers, whatever the encoding, and so is '$', as for the compilers. */
static bool is_ident(char c)
{
	return lex_is_word(c) || c == '$' || (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void skip_blanks(struct lexer *lx)
{
	while (lx->at < lx->length) {
		char c = lx->s[lx->at];

		if (c != ' ' && c != '\t' && c != '\f' && c != '\v' && c != '\0')
			break;
		lx->at++;
		lx->spaced = true;
	}
}

static void skip_line_comment(struct lexer *lx)
{
	while (lx->at < lx->length && lx->s[lx->at] != '\n' && lx->s[lx->at] != '\r')
		lx->at++;
}

static void skip_block_comment(struct lexer *lx)
{
	const char *close;

	lx->at += 2;
	close = memmem(lx->s + lx->at, lx->length - lx->at, "*/", 2);
	lx->at = close ? (size_t)(close - lx->s) + 2 : lx->length;
}

static void skip_literal(struct lexer *lx, char quote)
{
	for (lx->at++; lx->at < lx->length; lx->at++) {
		char c = lx->s[lx->at];

		if (c == '\n' || c == '\r')
			return;
		if (c == '\\' && at(lx, 1) != '\n' && at(lx, 1) != '\r')
			lx->at++;
		else if (c == quote) {
			lx->at++;
			return;
		}
	}
	lx->at = lx->length;
}

/* A splice inside a raw string is no splice, so the string does not end where one cuts its end. */
static bool raw_end_is_whole(const struct lexer *lx, size_t begin, size_t end)
{
	return spliced_end(lx->text, end) - spliced_begin(lx->text, begin) == end - begin;
}

/* At the '"' of a raw string: past its end. False when it has no proper start or no end. */
static bool skip_raw_string(struct lexer *lx)
{
	char close[20] = ")";
	size_t n = 0;
	const char *p;

	while (n <= 16 && at(lx, 1 + n) != '(' && at(lx, 1 + n) && !strchr(" )\\\"\t\v\f\r\n", at(lx, 1 + n)))
		n++;
	if (n > 16 || at(lx, 1 + n) != '(' || lx->raw_failures >= RAW_FAILURES_MAX)
		return false;
	memcpy(close + 1, lx->s + lx->at + 1, n);
	close[n + 1] = '"';
	for (p = lx->s + lx->at + n + 2; (p = memmem(p, (size_t)(lx->s + lx->length - p), close, n + 2)); p++) {
		size_t begin = (size_t)(p - lx->s);

		if (raw_end_is_whole(lx, begin, begin + n + 2)) {
			lx->at = begin + n + 2;
			return true;
		}
	}
	lx->raw_failures++;
	return false;
}

static bool any_of(const char *word, size_t length, const char *const *list)
{
	for (; *list; list++)
		if (strlen(*list) == length && memcmp(*list, word, length) == 0)
			return true;
	return false;
}

/* An identifier, or the literal that it is the prefix of. */
static enum lex_kind read_ident(struct lexer *lx)
{
	static const char *const prefixes[] = {"L", "u", "U", "u8", NULL};
	static const char *const raw_prefixes[] = {"R", "LR", "uR", "UR", "u8R", NULL};
	const char *word = lx->s + lx->at;
	size_t length;
	char next;

	while (lx->at < lx->length && is_ident(lx->s[lx->at]))
		lx->at++;
	length = (size_t)(lx->s + lx->at - word);
	next = at(lx, 0);
	if (length > 3 || (next != '"' && next != '\''))
		return TOKEN_IDENT;
	if (next == '"' && any_of(word, length, raw_prefixes) && skip_raw_string(lx))
		return TOKEN_STRING;
	if (!any_of(word, length, prefixes))
		return TOKEN_IDENT;
	skip_literal(lx, next);
	return TOKEN_STRING;
}

static void skip_number(struct lexer *lx)
{
	while (lx->at < lx->length) {
		char c = lx->s[lx->at];

		if ((c == '+' || c == '-') && strchr("eEpP", lx->s[lx->at - 1]))
			lx->at++;
		else if (c == '\'' && lex_is_word(at(lx, 1)) && lex_is_word(lx->s[lx->at - 1]))
			lx->at += 2;
		else if (is_ident(c) || c == '.')
			lx->at++;
		else
			return;
	}
}

static int read_punct(struct lexer *lx)
{
	static const struct {
		char text[2];
		int punct;
	} pairs[] = {{{':', ':'}, PUNCT_SCOPE}, {{'-', '>'}, PUNCT_ARROW}, {{'<', '%'}, '{'}, {{'%', '>'}, '}'},
		     {{':', '>'}, ']'},         {{'%', ':'}, '#'},         {{'<', ':'}, '['}};
	char first = at(lx, 0), second = at(lx, 1);

	/* C++11: "<::" is '<' and "::", unless ':' or '>' follows. */
	if (first == '<' && second == ':' && at(lx, 2) == ':' && at(lx, 3) != ':' && at(lx, 3) != '>') {
		lx->at++;
		return '<';
	}
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		if (pairs[i].text[0] == first && pairs[i].text[1] == second) {
			lx->at += 2;
			return pairs[i].punct;
		}
	}
	lx->at++;
	return (unsigned char)first;
}

static enum lex_kind read_token(struct lexer *lx, int *out_punct)
{
	char c = lx->s[lx->at], next = at(lx, 1);

	if (c == '\n' || c == '\r') {
		lx->at += c == '\r' && next == '\n' ? 2 : 1;
		return TOKEN_NEWLINE;
	}
	if (c == '/' && (next == '/' || next == '*')) {
		next == '/' ? skip_line_comment(lx) : skip_block_comment(lx);
		return TOKEN_COMMENT;
	}
	if (is_digit(c) || (c == '.' && is_digit(next))) {
		lx->at++;
		skip_number(lx);
		return TOKEN_NUMBER;
	}
	if (is_ident(c))
		return read_ident(lx);
	if (c == '"' || c == '\'') {
		skip_literal(lx, c);
		return TOKEN_STRING;
	}
	*out_punct = read_punct(lx);
	return TOKEN_PUNCT;
}

void lexer_next(struct lexer *lx, struct lex_token *out)
{
	skip_blanks(lx);
	*out = (struct lex_token){.begin = lx->at, .end = lx->at, .line_start = lx->line_start, .spaced = lx->spaced};
	if (lx->at >= lx->length)
		return;
	out->kind = read_token(lx, &out->punct);
	out->end = lx->at;
	lx->spaced = out->kind == TOKEN_COMMENT || out->kind == TOKEN_NEWLINE;
	if (out->kind == TOKEN_NEWLINE)
		lx->line_start = true;
	else if (out->kind != TOKEN_COMMENT)
		lx->line_start = false;
}

bool lexer_header_name(struct lexer *lx, struct lex_token *out)
{
	size_t end;

	skip_blanks(lx);
	if (at(lx, 0) != '<')
		return false;
	for (end = lx->at; end < lx->length && lx->s[end] != '\n' && lx->s[end] != '\r'; end++) {
		if (lx->s[end] == '>') {
			*out = (struct lex_token){.kind = TOKEN_STRING, .begin = lx->at, .end = end + 1};
			lx->at = end + 1;
			return true;
		}
	}
	return false;
}

bool token_is(const struct lexer *lx, const struct lex_token *t, const char *word)
{
	return t->kind == TOKEN_IDENT && strlen(word) == t->end - t->begin &&
	       memcmp(lx->s + t->begin, word, t->end - t->begin) == 0;
}
