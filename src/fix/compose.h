/* The text of a fallback: what is done when the call has failed because it is missing. */
#ifndef FIX_COMPOSE_H
#define FIX_COMPOSE_H

#include "fix/place.h"
#include "fix/style.h"
#include "rules/rule.h"

/* Whether the call asks for a flag. */
struct asked {
	enum { ASKED_NO, ASKED_YES, ASKED_AT_RUN_TIME } state;
	char *condition; /* owned: of ASKED_AT_RUN_TIME */
};

struct fallback {
	const struct rule *rule;
	const struct style *style;
	char *variable, *target;  /* owned */
	char *call;               /* owned: "accept(…)", with its casts; NULL: only flags are restored */
	char *failed, *succeeded; /* owned: comparisons: "< 0", "== -1" */
	GArray *asked;            /* of struct asked, in the rule's order */
	bool restore;             /* the flags are restored here */
	char *sticky;             /* owned: a further statement; may be NULL */
	char *guard;              /* owned: a condition of the preprocessor to put around it; may be NULL */
	bool nolint;
	bool global; /* C++: the functions are named with "::" */
};

/* For the call at a place; variable is the place's or, where it has none, `fresh`. */
struct fallback *fallback_new(const struct rule *rule, const struct style *style, const struct place *place,
			      const char *fresh);
void fallback_free(struct fallback *fallback);

/* Which flags an argument asks for, of struct asked; `mentioned` says which names stand in the function at all. */
GArray *flags_asked(const struct rule *rule, const struct place *place, const char *argument);
/* None asked for. */
GArray *flags_new(const struct rule *rule);
void flags_free(GArray *asked);
/* Whether any flag has to be restored. */
bool flags_any(const GArray *asked);

/* "if (fd < 0) { switch (errno) { … } }" */
void compose_fallback(struct code *code, unsigned depth, const struct fallback *f);
/* "if (fd >= 0 && fcntl(…) == -1) { close(fd); fd = -1; }"; nothing when no flag is asked for. */
void compose_restore(struct code *code, unsigned depth, const struct fallback *f);
/* The names that the text uses and a header declares: added to names (of interned const char *). */
void compose_names(const struct fallback *f, GPtrArray *names);

UTIL_DEFINE_AUTO(fallback, fallback_free)

#endif
