/* Inside source/: a file's tokens in one row, for what is read off the text where no compiler can go: every arm of
 * every #if at once. Comments and ends of lines are left out, operators are whole, and a directive is one token of its
 * own; what stands inside the directives is in a second row. */
#ifndef SOURCE_CODE_H
#define SOURCE_CODE_H

#include "source/lex_internal.h"

/* Operators of more than one character: their characters, the first one lowest. */
#define OPERATOR_2(a, b)    ((int)(a) | (int)(b) << 8)
#define OPERATOR_3(a, b, c) (OPERATOR_2(a, b) | (int)(c) << 16)
#define PUNCT_DIRECTIVE     (PUNCT_ARROW + 1)

struct code {
	struct spliced spliced;
	struct lexer lexer;
	GArray *tokens;     /* of struct lex_token, ended by TOKEN_END; a directive is a TOKEN_PUNCT, PUNCT_DIRECTIVE */
	GArray *directives; /* of struct lex_token: those behind each '#', each directive ended by a TOKEN_NEWLINE */
};

struct code *code_new(const char *bytes, size_t length);
void code_free(struct code *code);

/* The token; TOKEN_END before the first and behind the last. */
const struct lex_token *code_token(const struct code *code, int index);
bool code_is(const struct code *code, const struct lex_token *t, const char *word);
bool code_is_any(const struct code *code, const struct lex_token *t, const char *const *words, size_t count);
/* The bytes from one token's start to another's end; free with g_free. */
char *code_text(const struct code *code, const struct lex_token *first, const struct lex_token *last);

/* Where in the program's run a token stands. */
struct code_place {
	const char *function; /* interned: the one around it; NULL: none */
	bool repeats;         /* it may be come by more than once in one call of that function */
};
/* text: the same bytes lexed. */
struct code_place code_place_of(const struct code *code, const struct source_text *text, int index);

/* The words of a declaration before what it declares. */
struct type_words {
	bool is_extern, is_typedef;
	bool wide;         /* an integer of at least 32 bits, in so many words */
	bool narrow;       /* or of less */
	const char *other; /* interned: the one word that is neither; NULL */
};
/* Those that end at `last`; false where they are not one type and begin a declaration (width.c). */
bool type_read(const struct code *code, int last, struct type_words *out);

static inline bool code_is_punct(const struct lex_token *t, int punct)
{
	return t->kind == TOKEN_PUNCT && t->punct == punct;
}

UTIL_DEFINE_AUTO(code, code_free)

#endif
