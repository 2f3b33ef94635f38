/* Inside source/: what is known of the macros, and how the reading adds to it. */
#ifndef SOURCE_PASTING_INTERNAL_H
#define SOURCE_PASTING_INTERNAL_H

#include "source/pasting.h"

/* What stands in replacements, or in a use. */
struct sum {
	GPtrArray *pieces; /* of interned const char *: parts of the names */
	GHashTable *words; /* set of interned const char *: other identifiers; NULL: none */
	bool joins;
};

struct use {
	struct sum sum;
	const char *macro; /* interned */
	const void *file;
};

struct pasting {
	const GPtrArray *names;
	GHashTable *parts;   /* set of interned strings: proper parts of the names */
	GHashTable *macros;  /* interned name -> struct sum *, owned */
	GHashTable *holders; /* interned word -> GPtrArray of interned macros that have it in a replacement, owned */
	GHashTable *leads;   /* interned name -> GPtrArray of pieces, owned: of all that the macro's words lead to */
	GHashTable *joiners; /* set of interned names: those that were given */
	GHashTable *asked;   /* set of interned names: those of pasting_open_words() */
	GPtrArray *library;
	GArray *uses; /* of struct use */
};

void pasting_sum_init(struct sum *s);
/* True when it is news. */
bool pasting_sum_add_word(struct sum *s, const char *word);
/* The list of that key, made when there is none. */
GPtrArray *pasting_list_of(GHashTable *lists, const char *key);
/* That of the macro, made when there is none. */
struct sum *pasting_sum_of(struct pasting *p, const char *name);
/* It is one of the joiners that were given. */
bool pasting_joins(const struct pasting *p, const char *word);

#endif
