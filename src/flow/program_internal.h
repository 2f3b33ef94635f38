/* What program.c shares with liveness.c and interest.c. */
#ifndef FLOW_PROGRAM_INTERNAL_H
#define FLOW_PROGRAM_INTERNAL_H

#include "flow/program.h"

struct program {
	struct reads *reads;
	GHashTable *carriers; /* carriers.c: what is known already */
	GHashTable *probed;   /* probe.c: what was asked before */
	GPtrArray *texts;
	GPtrArray *functions;                    /* of struct cfg_function * */
	GHashTable *by_key;                      /* interned key -> GPtrArray of struct cfg_function * */
	GHashTable *infos;                       /* struct cfg_function * -> struct function_info * */
	GHashTable *addressed;                   /* set of interned keys of variables */
	GHashTable *globals;                     /* interned key -> struct cfg_global * */
	GHashTable *writes;                      /* interned key -> GArray of struct global_write */
	GHashTable *known;                       /* interned key -> const struct global_values * */
	GHashTable *left_out, *callers_left_out; /* interned key -> why, owned */
	GHashTable *global_functions;            /* interned key of a variable -> GPtrArray of interned keys */
	GHashTable *dispatched;                  /* const struct cfg_stmt * -> interned key: see program_dispatched */
	GHashTable *pointed;                     /* interned "slot@path" -> const struct pointer_known * */
	program_asked *ask;
	void *ask_data;
	GHashTable *pointers;        /* const struct cfg_stmt * -> struct pointer_call *, owned */
	GHashTable *field_functions; /* interned field -> GPtrArray of interned keys */
	GHashTable *param_functions; /* struct cfg_var * of a parameter -> GPtrArray of interned keys */
};

void function_info_free(gpointer info);

/* Per block, the bits of the variables whose value may still be read from its start on. */
guint8 **liveness_compute(const struct cfg_function *f);
/* Per block, 1 if an edge leads back to it from something it reaches. */
guint8 *loop_heads_compute(const struct cfg_function *f);
/* Per block, its place in reverse postorder: edges but those back to a loop's head lead to later places. */
guint *block_order_compute(const struct cfg_function *f);
/* Calls visit for every block that may follow block b. */
void cfg_successors(const struct cfg_function *f, int block, void (*visit)(int successor, void *data), void *data);

/* dispatch.c: which function each call of a virtual method names. */
void dispatch_settle(struct program *p);

/* parameters.c: which functions are handed to which parameters. */
void parameters_collect(struct program *p);

/* One more function that a variable (its key) or a member may hold. */
void program_add_target(GHashTable *functions, const char *holder, const char *key);
/* holders.c: the rules' calls count as held by what their addresses are copied to as well. */
void holders_spread(struct program *p, const struct rule_set *rules);

/* pointers.c: what calls through pointers may lead to. */
GHashTable *pointers_new(void);
void pointers_collect(struct program *p);

void interest_compute(struct program *p, const struct rule_set *rules);

#endif
