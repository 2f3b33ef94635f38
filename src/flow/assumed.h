/* What a verdict assumes of functions that nobody could look into. Private to flow/. */
#ifndef FLOW_ASSUMED_H
#define FLOW_ASSUMED_H

#include "flow/explore.h"
#include "flow/relevance.h"

/* A call that is not gone into while an attempt is pending; notes it where it takes an assumption to go on. */
void assumed_note(struct explorer *x, const struct state *s, const struct cfg_stmt *call);

/* A call of a function that is neither in the tree, as its text tells, nor one of the well-known libraries'. */
bool assumed_is_outside(const struct explorer *x, const struct cfg_stmt *call);

/* Sets of interned texts, for assumed_words(): of all calls on the way from a failing call; of those on one path
 * (GArray of struct told, marked) that come before what decides it. */
void assumed_everywhere(const struct explorer *x, GHashTable *out);
void assumed_before_decision(const GArray *path, GHashTable *out);

/* The sentences, owned and sorted. wanted: gets the wishes for what has to be known to put them right. */
GPtrArray *assumed_words(const struct program *program, GHashTable *calls, GHashTable *wanted);

#endif
