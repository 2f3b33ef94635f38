/* Which events of a path decide where it goes. Private to flow/. */
#ifndef FLOW_RELEVANCE_H
#define FLOW_RELEVANCE_H

#include "flow/graph.h"

/* An event of a path that is to be told. */
struct told {
	struct event event;
	int from; /* the node behind which it comes */
	bool keep;
};

/* Sets keep for all (GArray of struct told, in the order of the path). */
void relevance_mark(const struct graph *g, GArray *path);

#endif
