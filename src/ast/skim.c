/* Skimming C text without a compiler. Good enough for text that the compiler has already accepted around the place. */
#include "ast/skim.h"

#include <glib.h>
#include <string.h>

#include "source/lex_internal.h"

bool skim_is_word(char ch)
{
	return g_ascii_isalnum(ch) || ch == '_' || ch == '$' || (unsigned char)ch >= 0x80;
}

static size_t skim_quoted(const char *bytes, size_t at, size_t end)
{
	char quote = bytes[at++];

	while (at < end && bytes[at] != quote && bytes[at] != '\n')
		at += bytes[at] == '\\' ? 2 : 1;
	return MIN(at + 1, end);
}

/* What only source/'s lexer knows: numbers (1'000, 1e+3) and raw strings. */
static size_t skim_lexed(const char *bytes, size_t at, size_t end)
{
	GArray none = {NULL, 0};
	struct spliced text = {.bytes = bytes, .length = end, .splices = &none};
	struct lexer lx;
	struct lex_token token;

	lexer_init(&lx, &text);
	lx.at = at;
	lexer_next(&lx, &token);
	return MAX(token.end, at + 1);
}

/* R"…, u8R"… */
static bool is_raw(const char *bytes, size_t at, size_t quote, size_t end)
{
	return quote < end && bytes[quote] == '"' && bytes[quote - 1] == 'R' && quote - at <= 3;
}

size_t skim_token(const char *bytes, size_t at, size_t end)
{
	size_t next = at;

	if (at >= end)
		return end;
	if (bytes[at] == '"' || bytes[at] == '\'')
		return skim_quoted(bytes, at, end);
	if (g_ascii_isdigit(bytes[at]))
		return skim_lexed(bytes, at, end);
	if (!skim_is_word(bytes[at]))
		return at + 1;
	while (next < end && skim_is_word(bytes[next]))
		next++;
	return is_raw(bytes, at, next, end) ? skim_lexed(bytes, at, end) : next;
}

static size_t skim_comment(const char *bytes, size_t at, size_t end)
{
	if (at + 1 >= end || bytes[at] != '/')
		return at;
	if (bytes[at + 1] == '/') {
		while (at < end && bytes[at] != '\n')
			at += bytes[at] == '\\' ? 2 : 1;
		return MIN(at, end);
	}
	if (bytes[at + 1] != '*')
		return at;
	for (at += 2; at + 1 < end; at++)
		if (bytes[at] == '*' && bytes[at + 1] == '/')
			return at + 2;
	return end;
}

size_t skim_space(const char *bytes, size_t at, size_t end)
{
	while (at < end) {
		size_t next = skim_comment(bytes, at, end);

		if (next != at) {
			at = next;
		} else if (g_ascii_isspace(bytes[at])) {
			at++;
		} else if (bytes[at] == '\\' && at + 1 < end && (bytes[at + 1] == '\n' || bytes[at + 1] == '\r')) {
			at += 2;
		} else {
			break;
		}
	}
	return at;
}

size_t skim_bracket(const char *bytes, size_t at, size_t end)
{
	int depth = 0;

	for (at = skim_space(bytes, at, end); at < end; at = skim_space(bytes, skim_token(bytes, at, end), end)) {
		if (strchr("([{", bytes[at]) && bytes[at])
			depth++;
		else if (strchr(")]}", bytes[at]) && bytes[at] && --depth <= 0)
			return at + 1;
	}
	return end;
}

bool skim_for_semicolons(const char *bytes, size_t at, size_t end, size_t out[2])
{
	unsigned n = 0;

	at = skim_space(bytes, at, end);
	if (at >= end || bytes[at] != '(')
		return false;
	for (at = skim_space(bytes, at + 1, end); at < end && bytes[at] != ')'; at = skim_space(bytes, at, end)) {
		if (bytes[at] == ';' && n < 2)
			out[n++] = at;
		if (bytes[at] == '(' || bytes[at] == '[' || bytes[at] == '{')
			at = skim_bracket(bytes, at, end);
		else
			at = skim_token(bytes, at, end);
	}
	return n == 2;
}
