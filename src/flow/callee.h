/* What calls.c asks about the functions that are called: whether one is gone into, what those do that are not, and what
 * has to be known of those that the program does not hold. */
#ifndef FLOW_CALLEE_H
#define FLOW_CALLEE_H

#include "flow/explorer.h"

/* arguments.c */
/* The place is a member or an element of the whole, or the whole itself. */
bool place_lies_in(const struct explorer *x, int location, int whole);
/* An argument is the watched descriptor (*out_itself), or an object that holds it. */
bool arguments_hold_descriptor(struct explorer *x, struct state *s, const struct cfg_stmt *call, bool *out_itself);
/* A function that nobody sees can come by the watched descriptor. */
bool arguments_may_lead_to_descriptor(struct explorer *x, struct state *s, const struct cfg_stmt *call);
/* This one can: by an argument, or in memory that it reads by its name. */
bool arguments_let_reach_descriptor(struct explorer *x, struct state *s, const struct cfg_function *callee,
				    const struct cfg_stmt *call);
/* An argument leads to an object of which the path knows something. */
bool arguments_lead_to_known(struct explorer *x, struct state *s, const struct cfg_stmt *call);

/* follow.c */
/* How often the function is on the stack. */
unsigned follow_times(const struct state *s, const struct cfg_function *f);
/* Going into it can change the answer at this point of the path. */
bool follow_is_worth(struct explorer *x, struct state *s, const struct function_info *info,
		     const struct cfg_stmt *call);

/* passed.c */
/* What lies at this address and all of its members, or those of one name, hold anything. */
void passed_fill(struct explorer *x, struct state *s, int address, const char *member, const struct cfg_expr *origin);
/* A function of the program is called and not gone into. */
void passed_over(struct explorer *x, struct state *s, const struct cfg_stmt *call, const struct cfg_function *callee);

/* targets.c: the functions a pointer's value may lead to: itself, or what is known to be written to such a place. NULL:
 * nothing is known. Otherwise of interned const char *, free with g_ptr_array_unref. */
GPtrArray *targets_of(const struct explorer *x, int value);

/* wanted.c */
/* What the function may do where it is called here, or what it calls. */
void wanted_effects(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name);
/* It takes part in the attempt: whatever it does. */
void wanted_part(struct explorer *x, const struct state *s, const char *name);
/* What the variable holds that the pointer is read from, where another file defines it. */
void wanted_table(struct explorer *x, struct state *s, const struct cfg_stmt *call, int pointer);
/* What the pointer that is called may hold. */
void wanted_targets(struct explorer *x, struct state *s, const struct cfg_stmt *call);
/* The same where the call is one of an object that holds a function. */
void wanted_held(struct explorer *x, struct state *s, const struct cfg_stmt *call);
/* What a function that the program does not hold is given to call. */
void wanted_handed(struct explorer *x, struct state *s, const struct cfg_stmt *call, const char *name);
/* What overrides the virtual method that is called. */
void wanted_overriders(struct explorer *x, struct state *s, const struct cfg_stmt *call);

#endif
