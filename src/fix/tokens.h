/* The tokens of a piece of a file as one configuration of the preprocessor sees them: comments and directives are left
 * out, and of each #if group only one arm is there. Offsets are those of the file, so that edits can be made by them.
 */
#ifndef FIX_TOKENS_H
#define FIX_TOKENS_H

#include "source/text.h"

enum token_kind { TOK_WORD, TOK_NUMBER, TOK_STRING, TOK_OP };

/* Operators of more than one character; the others are their character. */
enum { OP_EQ = 256, OP_NE, OP_AND, OP_OR, OP_LE, OP_GE, OP_SHL, OP_INC, OP_DEC, OP_ARROW, OP_SCOPE, OP_ASSIGN };

struct token {
	enum token_kind kind;
	int op;
	size_t begin, end;
	bool spaced; /* blanks, a comment or a line's end before it */
};

struct tokens {
	const struct source_text *text;
	GArray *list; /* of struct token */
	unsigned n;
};

/* The tokens in [begin, end), with `arm` (-1: none) and the arms around it chosen, and of the other groups the first
 * arm that a Linux can have. */
struct tokens *tokens_new(const struct source_text *text, size_t begin, size_t end, int arm);
/* The same without choosing: all arms. */
struct tokens *tokens_new_all(const struct source_text *text, size_t begin, size_t end);
void tokens_free(struct tokens *tokens);

static inline const struct token *token_at(const struct tokens *t, unsigned i)
{
	return &g_array_index(t->list, struct token, i);
}
bool tokens_word(const struct tokens *t, unsigned i, const char *word);
/* False behind the end, too. */
bool tokens_op(const struct tokens *t, unsigned i, int op);
bool tokens_is_word(const struct tokens *t, unsigned i);
char *tokens_get(const struct tokens *t, unsigned i);
/* The token that begins at or behind offset; n when there is none. */
unsigned tokens_find(const struct tokens *t, size_t offset);
/* The partner of a bracket; n (forwards) or 0 (backwards) when there is none. */
unsigned tokens_close(const struct tokens *t, unsigned open);
unsigned tokens_open(const struct tokens *t, unsigned close);
/* Tokens first…last as text on one line, blanks as written but never more than one, without comments. */
char *tokens_join(const struct tokens *t, unsigned first, unsigned last);
/* Whether any token in [first, last] is the word. */
bool tokens_mention(const struct tokens *t, unsigned first, unsigned last, const char *word);

UTIL_DEFINE_AUTO(tokens, tokens_free)

#endif
