/* A piece of text as a row of tokens, and the parameters that it declares: what facts_puts.c reads in. Comments and
 * directives are left out; operators are one character each. Private to the facts. */
#ifndef SCAN_FACTS_ROW_H
#define SCAN_FACTS_ROW_H

#include "scan/facts_slots.h"

struct token {
	guint32 begin, end;
	gint32 partner; /* of a bracket: the other one, or -1 */
	gint32 open;    /* the bracket that is open around it, or -1 */
};

struct row {
	struct slots_text *text;
	GArray *tokens;   /* of struct token */
	GPtrArray *names; /* of char *: of the parameters, NULL where one has none */
	int body;         /* the first token that is no part of the parameter list */
};

/* NULL, '\0' and false outside of the row. */
const struct token *row_at(const struct row *r, int i);
/* The token's first character. */
char row_sign(const struct row *r, int i);
bool row_is_word(const struct row *r, int i);
bool row_is(const struct row *r, int i, const char *word);
/* Of a bracket the other one; -1. */
int row_partner(const struct row *r, int i);
/* Nothing stands between it and the next one. */
bool row_adjacent(const struct row *r, int i);
/* Behind '.' or "->"; behind "::". */
bool row_is_member(const struct row *r, int i);
bool row_is_scoped(const struct row *r, int i);

void row_fill(struct row *r, size_t begin, size_t end);
/* Sets what the text says of the function, and the names of its parameters. */
void row_read_parameters(struct row *r);
void row_read_macro_parameters(struct row *r);
/* The number of the parameter that a word names; -1. */
int row_parameter_at(const struct row *r, int i);

/* The slot of that kind and the token's name. */
guint64 row_slot(const struct row *r, enum slot_kind kind, int i, guint64 number);
/* Notes that something is put there; see struct put. */
void row_put(const struct row *r, guint64 into, guint64 from, guint32 word, bool cast);

/* facts_records.c: what begins at this token, if it is such a thing: "struct name { words } alias", and the like of
 * typedefs that name a type again. */
void row_read_record(const struct row *r, int i);
void row_read_typedef(const struct row *r, int i);

#endif
