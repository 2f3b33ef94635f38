/* What happens at run time when nobody falls back. Private to flow/. */
#ifndef FLOW_CONSEQUENCE_H
#define FLOW_CONSEQUENCE_H

#include "flow/graph.h"

/* What the end of a path means where the root's callers, if there are any, do not change it. */
enum consequence consequence_of_end(const struct explorer *x, const struct end *end);
/* Fills in what a caller of the root learns on the path: returns_error, returns_zero, handed, disarmed. */
void consequence_note_end(const struct explorer *x, const struct end *end, struct outcome *o);
/* The loop takes one thing after the other from somewhere: it ends. */
bool consequence_loop_iterates(const struct graph *g, guint component);

/* The function gave up, and nobody calls it but through a pointer: whether an event loop calls it again at once. Where
 * only the rest of the tree can say, its wishes are added (program_known() has the answer then, see explore.h). */
void consequence_of_callback(const struct program *program, const struct function_info *info, struct outcome *o,
			     GHashTable *wanted);

/* The told path of `o` is to be told instead of that of `into`. */
bool consequence_tells_more(const struct outcome *o, const struct outcome *into);

#endif
