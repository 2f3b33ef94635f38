/* What an exploration has left out: paths that were not followed, each with its kind, its place and the reason. A bound
 * that cuts goes through left_out_note() and nothing else does, so that an answer which a cut could change is not given
 * (SEMANTICS, "Nothing is left out in silence"). What only adds paths is no loss and is not noted here. */
#ifndef FLOW_LEFT_OUT_H
#define FLOW_LEFT_OUT_H

#include <glib.h>
#include <stdbool.h>

#include "util/auto.h"

/* In the order in which they are told when there are several. */
enum left_kind {
	LEFT_STATEMENT,  /* a statement that the compiler could not build */
	LEFT_CALLEE,     /* a function that was called and not gone into */
	LEFT_TARGET,     /* what a pointer to a function may lead to */
	LEFT_CALLER,     /* a function that calls the one in question */
	LEFT_INVOCATION, /* what earlier invocations may leave behind */
	LEFT_STATES,     /* ways through a function */
	LEFT_KINDS
};

struct left_out;

struct left_out *left_out_new(void);
void left_out_free(struct left_out *left);

/* `where` names the function, in the program's words; `why` is one clause: "it calls itself more than 8 times". Both
 * are copied. The first note of a kind is kept, the others are counted. */
void left_out_note(struct left_out *left, enum left_kind kind, const char *where, const char *why);
void left_out_merge(struct left_out *into, const struct left_out *from);
bool left_out_any(const struct left_out *left);
/* One line for people, of the first kind that has a note. Free with g_free; NULL when nothing was left out. */
char *left_out_reason(const struct left_out *left);

UTIL_DEFINE_AUTO(left_out, left_out_free)

#endif
