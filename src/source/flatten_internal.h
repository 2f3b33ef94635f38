/* What flatten.c finds out and flatten_write.c writes by. Private to them. */
#ifndef SOURCE_FLATTEN_INTERNAL_H
#define SOURCE_FLATTEN_INTERNAL_H

#include "source/flatten.h"

struct header {
	GMappedFile *file;
	struct source_text *text;
	const char *guard; /* interned: what its guard tests; NULL: none */
	bool once;         /* by #pragma once: the guard is made up */
	bool listed;
	bool relevant;      /* it or one that it includes defines a wanted name */
	GPtrArray *targets; /* by its #includes: char * (owned), NULL for none; NULL until asked for */
	bool open, done;
	unsigned times;
};

struct flattener {
	const struct header_search *search;
	const struct source_needles *none;
	bool cxx;
	GHashTable *names;   /* set of interned names that the conditions hang on */
	GHashTable *guards;  /* of these, what headers that are written out test around all that they hold */
	GPtrArray *queue;    /* the same, those not looked for yet last */
	bool has_include;    /* a condition asks for a header */
	GHashTable *headers; /* absolute path -> struct header * (NULL value: cannot be read) */
	GPtrArray *list;     /* of struct header *: all that the file comes to */
	GString *out, *head;
	unsigned n_arms, depth;
	bool overflow;
};

/* A text that is written out, and what is known of it. */
struct written {
	const struct source_text *text;
	const char *path, *guard; /* guard: of the file itself, when it is no more than that: NULL */
	const GPtrArray *targets;
	bool always;   /* no condition stands over it */
	int *out_arms; /* for the file itself, where its arms come to lie; its guard is left out, if no more than that
			*/
};

/* Writes the directives of a text out, and those of the relevant headers that it includes where it includes them. */
void flatten_put(struct flattener *f, const struct written *w);
/* The first time that a header, or a file with this guard, is written out. */
void flatten_put_guard(struct flattener *f, const char *guard);

#endif
