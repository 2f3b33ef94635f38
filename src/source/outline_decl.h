/* One declaration at file, namespace or class scope, read token by token until it shows what its braces are. */
#ifndef SOURCE_OUTLINE_DECL_H
#define SOURCE_OUTLINE_DECL_H

#include "source/lex_internal.h"

enum decl_step {
	DECL_GOES_ON,
	DECL_FUNCTION,    /* the '{' opens a function's body; *out_start is set */
	DECL_SCOPE,       /* the '{' opens a namespace, class or linkage block */
	DECL_SKIP,        /* the '{' opens something of no interest that ends the declaration */
	DECL_SKIP_RESUME, /* the same, and the declaration goes on behind it (an initialiser) */
	DECL_CLOSE        /* a '}' that closes the scope around */
};

struct decl_start {
	const char *name; /* interned */
	size_t name_at;   /* logical offsets */
	size_t begin;
	int arm;
};

/* A possible parameter list: "name ( … )" */
struct decl_group {
	size_t name_begin, name_end;   /* logical; equal: the group has no name that could be a function's */
	size_t inner_begin, inner_end; /* the name in "(*name(" or "(name)" */
	unsigned words;                /* identifiers in it */
	bool typed; /* holds what only parameters have: a type's keyword, two words in a row, nothing */
	bool plain; /* only words and commas */
	bool star;  /* starts with '*' */
	bool first; /* nothing stands before its name */
	int score;
};

struct decl {
	size_t begin;
	int arm;
	bool started;
	unsigned parens, brackets, angles, braces; /* open ones; braces: those inside parentheses */
	unsigned angle_parens;
	struct decl_group group, best; /* best.score < 0: none yet */
	bool best_followed;            /* a word stood behind the best group */
	struct lex_token last, before_last, angle_word;
	bool key, is_enum, is_namespace, linkage; /* class or struct; enum; namespace; extern "C" */
	bool frozen;                              /* '=', "->" or a base clause: no parameter list can follow */
	bool initialised, init_list;
	bool operator_pending;
	size_t operator_begin;
	bool old_style; /* a K&R parameter list was seen, its declarations follow */
	struct decl_start old_start;
};

void decl_reset(struct decl *d);
enum decl_step decl_feed(struct decl *d, const struct lexer *lx, const struct lex_token *t, int arm, bool first_column,
			 struct decl_start *out_start);
/* Goes on behind a DECL_SKIP_RESUME part; t: its '}'. */
void decl_skipped(struct decl *d, const struct lex_token *t);

#endif
