/* What outcome.c, loops.c and later.c share: the explored graph seen from the failing call. */
#ifndef FLOW_GRAPH_H
#define FLOW_GRAPH_H

#include "flow/explorer.h"

/* A strongly connected part of the pending nodes. */
struct component {
	bool cyclic, calls, exits, widened, waits;
	int node;          /* where the edge that makes the call again starts */
	struct edge again; /* that edge */
};

struct graph {
	struct explorer *x;
	int *component; /* per node; -1 when not pending */
	guint n_components;
	struct component *components;
	guint8 *again;          /* per node: the call may be made again while pending */
	guint8 *to_good;        /* per node: a fallback can be reached while pending */
	GArray *valuation_good; /* of guint8 */
	guint64 *ways;          /* relevance.c: per node, what can be reached from it */
};

static inline struct node *node_of(const struct explorer *x, int id)
{
	return x->nodes->pdata[id];
}

static inline bool is_pending(const struct explorer *x, int id)
{
	return node_of(x, id)->state->attempt.pending;
}

bool edge_has(const struct explorer *x, const struct edge *e, enum event_kind kind);

/* answers.c */
void answers_find(struct graph *g);
/* The edge is a fallback for the attempt. */
bool edge_answers(const struct graph *g, int from, const struct edge *e);
/* The edge is a fallback for a later event, which the failure has nothing to do with: as good as none. */
bool edge_is_of_next(const struct graph *g, int from, const struct edge *e);

/* loops.c: the strongly connected parts, and which of them are loops without end. */
void loops_find(struct graph *g);
bool loop_is_endless(const struct component *c);

/* relevance.c: per node, the ends, fallbacks and further attempts that can be reached from it, as bits. Free with
 * g_free.
 */
guint64 *relevance_ways(const struct explorer *x);

/* evidence.c: appends the steps of the path that leads to `node` (and over the events behind it) from the site's last
 * failing call on. again: the last event is the same call being made again. */
void evidence_path(const struct graph *g, int node, guint first_event, guint n_events, bool again,
		   GPtrArray *out_steps);

/* "take() returns -EPERM"; just "take() returns" where the value is not known. Free with g_free. */
char *evidence_returns(const struct explorer *x, const struct cfg_function *f, bool known, gint64 value);

/* later.c: which valuations make the next invocation fall back. */
void later_find_good(struct graph *g);

#endif
