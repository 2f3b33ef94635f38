/* The parts of judge.c: one question (a site and an errno) while it is worked on. Private to flow/. */
#ifndef FLOW_QUESTION_H
#define FLOW_QUESTION_H

#include "flow/explorer.h"

struct question {
	const struct flow_query *query;
	unsigned *explorations; /* left, of callers that only show what happens */
	unsigned *states;       /* left, over all roots */
	GHashTable *wanted;     /* set of const struct wish * */
	GHashTable *visiting;   /* functions on the way up */
	GHashTable *asked;      /* functions that have said what they do: it is in the answer already */
	GHashTable *flags_of;   /* caller -> struct outcome *: what it said of the flags, beside the verdict */
	bool beside;            /* only the flags are asked for */
};

/* root.c: the outcome of one function, as finely as can be paid for. decides: the verdict hangs on it. */
struct outcome *question_explore(const struct question *q, const struct cfg_function *root, bool decides);
/* The same from a call on, with nothing known there: only for what then happens. */
struct outcome *question_explore_from(const struct question *q, const struct cfg_function *root,
				      const struct cfg_stmt *call);
/* Of a site that no path from the entry reaches. */
struct outcome *question_explore_unreached(const struct question *q, const struct cfg_function *f);

/* judge.c: the outcome of a function and, where that hands the failure or the descriptor on, of its callers. alone: no
 * other caller shows what happens. call: the one in f that it is asked for; NULL. */
struct outcome *question_explore_up(const struct question *q, const struct cfg_function *f, bool is_site, bool decides,
				    bool alone, const struct cfg_stmt *call);
/* Of all calls through a pointer, for a site that only takes the call's address; NULL: there are none. */
struct outcome *question_explore_pointers(const struct question *q);
/* Whether some caller, or a caller's caller, could fall back, or itself does something else that matters. */
bool question_callers_matter(const struct question *q, const struct function_info *info, unsigned interest,
			     GHashTable *seen);

#endif
