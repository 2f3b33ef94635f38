/* Cutting the text form into tokens. A line is a unit of the grammar, so the ends of lines are tokens; comments and
 * blank lines are not. */
#include "cfg/text_lex.h"

#include <errno.h>
#include <string.h>

#include "cfg/cfg.h"
#include "cfg/text_names.h"

struct lexer {
	const char *at;
	unsigned line;
	GArray *tokens;
	GError **error;
	bool failed;
};

static const char *const puncts[] = {"->", "..", "<<", ">>", "<=", ">=", "==", "!=", "(", ")", "[",
				     "]",  "{",  "}",  ",",  ";",  ":",  ".",  "?",  "@", "+", "-",
				     "*",  "/",  "%",  "&",  "|",  "^",  "!",  "~",  "<", ">", "="};

static void lex_fail(struct lexer *l, const char *what)
{
	if (l->failed)
		return;
	l->failed = true;
	g_set_error(l->error, CFG_ERROR, CFG_ERROR_SYNTAX, "line %u: %s", l->line, what);
}

static struct token *add(struct lexer *l, enum token_kind kind)
{
	struct token token = {.kind = kind, .line = l->line, .ordinal = 1, .text = ""};
	g_array_append_val(l->tokens, token);
	return &g_array_index(l->tokens, struct token, l->tokens->len - 1);
}

static void lex_newline(struct lexer *l)
{
	bool needed =
		l->tokens->len > 0 && g_array_index(l->tokens, struct token, l->tokens->len - 1).kind != TOKEN_NEWLINE;
	if (needed)
		add(l, TOKEN_NEWLINE);
	l->line++;
}

/* The byte behind a backslash; false when there is none. */
static bool lex_escape(struct lexer *l, GString *out)
{
	char c = *l->at++;
	if (c == 'n') {
		g_string_append_c(out, '\n');
	} else if (c == 't') {
		g_string_append_c(out, '\t');
	} else if (c == 'x' && g_ascii_isxdigit(l->at[0]) && g_ascii_isxdigit(l->at[1])) {
		char byte = (char)(g_ascii_xdigit_value(l->at[0]) * 16 + g_ascii_xdigit_value(l->at[1]));
		l->at += 2;
		if (byte == '\0')
			return false;
		g_string_append_c(out, byte);
	} else if (c == '\\' || c == '"' || c == '`') {
		g_string_append_c(out, c);
	} else {
		return false;
	}
	return true;
}

static void lex_quoted(struct lexer *l, enum token_kind kind, char quote)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	l->at++;
	while (*l->at != quote) {
		char c = *l->at;
		if (c == '\0' || c == '\n') {
			lex_fail(l, quote == '"' ? "expected a \" before the end of the line"
						 : "expected a ` before the end of the line");
			return;
		}
		l->at++;
		if (c != '\\') {
			g_string_append_c(bytes, c);
		} else if (!lex_escape(l, bytes)) {
			lex_fail(l,
				 "expected \\n, \\t, \\\\, a quote or \\x and two digits (not 00) behind a backslash");
			return;
		}
	}
	l->at++;
	struct token *token = add(l, kind);
	token->text = g_intern_string(bytes->str);
	token->quoted = true;
}

static void lex_plain_name(struct lexer *l)
{
	const char *start = l->at;
	while (cfg_text_is_name_char(*l->at))
		l->at++;
	char small[64];
	size_t length = (size_t)(l->at - start);
	g_autofree char *large = length < sizeof(small) ? NULL : g_strndup(start, length);
	if (!large) {
		memcpy(small, start, length);
		small[length] = '\0';
	}
	add(l, TOKEN_NAME)->text = g_intern_string(large ? large : small);
}

/* The '2 of fd'2. */
static void lex_ordinal(struct lexer *l)
{
	if (*l->at != '\'')
		return;
	char *end;
	guint64 ordinal = g_ascii_isdigit(l->at[1]) ? g_ascii_strtoull(l->at + 1, &end, 10) : 0;
	if (ordinal < 1 || ordinal > G_MAXINT) {
		lex_fail(l, "expected a number from 1 behind the '");
		return;
	}
	g_array_index(l->tokens, struct token, l->tokens->len - 1).ordinal = (unsigned)ordinal;
	l->at = end;
}

static void lex_number(struct lexer *l)
{
	bool hex = l->at[0] == '0' && (l->at[1] == 'x' || l->at[1] == 'X');
	char *end;
	errno = 0;
	guint64 number = g_ascii_strtoull(l->at, &end, hex ? 16 : 10);
	if (errno != 0 || cfg_text_is_name_char(*end)) {
		lex_fail(l, "expected a decimal or hexadecimal number of at most 64 bits");
		return;
	}
	l->at = end;
	add(l, TOKEN_NUMBER)->number = number;
}

static void lex_punct(struct lexer *l)
{
	for (unsigned i = 0; i < G_N_ELEMENTS(puncts); i++) {
		const char *p = puncts[i];
		if (p[0] != l->at[0] || (p[1] && p[1] != l->at[1]))
			continue;
		l->at += p[1] ? 2 : 1;
		add(l, TOKEN_PUNCT)->text = p;
		return;
	}
	lex_fail(l, "there is a character that means nothing here");
}

static void lex_token(struct lexer *l)
{
	char c = *l->at;
	if (c == '\n') {
		lex_newline(l);
		l->at++;
	} else if (c == ' ' || c == '\t' || c == '\r') {
		l->at++;
	} else if (c == '#') {
		l->at += strcspn(l->at, "\n");
	} else if (cfg_text_is_name_start(c)) {
		lex_plain_name(l);
		lex_ordinal(l);
	} else if (c == '`') {
		lex_quoted(l, TOKEN_NAME, '`');
		if (!l->failed)
			lex_ordinal(l);
	} else if (c == '"') {
		lex_quoted(l, TOKEN_STRING, '"');
	} else if (g_ascii_isdigit(c)) {
		lex_number(l);
	} else {
		lex_punct(l);
	}
}

GArray *cfg_text_lex(const char *source, GError **error)
{
	g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(struct token));
	struct lexer l = {source, 1, tokens, error, false};
	while (*l.at && !l.failed)
		lex_token(&l);
	if (l.failed)
		return NULL;
	lex_newline(&l);
	add(&l, TOKEN_END);
	return g_steal_pointer(&tokens);
}
