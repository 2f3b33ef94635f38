/* The statements of one function, by their tokens: enough of a syntax tree to put statements before, behind and around
 * others. Made from the text alone, so that it works on code whose headers are missing. */
#ifndef FIX_STMT_H
#define FIX_STMT_H

#include "fix/tokens.h"

enum stmt_kind {
	STMT_BLOCK,
	STMT_IF,
	STMT_WHILE,
	STMT_DO,
	STMT_FOR,
	STMT_SWITCH,
	STMT_RETURN,
	STMT_LABEL, /* "case X:", "default:" or "name:" alone */
	STMT_SIMPLE,
	STMT_OTHER /* try, catch, a macro with a body */
};

struct stmt {
	enum stmt_kind kind;
	unsigned first, last; /* tokens, the closing ';' or '}' too */
	unsigned open, close; /* of the parentheses behind if, while, for, switch and a do's while; 0: none */
	unsigned else_token;  /* of an if; 0: none */
	unsigned while_token; /* of a do */
	struct stmt *parent;  /* NULL: the function's block */
	GPtrArray *children;  /* of struct stmt *: a block's statements; then and else; a body */
};

struct body {
	struct tokens *tokens;
	struct stmt *root;
	GPtrArray *all; /* of struct stmt *, owned */
};

/* The function's body in the configuration of `arm`; NULL when its braces do not pair. */
struct body *body_new(const struct source_text *text, const struct lex_function *function, int arm);
void body_free(struct body *body);
/* The innermost statement with the token; NULL when there is none. */
struct stmt *body_find(const struct body *body, unsigned token);
/* The statement behind it in the same block; NULL when it is the last, or in no block. */
struct stmt *stmt_next(const struct stmt *s);
struct stmt *stmt_previous(const struct stmt *s);
/* Whether it is the body of an if, else or loop without braces. */
bool stmt_is_unbraced(const struct stmt *s);
/* Whether the statement, or one in it, is of the words ("continue"), loops and switches inside left out. */
bool body_has_jump(const struct body *body, const struct stmt *s, const char *word);

UTIL_DEFINE_AUTO(body, body_free)

#endif
