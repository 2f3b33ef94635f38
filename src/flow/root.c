/* One root function explored, and how: the bounds are chosen here. Exact first, with large functions skipped where that
 * is enough, then coarse, then given up, which is told. */
#include "flow/question.h"

const struct flow_limits flow_limits_default = {
	.states = 6000, .recursive_states = 3000, .total_states = 400000, .told_blocks = 400, .loop_unroll = 34};
const struct flow_limits flow_limits_hasty = {.states = 1000,
					      .recursive_states = 1000,
					      .total_states = 20000,
					      .told_blocks = 400,
					      .loop_unroll = 34,
					      .once = true};

/* As finely as can be paid for; and as coarsely as still says what falls back. */
static const struct detail fine = {.exact = 8, .kinds = 8}, coarse = {.exact = 2, .kinds = 4};

/* Of a caller that only shows what happens it matters whether what it calls falls back: then it decides. */
static void note_wanted(const struct question *q, const struct explorer *x, bool decides)
{
	GHashTableIter it;
	gpointer wish;
	g_hash_table_iter_init(&it, x->wanted);
	while (g_hash_table_iter_next(&it, &wish, NULL)) {
		const struct wish *w = wish;
		if (!decides && (w->kind == WISH_POINTER || (w->effects && !(w->effects & EFFECT_CALLS))))
			continue;
		if (!decides)
			w = wish_of(w->kind, w->key, w->path, EFFECT_CALLS);
		g_hash_table_add(q->wanted, (gpointer)w);
	}
}

/* What decides whether a path falls back matters where one does; what may come in between, where none does not. */
static void note_wanted_deep(const struct question *q, const struct explorer *x, const struct outcome *o)
{
	GHashTableIter it;
	gpointer wish;
	g_hash_table_iter_init(&it, x->wanted_deep);
	while (!o->exceeded && (o->good || o->deferred) && g_hash_table_iter_next(&it, &wish, NULL))
		if (!o->bad || ((const struct wish *)wish)->effects == EFFECT_DEEP)
			g_hash_table_add(q->wanted, wish);
}

static void want_variables(const struct question *q, GHashTable *keys)
{
	GHashTableIter it;
	gpointer key;
	g_hash_table_iter_init(&it, keys);
	while (g_hash_table_iter_next(&it, &key, NULL))
		g_hash_table_add(q->wanted, (gpointer)wish_of(WISH_VARIABLE, key, NULL, 0));
}

/* What is written to the variables that were tested matters where there are paths of both kinds, or flags are lost. */
static void note_tested(const struct question *q, const struct explorer *x, const struct outcome *o)
{
	if (o->exceeded || (o->bad && (o->good || o->deferred)))
		want_variables(q, x->tested_pending);
	if (o->exceeded || (o->lost | o->maybe))
		want_variables(q, x->tested_following);
}

/* How a root is to be explored. */
struct manner {
	struct detail detail;
	unsigned limit;
	bool free_statics, abandoned, skims; /* see struct explorer */
	bool asks;                           /* what it could not see into may change the answer */
	const struct cfg_stmt *from;         /* a call of the root's to start at; NULL */
};

#define USUAL_FRAMES  16 /* of a state: the work of a deeper one grows with its frames, … */
#define FRAMES_A_NODE 32 /* … and so many of them count like one state more */

/* In states: along a chain of hundreds of calls each function is explored with all that it calls. */
static unsigned cost_of(const struct explorer *x)
{
	guint64 deep = 0;
	for (guint i = 0; i < x->nodes->len; i++) {
		guint frames = ((struct node *)x->nodes->pdata[i])->state->frames->len;
		deep += frames > USUAL_FRAMES ? frames - USUAL_FRAMES : 0;
	}
	return (unsigned)MIN(x->nodes->len + deep / FRAMES_A_NODE, G_MAXUINT);
}

static struct outcome *explore_with(const struct question *q, const struct cfg_function *root, const struct manner *m)
{
	auto_ptr(explorer) x = explorer_new(q->query, root, MIN(m->limit, *q->states));
	x->detail = m->detail;
	x->free_statics = m->free_statics;
	x->abandoned = m->abandoned;
	x->from = m->from;
	x->skims = m->skims;
	explorer_run(x);
	*q->states -= MIN(*q->states, cost_of(x));
	struct outcome *o = outcome_of(x);
	note_wanted(q, x, m->asks);
	if (m->asks)
		note_wanted_deep(q, x, o);
	if (m->asks)
		note_tested(q, x, o);
	return o;
}

/* No path falls back, though what was skipped may have done anything but that. */
static bool is_hopeless(const struct outcome *o)
{
	return o->reached && !o->exceeded && !o->good && !o->deferred && (o->bad || o->maybe_bad) && !o->doubt;
}

/* At first large functions that do not fall back are skipped: where no path falls back even though they may leave
 * anything behind, that is the answer, and the paths through a logger's allocator need not be known. Else as finely as
 * can be paid for, then coarsely. Where no verdict hangs on it (a caller that cannot fall back) the first is enough,
 * and coarse. */
struct outcome *question_explore(const struct question *q, const struct cfg_function *root, bool decides)
{
	struct manner m = {
		.detail = decides ? fine : coarse, .limit = q->query->limits->states, .skims = true, .asks = decides};
	struct outcome *o = explore_with(q, root, &m);
	if (o->skimmed && decides && !is_hopeless(o)) {
		outcome_free(o);
		m.skims = false;
		o = explore_with(q, root, &m);
	}
	if (!o->exceeded || !decides || q->query->limits->once)
		return o;
	outcome_free(o);
	m.detail = coarse;
	m.limit *= 8;
	return explore_with(q, root, &m);
}

/* What leads to the call was too much: what comes behind it still shows what happens. That a path falls back is not to
 * be believed of one of which the beginning is not known. */
struct outcome *question_explore_from(const struct question *q, const struct cfg_function *root,
				      const struct cfg_stmt *call)
{
	struct manner m = {.detail = coarse,
			   .limit = q->query->limits->states / 2,
			   .free_statics = true,
			   .from = call,
			   .skims = true};
	struct outcome *o = explore_with(q, root, &m);
	o->exceeded |= o->good || o->deferred;
	o->lost = o->maybe = o->kept = 0;
	return o;
}

/* A site that no path from the entry reaches: a flag that is never set in what is visible, a contradiction in its
 * conditions. The code itself is judged then. */
struct outcome *question_explore_unreached(const struct question *q, const struct cfg_function *f)
{
	struct manner m = {.detail = fine, .limit = q->query->limits->states, .free_statics = true, .asks = true};
	struct outcome *o = explore_with(q, f, &m);
	if (!o->reached && !o->exceeded) {
		outcome_free(o);
		m.abandoned = true;
		o = explore_with(q, f, &m);
		o->lost = o->maybe = 0; /* what was asked for is not known either */
	}
	return o;
}
