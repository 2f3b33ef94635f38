/* Judging a site: the engine is asked once for each errno of the rule, and for the others that have been seen in the
 * field. The questions do not depend on each other, so that they can be asked side by side. */
#ifndef ANALYSIS_JUDGE_H
#define ANALYSIS_JUDGE_H

#include "ast/ast.h"
#include "flow/explore.h"
#include "model/site.h"

/* What was found out about one ast_site. */
struct judgement {
	GPtrArray *verdicts;     /* of struct errno_verdict * */
	GPtrArray *flags;        /* of struct flag_verdict * */
	GPtrArray *also_handled; /* of interned const char * */
	GPtrArray *patterns;     /* of interned const char * */
	GPtrArray *wanted;       /* of const struct wish *: see struct flow_answer */
};

struct judgement *judgement_new(void);
void judgement_free(struct judgement *j);

/* What can be asked about a site, each question by itself: what becomes of it with this errno. */
struct question {
	const struct rule *rule;
	const struct ast_unit *unit;
	const struct ast_site *seen;
	const struct rule_errno *e;
	bool also; /* the errno is not one that the rule asks a fallback for: only whether there is one counts */
};

/* The part of a judgement that answers the question. */
struct judgement *judge_ask(const struct question *question, const struct program *program,
			    const struct flow_limits *limits);
/* Puts the parts together, in the order of the rule's errnos; takes what the part holds. */
void judgement_add(struct judgement *into, struct judgement *part);
/* Whether some errno's failure is helped: only then the rule's other errnos are worth the question. */
bool judgement_falls_back(const struct judgement *j);
/* When all parts are there: what can only be said of them together. */
void judgement_conclude(struct judgement *j, const struct rule *rule, const struct ast_site *seen);

/* A site of the run from what the parser saw and what was judged; takes the judgement's parts. */
struct site *judge_make_site(const struct rule *rule, const struct ast_site *seen, struct judgement *j);

/* The same place judged twice (two configurations, two units): the worst of each verdict stays in `into`. */
void judge_merge(struct site *into, struct site *other);

UTIL_DEFINE_AUTO(judgement, judgement_free)

#endif
