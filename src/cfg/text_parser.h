/* What the parts of the text form's parser share: text_parser.c (tokens), text_expr.c (expressions) and text_parse.c
 * (lines). */
#ifndef CFG_TEXT_PARSER_H
#define CFG_TEXT_PARSER_H

#include "cfg/text.h"
#include "cfg/text_lex.h"

struct parser {
	const struct token *tokens;
	unsigned at;
	GError **error;
	bool failed;
	struct cfg_text *text;
	GHashTable *globals;   /* interned name -> struct cfg_global *, borrowed */
	GHashTable *functions; /* set of interned keys that the text defines */
	/* of the function being parsed */
	struct cfg_function *f;
	GHashTable *vars;   /* interned name -> index of the first variable of that name, plus 1 */
	GHashTable *labels; /* interned name -> index, plus 1 */
	int block;          /* -1: the last one has ended */
	unsigned depth;     /* of expressions */
};

const struct token *parser_peek(const struct parser *p);
/* Stops the parsing with "line N: expected WHAT"; only the first one counts. */
void parser_expected(struct parser *p, const char *what);
/* The same, with a message of its own about a line. */
void parser_fail(struct parser *p, unsigned line, const char *what);
bool parser_at_punct(const struct parser *p, const char *punct);
bool parser_at_word(const struct parser *p, const char *keyword);
bool parser_accept_punct(struct parser *p, const char *punct);
bool parser_accept_word(struct parser *p, const char *keyword);
void parser_need_punct(struct parser *p, const char *punct);
/* A name that is no keyword, or a quoted one; NULL after an error. */
const struct token *parser_need_name(struct parser *p, const char *what);
/* A number with or without a minus sign; 0 after an error. */
gint64 parser_need_integer(struct parser *p);

/* Any name but an unquoted keyword. */
bool parser_is_free_name(const struct token *token);
const char *parser_need_string(struct parser *p, const char *what);
void parser_need_newline(struct parser *p);
unsigned parser_need_unsigned(struct parser *p);
/* 12:8-12:70 */
void parser_need_range(struct parser *p, struct location_range *range);

/* Adds a variable and makes it known by its name. */
int parser_add_var(struct parser *p, enum cfg_var_kind kind, const char *name, const char *key);

/* Both give NULL after an error. */
struct cfg_expr *parser_expr(struct parser *p);
/* A name, parenthesis or constant with .f, ->f and [i] behind it; what a call's arguments may follow. */
struct cfg_expr *parser_postfix(struct parser *p);
/* False where a prefix operator or a cast stands. */
bool parser_at_postfix(const struct parser *p);

#endif
