/* The shape of the code around a call: which statement it is in, what becomes of its result, and what has to be
 * evaluated before it. Made from the text (see stmt.h). */
#ifndef FIX_PLACE_H
#define FIX_PLACE_H

#include "fix/stmt.h"
#include "rules/rule.h"

enum place_role {
	PLACE_STATEMENT, /* "x = call(…);", "int x = call(…);": what follows can look at x */
	PLACE_BEFORE, /* in a larger expression, a return, an if's or a switch's condition: the call can move before it
		       */
	PLACE_LOOP,   /* in the condition of a while or for */
	PLACE_DO      /* in the condition of a do */
};

struct place {
	const struct source_text *text;
	struct body *body;
	struct tokens *tokens; /* the body's */
	struct stmt *stmt;
	enum place_role role;
	unsigned name;                        /* token of the name */
	unsigned first, last;                 /* tokens of the call: "::name(…)" */
	GPtrArray *args;                      /* of char *: without a raw call's number */
	unsigned rhs_first, rhs_last;         /* what is assigned: the call with casts and parentheses around it */
	unsigned replace_first, replace_last; /* what the variable stands in for when the call moves */
	char *variable;                       /* owned: what has the result; NULL: nothing yet */
	char *target;                         /* owned: what is assigned, "x->fd = fd"; NULL with variable */
	bool declared;                        /* the statement declares the variable */
	bool dropped;                         /* nothing is done with the result */
};

/* The call whose name (or number, or macro) is at the offset. NULL: *out_why says why the shape does not allow to put
 * statements around the call. */
struct place *place_new(const struct source_text *text, size_t offset, char **out_why);
void place_free(struct place *place);

/* The innermost arm of the preprocessor around an offset, -1 when there is none. */
int place_arm(const struct source_text *text, size_t offset);

UTIL_DEFINE_AUTO(place, place_free)

#endif
