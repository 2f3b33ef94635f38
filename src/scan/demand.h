/* Shared by demand.c and targets.c: looking into one wish. */
#ifndef SCAN_DEMAND_H
#define SCAN_DEMAND_H

#include "scan/tree.h"

struct demand {
	struct tree *tree;
	const struct wish *wish; /* the one in work */
	GHashTable *system;      /* set of interned keys */
	GPtrArray *files;        /* of const struct source_entry *: those to be taken */
	GHashTable *seen;        /* set of numbers of facts: for the walk in work */
	unsigned learnt;         /* slots of which something new is known */
};

unsigned demand_effects(const struct demand *d, guint32 number);
/* Takes the function, and where it has the effects only through what it calls, that as well: true when a file is to be
 * parsed for it. */
bool demand_take(struct demand *d, guint32 number);
/* Takes a file for what stands in it between functions, or in some function, and names this one. */
bool demand_take_file(struct demand *d, const struct source_entry *entry, const char *name);

/* targets.c: what a pointer may lead to. True when something came of it. */
bool demand_targets(struct demand *d);
void pointer_known_free(gpointer known);

#endif
