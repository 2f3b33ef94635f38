/* What calls.c and flags.c share: the parts of a call, and the flags of the descriptor that a fallback gives. */
#ifndef FLOW_CALLS_H
#define FLOW_CALLS_H

#include "flow/explorer.h"

/* calls.c: the value of an argument; -1 where there is none. */
int call_argument(struct explorer *x, struct state *s, const struct cfg_stmt *call, int index);
/* It is given the error number, or the listener: its result may be what decides. */
bool call_result_may_decide(struct explorer *x, struct state *s, const struct cfg_stmt *call);
void call_note(struct explorer *x, struct state *s, enum event_kind kind, const struct cfg_stmt *call, gint64 value);
/* The rule's call, or a fallback: when it fails it says why. */
bool call_is_of_rule(const struct rule *rule, const char *name);

/* errno_live.c: whether the value that errno has behind the statement in work may be read. */
bool errno_is_live(struct explorer *x, const struct state *s);
/* Frees what was found out of one function. */
void errno_live_free(gpointer data);

/* listener.c */
/* The descriptor argument of a call. */
struct listener {
	int value; /* what it is, as far as the path has found that out */
	int place; /* where it lies when that is no local; -1 */
	int event; /* what it was before that was found out */
};
struct listener listener_of(struct explorer *x, struct state *s, const struct cfg_stmt *call);
/* The site's failing call was made for it. */
void listener_remember(struct state *s, const struct listener *l);

enum listener_match {
	LISTENER_OTHER,
	LISTENER_NEXT, /* of an event that came after the attempt's: an answer only where the failure has led here */
	LISTENER_SAME
};
/* Whose a fallback's listener is, as far as is known: the pending attempt's? */
enum listener_match listener_match(struct explorer *x, const struct state *s, const struct listener *l);
/* The site's call is made for it, on this path or another. */
void listener_asked(struct explorer *x, const struct listener *l);
/* So far the site's call was made for others only: a fallback for it, without an attempt before, stands in for none. */
bool listener_is_never_asked(struct explorer *x, const struct state *s, const struct listener *l);
/* The object at this address was filled anew. */
void listener_refilled(const struct explorer *x, struct state *s, int object);

/* flags.c */
/* The site's failing call: what it asked for is remembered, on this path and for invocations that come after it. */
void flags_request(struct explorer *x, struct state *s, const struct cfg_stmt *call);
/* A bit for each flag that the calls seen so far asked for, or may have. */
guint64 flags_requested(const struct explorer *x);
/* A fallback gives a descriptor: it is watched if anything was asked for. answers: an attempt is pending; without one,
 * the flags are owed only where the listener is plainly the one that an attempt was made for. */
void flags_watch(struct explorer *x, struct state *s, bool answers, int listener, int descriptor, int from);
/* Applies what the call does to the watched descriptor's flags; true when it is a restoring call at all. */
bool flags_restored_by(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name);
/* What the call gives, result, with what is known of the flags in it, where it asks for the watched descriptor's: what
 * a fallback gives is without any, until they are restored. */
int flags_read_by(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name, int result);
/* A function that is not followed is given the watched descriptor. An unseen one has it from then on; so has one that
 * hands it on itself, or that may do what is asked for, which is open then. False where it stays with its caller. */
bool flags_handed_on(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name);
/* What is not restored so far may be from here on. */
void flags_may_be_restored(struct state *s);
bool flags_is_restoring(const struct rule *rule, const char *name);
/* What is done to a descriptor or told of it without handing it on to the rest of the program. */
bool flags_is_harmless(const char *name);

/* given.c: bits of enum given, over all of the function's paths. */
enum given { GIVEN_HANDED_ON = 1 << 0, GIVEN_RESTORED = 1 << 1 };
unsigned flags_given_to(struct explorer *x, const struct cfg_function *callee, unsigned parameter);
/* A visible function that stores the watched descriptor in the object that it returns: it lies in the result then. */
void flags_kept_in(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name, int result);

#endif
