/* Explores the feasible paths around one site for one errno, as SEMANTICS has it, and says what was seen. */
#ifndef FLOW_EXPLORE_H
#define FLOW_EXPLORE_H

#include "flow/program.h"
#include "flow/wish.h"
#include "model/site.h"

struct flow_limits {
	unsigned states; /* states kept for one root before it is explored with fewer a point, and before giving up */
	unsigned recursive_states; /* after so many a root is given up where a function goes on calling itself */
	unsigned total_states;     /* for one question, over all its roots */
	unsigned told_blocks;      /* of a function, with what it calls, that is gone into only for what it returns */
	unsigned loop_unroll;      /* visits of a loop head with new values before they are widened */
	bool once;                 /* no second try with fewer states a point */
};

extern const struct flow_limits flow_limits_default;
/* For an answer that will be asked for again: far enough to tell what is wanted. */
extern const struct flow_limits flow_limits_hasty;

struct flow_query {
	const struct program *program;
	const struct rule *rule;
	const char *function_key; /* the function that holds the site */
	unsigned site;            /* cfg_stmt.site in that function's unit */
	const char *path;         /* of that unit */
	int errno_number;
	bool verdict_only; /* nothing else is asked for: callers that cannot change it are left alone */
	const struct flow_limits *limits;
};

struct flow_answer {
	enum verdict verdict;
	enum consequence consequence;
	char *reason;     /* owned, one line */
	GPtrArray *steps; /* of struct step * */
	GPtrArray *flags; /* of struct flag_verdict *, in the order of rule->flags; states over the fallback paths */
	GPtrArray
		*assumes;  /* of char *, owned and sorted: what is taken for granted of functions outside the program */
	bool sticky;       /* the code remembers the failure in a variable that outlives the call */
	GPtrArray *wanted; /* of const struct wish *: what the program does not hold and could change the answer */
};

struct flow_answer *flow_explore(const struct flow_query *query);
void flow_answer_free(struct flow_answer *answer);

UTIL_DEFINE_AUTO(flow_answer, flow_answer_free)

#endif
