/* The nodes that are still to be explored, in reverse postorder of the code: a point's predecessors come before it, so
 * that states have met there before it goes on. */
#ifndef FLOW_WORKLIST_H
#define FLOW_WORKLIST_H

#include "flow/program.h"
#include "flow/state.h"

struct worklist;

struct worklist *worklist_new(const struct program *program);
void worklist_free(struct worklist *w);
/* The state stays the caller's; its frames must not change before the node is popped. */
void worklist_push(struct worklist *w, int node, const struct state *state);
/* -1 when nothing is left. Among nodes at one point the first in is the first out. */
int worklist_pop(struct worklist *w);

#endif
