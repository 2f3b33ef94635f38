/* What the files of a tree put into a variable that any of them may name, read off their text: in every arm of every
 * #if, whatever system or configuration it is for, so that nothing that some build would do is missing. It errs on one
 * side: what is not plainly a read, a declaration or a write of constants leaves the variable open, and nothing may be
 * concluded. */
#ifndef SOURCE_ASSIGNED_H
#define SOURCE_ASSIGNED_H

#include <glib.h>
#include <stdbool.h>

#include "util/auto.h"

struct assigned_value {
	char *text; /* owned: a constant expression; constants.h knows what its names stand for */
	bool exact; /* what the variable holds from then on; else bits that may be set in it */
};

/* A place where it is written. */
struct assigned_place {
	const char *function, *path; /* interned */
	bool repeats;                /* one call of that function may write it more than once */
};

struct assigned {
	const char *name;  /* interned */
	GPtrArray *values; /* of struct assigned_value * */
	bool computed;     /* what is no constant is written as well: the values are not all */
	bool listed;       /* it only ever holds one of the exact values */
	bool narrow;       /* some declaration does not say that it has at least 32 bits */
	GPtrArray *types;  /* of interned const char *: the names that others give as its type; width_read() tells */
	unsigned definitions;
	GArray *writes;    /* of struct assigned_place; without the initialisers */
	const char *open;  /* why nothing may be concluded: a static string; NULL */
	const char *where; /* interned: the file that leaves it open */
};

struct assigned *assigned_new(const char *name /* interned */);
void assigned_free(struct assigned *a);
/* One file more. */
void assigned_read(struct assigned *a, const char *path, const char *bytes, size_t length);
/* The same for a file that does not name it: a macro there may put the name together ("##") of a part and an argument.
 */
void assigned_read_pasted(struct assigned *a, const char *path, const char *bytes, size_t length);
/* Something else leaves it open. */
void assigned_open(struct assigned *a, const char *why /* static */, const char *path /* interned */);

UTIL_DEFINE_AUTO(assigned, assigned_free)

#endif
