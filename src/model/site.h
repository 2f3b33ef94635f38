/* A site: one place in the source where a rule's call is made, and what was found out about it. */
#ifndef MODEL_SITE_H
#define MODEL_SITE_H

#include <glib.h>

#include "model/location.h"
#include "model/verdict.h"
#include "util/auto.h"

/* One step of the evidence: where, and a sentence. */
struct step {
	struct location where;
	char *text; /* owned */
};

/* The judgement for one errno of the rule. */
struct errno_verdict {
	const char *errno_name; /* interned: "ENOSYS" */
	enum verdict verdict;
	enum consequence consequence;
	char *reason;       /* owned, one line */
	GPtrArray *steps;   /* of struct step *, owned */
	GPtrArray *assumes; /* of char *, owned, sorted: what is taken for granted of functions outside the tree */
};

struct flag_verdict {
	const char *flag; /* interned: "SOCK_CLOEXEC" */
	enum flag_state state;
	char *reason;     /* owned, may be NULL */
	GPtrArray *steps; /* of struct step *, owned: the path on which it is lost; may be empty */
};

struct site {
	char *id;         /* owned; stable, no line number in it: see site_set_ids() */
	const char *rule; /* interned rule id */
	const char *call; /* interned: what is called ("accept4", "SYS_accept4") */
	struct location_range where;
	const char *function; /* interned; "" at file scope */
	enum site_form form;
	char *guard; /* owned; NULL when no condition stands over the place */
	enum severity severity;
	char *suppressed_by; /* owned: "comment", "baseline", "config"; NULL when not, or not all, is suppressed */
	char *suppressed_reason;
	enum site_part suppressed_part; /* this alone is, of two that there are; suppressed_by is NULL then */
	char *part_by, *part_reason;    /* owned: as suppressed_by */
	GPtrArray *verdicts;            /* of struct errno_verdict *, in the rule's order */
	GPtrArray *also_handled;        /* of interned const char * errno names */
	GPtrArray *flags;               /* of struct flag_verdict *, in the rule's order */
	GPtrArray *patterns; /* of interned const char *: names of failure patterns seen ("wrong-errno-tested") */
};

struct site *site_new(const char *rule, const char *call);
void site_free(struct site *site);

struct step *step_new(const char *path, unsigned line, unsigned column, const char *text);
void step_free(struct step *step);
struct errno_verdict *errno_verdict_new(const char *errno_name);
void errno_verdict_free(struct errno_verdict *v);
struct flag_verdict *flag_verdict_new(const char *flag);
void flag_verdict_free(struct flag_verdict *f);

/* The verdict for an errno's name, borrowed; NULL if the site has none. */
struct errno_verdict *site_verdict(const struct site *site, const char *errno_name);

/* Gives every site of a run (sorted by location) its id: a hash over rule, path (behind `place`, unless it is absolute;
 * NULL: nothing stands before it), function and call, with an ordinal for equal ones. No line number goes in, so that
 * edits elsewhere in the file leave it alone. */
void site_set_ids(GPtrArray *sites, const char *place);

/* The severity of what is not suppressed. */
enum severity site_severity(const struct site *site);

/* Something about the site is to be told and could not be decided: a verdict or a flag is unknown. What somebody has
 * suppressed is not told. */
bool site_is_open(const struct site *site);

UTIL_DEFINE_AUTO(site, site_free)

#endif
