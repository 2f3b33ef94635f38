/* Reading C from the text where the compiler gave up (recover_gap.c): expressions (recover_text.c) and whole statements
 * (recover_stmt.c, recover_compound.c). Parts that the compiler did understand are spans: lowered from its tree. */
#ifndef AST_RECOVER_H
#define AST_RECOVER_H

#include "ast/lower.h"

struct recover_span {
	size_t begin, end;
	CXCursor cursor;
};

struct recover {
	struct lower *l;
	const char *bytes;
	size_t at, end;
	size_t base;     /* offset of bytes[0] in the file */
	GArray *spans;   /* of struct recover_span, by begin; NULL: none */
	CXCursor cursor; /* whose place statements get; null: none */
	bool failed;     /* something that could not be read, or must not be guessed */
	bool elsewhere;  /* in a header: no place for sites */
	const char *why; /* what the compiler said of it; NULL when nothing */
	unsigned depth;
};

/* One expression (without a top-level comma unless `comma`) from r->at on; leaves r->at behind it. */
struct cfg_expr *recover_read(struct recover *r, bool comma);
bool recover_accept(struct recover *r, const char *token);
/* The identifier at r->at, interned and skipped; NULL when there is none. */
const char *recover_word(struct recover *r);
size_t recover_peek(struct recover *r);

/* recover_stmt.c: r->failed where it could not be read. */
void recover_simple(struct recover *r);
bool recover_is_declaration(struct recover *r);
void recover_declarators(struct recover *r);
void recover_skip_to_semicolon(struct recover *r);
/* recover_compound.c: one statement of any kind, read or lost. */
void recover_statement(struct recover *r);
void recover_skip_statement(struct recover *r);

#endif
