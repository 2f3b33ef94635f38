/* Judging a site: the engine is asked once for each errno of the rule, and for the others that have been seen in the
 * field. */
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
	GPtrArray *wanted;       /* of interned const char *: see struct flow_answer */
};

struct judgement *judgement_new(void);
void judgement_free(struct judgement *j);

struct judgement *judge_site(const struct program *program, const struct rule *rule, const struct ast_unit *unit,
			     const struct ast_site *seen, const struct flow_limits *limits);

/* A site of the run from what the parser saw and what was judged; takes the judgement's parts. */
struct site *judge_make_site(const struct rule *rule, const struct ast_site *seen, struct judgement *j);

/* The same place judged twice (two configurations, two units): the worst of each verdict stays in `into`. */
void judge_merge(struct site *into, struct site *other);

/* The severity its verdicts and flags have by default (SEMANTICS, "Severity"). */
enum severity judge_severity(const struct rule *rule, const struct site *site);

UTIL_DEFINE_AUTO(judgement, judgement_free)

#endif
