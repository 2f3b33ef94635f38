/* Joins: a point of the program that has been reached in many states goes on in few. The first states at a point are
 * kept as they are; what comes later is joined with its like, so that the work grows with the number of points and not
 * with the number of paths (property simulation: Das, Lerner, Seigle, PLDI 2002). States are alike when the attempt
 * stands the same, errno is the same, and the variables that hold constants hold the same ones: those are what later
 * tests of flags, results and error numbers turn on. Where even these kinds are many, only errno tells them apart.
 *
 * A joined state is weaker than each of its parts: paths are added, none is lost. A decision that hangs on a value
 * which a join forgot is marked (attempt.guessed). */
#include "flow/explorer.h"

/* --- points ------------------------------------------------------------------------------------------------------- */

/* What is known of one point, and of one kind of states at it. */
struct point {
	unsigned exact; /* states that are kept as they are */
	unsigned kinds; /* of those that are joined */
	int joined;     /* of a kind: the node of the latest joined state; -1 */
};

struct join_key {
	struct state *state; /* frames and attempt; of a kind, the cells that make it, too */
	struct point point;
};

static guint key_hash(gconstpointer p)
{
	return state_hash(((const struct join_key *)p)->state);
}

static gboolean key_equal(gconstpointer a, gconstpointer b)
{
	return state_equal(((const struct join_key *)a)->state, ((const struct join_key *)b)->state);
}

static void key_free(gpointer data)
{
	struct join_key *k = data;
	state_free(k->state);
	g_free(k);
}

GHashTable *explorer_points_new(void)
{
	return g_hash_table_new_full(key_hash, key_equal, key_free, NULL);
}

/* Takes over the state. */
static struct point *point_of(GHashTable *points, struct state *state)
{
	struct join_key probe = {.state = state};
	struct join_key *known = g_hash_table_lookup(points, &probe);
	if (known) {
		state_free(state);
		return &known->point;
	}
	known = g_new0(struct join_key, 1);
	known->state = state;
	known->point.joined = -1;
	g_hash_table_add(points, known);
	return &known->point;
}

static struct state *bare_copy(const struct state *s)
{
	struct state *k = state_new();
	g_array_append_vals(k->frames, s->frames->data, s->frames->len);
	k->attempt = s->attempt;
	return k;
}

static bool tells_kinds_apart(struct explorer *x, const struct state *s, const struct cell *c, bool only_errno)
{
	bool following = s->attempt.following;
	int descriptor = s->attempt.descriptor;
	gint64 n;
	if (following && c->value == descriptor)
		return true; /* where the watched descriptor lies must not be forgotten */
	if (c->location == errno_address(x))
		return value_is_const(x->values, c->value, &n);
	const struct value *place = value_get(x->values, c->location), *v = value_get(x->values, c->value);
	return !only_errno && (place->kind == VALUE_LOCAL || place->kind == VALUE_GLOBAL) &&
	       (v->kind == VALUE_CONST || v->kind == VALUE_FUNC);
}

/* The state that stands for the kind of s. */
static struct state *kind_of(struct explorer *x, const struct state *s, bool only_errno)
{
	struct state *k = bare_copy(s);
	for (guint i = 0; i < s->cells->len; i++) {
		const struct cell *c = &g_array_index(s->cells, struct cell, i);
		if (tells_kinds_apart(x, s, c, only_errno))
			g_array_append_val(k->cells, *c);
	}
	/* No state without cells at all is a kind: it would be the point itself. */
	struct cell mark = {G_MAXINT, only_errno};
	g_array_append_val(k->cells, mark);
	return k;
}

/* --- joining ------------------------------------------------------------------------------------------------------ */

/* What both know of a value, at least. */
static bool range_hull(const struct range *a, const struct range *b, struct range *out)
{
	*out = range_of(MIN(a->low, b->low), MAX(a->high, b->high));
	for (unsigned i = 0; i < a->n_holes; i++)
		if (!range_has(b, a->holes[i]))
			range_exclude(out, a->holes[i]);
	for (unsigned i = 0; i < b->n_holes; i++)
		if (!range_has(a, b->holes[i]))
			range_exclude(out, b->holes[i]);
	struct range full = range_full();
	return !range_equal(out, &full);
}

static bool join_constraints(struct explorer *x, struct state *into, const struct state *s)
{
	bool weaker = false;
	for (guint i = into->constraints->len; i-- > 0;) {
		struct constraint *c = &g_array_index(into->constraints, struct constraint, i);
		struct range other = state_range(s, x->values, c->value), both;
		bool kept = range_hull(&c->range, &other, &both);
		weaker |= !kept || !range_equal(&c->range, &both);
		if (kept)
			c->range = both;
		else
			g_array_remove_index(into->constraints, i);
	}
	return weaker;
}

/* Weakens s to what it has in common with `old`; true when it lost something by that. */
static bool join(struct explorer *x, const struct state *old, struct state *s)
{
	g_autoptr(GArray) differ = g_array_new(FALSE, FALSE, sizeof(int));
	int value;
	for (guint i = 0; i < s->cells->len; i++) {
		const struct cell *c = &g_array_index(s->cells, struct cell, i);
		value = state_read(old, x->values, c->location);
		if (value != c->value)
			g_array_append_val(differ, c->location);
	}
	for (guint i = 0; i < old->cells->len; i++) {
		const struct cell *c = &g_array_index(old->cells, struct cell, i);
		if (!state_written(s, c->location, &value) && c->value != value_init(x->values, c->location))
			g_array_append_val(differ, c->location);
	}
	bool weaker = join_constraints(x, s, old);
	state_forget(s, x->values, differ, FORGOTTEN_JOINED);
	return weaker || differ->len > 0;
}

struct state *explorer_join(struct explorer *x, struct state *s, bool *out_weaker, struct join_place *out)
{
	struct point *point = point_of(x->points, bare_copy(s));
	*out_weaker = false;
	*out = (struct join_place){NULL, -1};
	if (point->exact < x->detail.exact) {
		point->exact++;
		return s;
	}
	bool many = point->kinds >= x->detail.kinds;
	struct point *kind = point_of(x->points, kind_of(x, s, many));
	out->kind = kind;
	if (kind->joined < 0) {
		point->kinds++;
		return s;
	}
	const struct node *latest = x->nodes->pdata[kind->joined];
	*out_weaker = join(x, latest->state, s);
	out->node = latest->explored ? -1 : kind->joined;
	return s;
}

void explorer_joined(struct join_place *place, int node)
{
	if (place->kind)
		place->kind->joined = node;
}
