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
 * failing call on. again: the last event is the same call being made again.
 * out_assumed (NULL: not asked for): what the path takes for granted, see assumed.h. */
void evidence_path(const struct graph *g, int node, guint first_event, guint n_events, bool again, GPtrArray *out_steps,
		   GHashTable *out_assumed);

/* "take() returns -EPERM"; just "take() returns" where the value is not known. Free with g_free. */
char *evidence_returns(const struct explorer *x, const struct cfg_function *f, bool known, gint64 value);

/* divert.c: the attempts of an invocation that a flag of an earlier one leads past the site. */
enum { DIVERT_FREE = 1, DIVERT_OWES = 2 };
struct divert {
	const struct explorer *x;
	guint8 *nodes;           /* per node: how it is come to */
	bool answered;           /* some such attempt calls a fallback */
	GHashTable *first, *now; /* ways that branches go, at first and in this invocation */
	GHashTable *past;
};
void divert_find(struct divert *d, const struct explorer *x, int start, const guint8 *first, const guint8 *now);
/* Such an attempt comes to this end without a fallback. */
bool divert_gives_up(const struct divert *d, const struct end *end);
void divert_clear(struct divert *d);

/* later.c: which valuations make the next invocation fall back. */
void later_find_good(struct graph *g);
/* One that does not always may do so. */
bool later_may_fall_back(const struct graph *g, int valuation);

#endif
