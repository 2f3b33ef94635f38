/* States: memory, conditions and their consequences. Nothing here knows what a call does; see calls.c. */
#include "flow/state.h"

#include <string.h>

struct state *state_new(void)
{
	struct state *s = g_new0(struct state, 1);
	s->frames = g_array_new(FALSE, FALSE, sizeof(struct frame));
	s->cells = g_array_new(FALSE, FALSE, sizeof(struct cell));
	s->constraints = g_array_new(FALSE, TRUE, sizeof(struct constraint));
	s->attempt = (struct attempt){.listener = -1, .place = -1, .event = -1, .asked = -1, .descriptor = -1};
	return s;
}

struct state *state_copy(const struct state *s)
{
	struct state *c = g_new0(struct state, 1);
	c->frames = g_array_copy(s->frames);
	c->cells = g_array_copy(s->cells);
	c->constraints = g_array_copy(s->constraints);
	c->attempt = s->attempt;
	c->thrown = s->thrown;
	return c;
}

void state_free(struct state *s)
{
	if (!s)
		return;
	g_array_unref(s->frames);
	g_array_unref(s->cells);
	g_array_unref(s->constraints);
	g_free(s);
}

static guint mix(guint h, guint64 x)
{
	return (h ^ (guint)x ^ (guint)(x >> 32)) * 16777619u + 0x9e3779b9u;
}

guint state_hash(gconstpointer p)
{
	const struct state *s = p;
	guint h = 2166136261u;
	for (guint i = 0; i < s->frames->len; i++) {
		const struct frame *f = &g_array_index(s->frames, struct frame, i);
		h = mix(h, (guint64)(gsize)f->function);
		h = mix(h, (guint64)(guint)f->block << 16 ^ (guint64)(guint)f->stmt);
	}
	for (guint i = 0; i < s->cells->len; i++) {
		const struct cell *c = &g_array_index(s->cells, struct cell, i);
		h = mix(h, (guint64)(guint)c->location << 32 | (guint)c->value);
	}
	for (guint i = 0; i < s->constraints->len; i++) {
		const struct constraint *c = &g_array_index(s->constraints, struct constraint, i);
		h = mix(h, (guint64)(guint)c->value);
		h = mix(h, (guint64)c->range.low);
		h = mix(h, (guint64)c->range.high);
	}
	h = mix(h, s->attempt.pending | s->attempt.following << 1 | s->attempt.other << 2 | s->attempt.guessed << 3 |
			   s->attempt.probe << 4 | s->attempt.later << 5);
	h = mix(h, (guint64)(gsize)s->thrown);
	return mix(h, (guint64)(guint)s->attempt.descriptor);
}

gboolean state_equal(gconstpointer p, gconstpointer q)
{
	const struct state *a = p, *b = q;
	if (a->thrown != b->thrown || a->frames->len != b->frames->len || a->cells->len != b->cells->len ||
	    a->constraints->len != b->constraints->len)
		return FALSE;
	for (guint i = 0; i < a->frames->len; i++) {
		const struct frame *f = &g_array_index(a->frames, struct frame, i);
		const struct frame *g = &g_array_index(b->frames, struct frame, i);
		if (f->function != g->function || f->block != g->block || f->stmt != g->stmt || f->call != g->call)
			return FALSE;
	}
	if (a->cells->len && memcmp(a->cells->data, b->cells->data, a->cells->len * sizeof(struct cell)) != 0)
		return FALSE;
	for (guint i = 0; i < a->constraints->len; i++) {
		const struct constraint *c = &g_array_index(a->constraints, struct constraint, i);
		const struct constraint *d = &g_array_index(b->constraints, struct constraint, i);
		if (c->value != d->value || !range_equal(&c->range, &d->range))
			return FALSE;
	}
	return a->attempt.tried == b->attempt.tried && a->attempt.probe == b->attempt.probe &&
	       a->attempt.later == b->attempt.later && a->attempt.fell == b->attempt.fell &&
	       a->attempt.pending == b->attempt.pending && a->attempt.other == b->attempt.other &&
	       a->attempt.following == b->attempt.following && a->attempt.guessed == b->attempt.guessed &&
	       a->attempt.listener == b->attempt.listener && a->attempt.place == b->attempt.place &&
	       a->attempt.event == b->attempt.event && a->attempt.stale == b->attempt.stale &&
	       a->attempt.asked == b->attempt.asked && a->attempt.descriptor == b->attempt.descriptor &&
	       a->attempt.restored == b->attempt.restored && a->attempt.maybe_restored == b->attempt.maybe_restored;
}

/* Index of the cell, or where it belongs. */
static bool find_cell(const struct state *s, int location, guint *out)
{
	guint low = 0, high = s->cells->len;
	while (low < high) {
		guint mid = (low + high) / 2;
		int at = g_array_index(s->cells, struct cell, mid).location;
		if (at == location) {
			*out = mid;
			return true;
		}
		if (at < location)
			low = mid + 1;
		else
			high = mid;
	}
	*out = low;
	return false;
}

bool state_written(const struct state *s, int location, int *out_value)
{
	guint i;
	if (!find_cell(s, location, &i))
		return false;
	*out_value = g_array_index(s->cells, struct cell, i).value;
	return true;
}

int state_read(const struct state *s, struct value_table *t, int location)
{
	int value;
	return state_written(s, location, &value) ? value : value_init(t, location);
}

void state_write(struct state *s, int location, int value)
{
	guint i;
	struct cell c = {location, value};
	if (find_cell(s, location, &i))
		g_array_index(s->cells, struct cell, i) = c;
	else
		g_array_insert_val(s->cells, i, c);
}

/* The address that corresponds to `location` when what lies at `from` is moved to `to`; -1 when it does not lie there.
 */
static int rebase(struct value_table *t, int location, int from, int to)
{
	if (location == from)
		return to;
	struct value v = *value_get(t, location);
	int base = v.kind == VALUE_FIELD || (v.kind == VALUE_OP && v.op == CFG_ADD) ? rebase(t, v.a, from, to) : -1;
	if (base < 0)
		return -1;
	return v.kind == VALUE_FIELD ? value_field(t, base, v.name) : value_binary(t, CFG_ADD, base, v.b);
}

void state_copy_parts(struct state *s, struct value_table *t, int from, int to)
{
	bool parts = value_get(t, to)->has_parts || (from >= 0 && value_get(t, from)->has_parts);
	if (from == to || !parts)
		return;
	g_autoptr(GArray) moved = g_array_new(FALSE, FALSE, sizeof(struct cell));
	for (guint i = s->cells->len; i-- > 0;) {
		struct cell c = g_array_index(s->cells, struct cell, i);
		if (c.location == to || c.location == from)
			continue;
		if (rebase(t, c.location, to, to) >= 0) {
			g_array_remove_index(s->cells, i);
			continue;
		}
		c.location = from >= 0 ? rebase(t, c.location, from, to) : -1;
		if (c.location >= 0)
			g_array_append_val(moved, c);
	}
	for (guint i = 0; i < moved->len; i++) {
		const struct cell *c = &g_array_index(moved, struct cell, i);
		state_write(s, c->location, c->value);
	}
}

static bool find_constraint(const struct state *s, int value, guint *out)
{
	guint low = 0, high = s->constraints->len;
	while (low < high) {
		guint mid = (low + high) / 2;
		int at = g_array_index(s->constraints, struct constraint, mid).value;
		if (at == value) {
			*out = mid;
			return true;
		}
		if (at < value)
			low = mid + 1;
		else
			high = mid;
	}
	*out = low;
	return false;
}

static gint64 add_saturated(gint64 a, gint64 b)
{
	gint64 sum;
	if (!__builtin_add_overflow(a, b, &sum))
		return sum;
	return b > 0 ? G_MAXINT64 : G_MININT64;
}

static struct range range_shift(const struct range *r, gint64 by)
{
	struct range out = range_full();
	if (r->low == G_MININT64 && r->high == G_MAXINT64)
		return out;
	out.low = r->low == G_MININT64 ? r->low : add_saturated(r->low, by);
	out.high = r->high == G_MAXINT64 ? r->high : add_saturated(r->high, by);
	for (unsigned i = 0; i < r->n_holes; i++)
		range_exclude(&out, add_saturated(r->holes[i], by));
	return out;
}

static struct range range_negate(const struct range *r)
{
	struct range out =
		range_of(r->high == G_MAXINT64 ? G_MININT64 : -r->high, r->low == G_MININT64 ? G_MAXINT64 : -r->low);
	for (unsigned i = 0; i < r->n_holes; i++)
		if (r->holes[i] != G_MININT64)
			range_exclude(&out, -r->holes[i]);
	return out;
}

static struct range type_range(unsigned bits, bool is_signed)
{
	if (bits >= 64)
		return is_signed ? range_full() : range_of(0, G_MAXINT64);
	if (is_signed)
		return range_of(-(G_GINT64_CONSTANT(1) << (bits - 1)), (G_GINT64_CONSTANT(1) << (bits - 1)) - 1);
	return range_of(0, (G_GINT64_CONSTANT(1) << bits) - 1);
}

static int compare_ranges(enum cfg_op op, const struct range *a, const struct range *b)
{
	gint64 x, y;
	switch (op) {
	case CFG_EQ:
		if (range_single(a, &x) && range_single(b, &y))
			return x == y;
		if (a->high < b->low || b->high < a->low)
			return 0;
		if ((range_single(a, &x) && !range_has(b, x)) || (range_single(b, &y) && !range_has(a, y)))
			return 0;
		return -1;
	case CFG_LT: return a->high < b->low ? 1 : a->low >= b->high ? 0 : -1;
	case CFG_LE: return a->high <= b->low ? 1 : a->low > b->high ? 0 : -1;
	case CFG_NE: {
		int equal = compare_ranges(CFG_EQ, a, b);
		return equal < 0 ? -1 : !equal;
	}
	case CFG_GT: return compare_ranges(CFG_LT, b, a);
	case CFG_GE: return compare_ranges(CFG_LE, b, a);
	default: return -1;
	}
}

/* From the operands alone. */
static struct range op_range(const struct state *s, const struct value_table *t, const struct value *v)
{
	struct range a = state_range(s, t, v->a), b;
	gint64 n;
	if (v->op == CFG_NEG)
		return range_negate(&a);
	if (v->op == CFG_COMPL) { /* ~a is -a - 1 */
		b = range_negate(&a);
		return range_shift(&b, -1);
	}
	if (v->b < 0)
		return range_full();
	b = state_range(s, t, v->b);
	if (v->op >= CFG_EQ && v->op <= CFG_GE) {
		int truth = compare_ranges(v->op, &a, &b);
		return truth < 0 ? range_of(0, 1) : range_of(truth, truth);
	}
	if (!range_single(&b, &n))
		return range_full();
	switch (v->op) {
	case CFG_ADD: return range_shift(&a, n);
	case CFG_AND: return n >= 0 ? range_of(0, n) : range_full();
	case CFG_OR: return a.low >= 0 && n >= 0 && a.high < G_MAXINT64 ? range_of(n, G_MAXINT64) : range_full();
	case CFG_REM: return n > 0 ? (a.low >= 0 ? range_of(0, n - 1) : range_of(1 - n, n - 1)) : range_full();
	default: return range_full();
	}
}

/* Where the sign is known: no less than the bits that are one, no more than those that may be. */
static void restrict_to_bits(struct range *r, struct cfg_bits bits)
{
	if (!((bits.ones | bits.zeros) >> 63))
		return;
	struct range own = range_of((gint64)bits.ones, (gint64)~bits.zeros);
	range_intersect(r, &own);
}

struct range state_range(const struct state *s, const struct value_table *t, int id)
{
	const struct value *v = value_get(t, id);
	struct range r = range_full();
	switch (v->kind) {
	case VALUE_CONST: return range_of(v->n, v->n);
	case VALUE_LOCAL:
	case VALUE_GLOBAL:
	case VALUE_FUNC:
	case VALUE_STRING:
	case VALUE_FIELD: r = range_of(1, G_MAXINT64); break;
	case VALUE_OP:
		r = op_range(s, t, v);
		if (v->op == CFG_AND || v->op == CFG_OR || v->op == CFG_XOR)
			restrict_to_bits(&r, state_bits(s, t, id));
		break;
	case VALUE_CAST: {
		struct range inner = state_range(s, t, v->a), outer = type_range((unsigned)v->n, v->b);
		r = inner.low >= outer.low && inner.high <= outer.high ? inner : outer;
		break;
	}
	default: break;
	}
	guint i;
	if (find_constraint(s, id, &i))
		range_intersect(&r, &g_array_index(s->constraints, struct constraint, i).range);
	return r;
}

bool state_constant(const struct state *s, const struct value_table *t, int value, gint64 *out)
{
	struct range r = state_range(s, t, value);
	return range_single(&r, out);
}

int state_truth(const struct state *s, struct value_table *t, int value)
{
	struct range r = state_range(s, t, value);
	if (!range_has(&r, 0))
		return 1;
	return r.low == 0 && r.high == 0 ? 0 : -1;
}

static bool assume_comparison(struct state *s, struct value_table *t, enum cfg_op op, int a, int b);

/* What a restriction of a node says about its operands. */
static bool push_down(struct state *s, struct value_table *t, const struct value *v, const struct range *r)
{
	gint64 n, m;
	struct range inner;
	if (v->kind == VALUE_CAST) {
		struct range own = state_range(s, t, v->a), type = type_range((unsigned)v->n, v->b);
		return own.low < type.low || own.high > type.high || state_restrict(s, t, v->a, r);
	}
	if (v->kind != VALUE_OP)
		return true;
	if (v->op == CFG_NEG) {
		inner = range_negate(r);
		return state_restrict(s, t, v->a, &inner);
	}
	if (v->op == CFG_COMPL) {
		inner = range_negate(r);
		inner = range_shift(&inner, -1);
		return state_restrict(s, t, v->a, &inner);
	}
	if (v->op == CFG_ADD && value_is_const(t, v->b, &n) && n != G_MININT64) {
		inner = range_shift(r, -n);
		return state_restrict(s, t, v->a, &inner);
	}
	if (v->op == CFG_XOR && value_is_const(t, v->b, &n) && range_single(r, &m)) {
		inner = range_of(m ^ n, m ^ n);
		return state_restrict(s, t, v->a, &inner);
	}
	if (v->op >= CFG_EQ && v->op <= CFG_GE && range_single(r, &n)) {
		static const enum cfg_op negated[CFG_OP_COUNT] = {
			[CFG_EQ] = CFG_NE, [CFG_NE] = CFG_EQ, [CFG_LT] = CFG_GE,
			[CFG_GE] = CFG_LT, [CFG_GT] = CFG_LE, [CFG_LE] = CFG_GT};
		return assume_comparison(s, t, n ? v->op : negated[v->op], v->a, v->b);
	}
	return true;
}

bool state_restrict(struct state *s, struct value_table *t, int id, const struct range *range)
{
	struct range before = state_range(s, t, id), after = before;
	struct value v = *value_get(t, id);
	guint i;
	range_intersect(&after, range);
	if (range_empty(&after))
		return false;
	if (range_equal(&before, &after))
		return true;
	gint64 n;
	if (v.kind == VALUE_OP && v.op >= CFG_EQ && v.op <= CFG_GE && value_is_const(t, v.b, &n) &&
	    range_single(&after, &n)) {
		/* said of the operand, where it is no less; only what does not fit there is kept of the comparison
		 * itself */
		if (!push_down(s, t, &v, &after))
			return false;
		struct range now = state_range(s, t, id);
		if (range_equal(&now, &after))
			return true;
	}
	struct constraint c = {id, after};
	if (find_constraint(s, id, &i))
		g_array_index(s->constraints, struct constraint, i) = c;
	else
		g_array_insert_val(s->constraints, i, c);
	return push_down(s, t, &v, &after);
}

static bool restrict_both(struct state *s, struct value_table *t, int a, int b, const struct range *ra,
			  const struct range *rb)
{
	return state_restrict(s, t, a, ra) && state_restrict(s, t, b, rb);
}

/* a op b holds. */
static bool assume_comparison(struct state *s, struct value_table *t, enum cfg_op op, int a, int b)
{
	struct range ra = state_range(s, t, a), rb = state_range(s, t, b), wa, wb;
	gint64 n;
	switch (op) {
	case CFG_EQ: return restrict_both(s, t, a, b, &rb, &ra);
	case CFG_NE:
		wa = ra;
		wb = rb;
		if (range_single(&rb, &n))
			range_exclude(&wa, n);
		if (range_single(&ra, &n))
			range_exclude(&wb, n);
		if (range_empty(&wa) || range_empty(&wb))
			return false;
		return restrict_both(s, t, a, b, &wa, &wb);
	case CFG_LT:
	case CFG_LE:
		n = op == CFG_LT;
		if (n && (rb.high == G_MININT64 || ra.low == G_MAXINT64))
			return false;
		wa = range_of(G_MININT64, rb.high - n);
		wb = range_of(ra.low + n, G_MAXINT64);
		return restrict_both(s, t, a, b, &wa, &wb);
	case CFG_GT: return assume_comparison(s, t, CFG_LT, b, a);
	case CFG_GE: return assume_comparison(s, t, CFG_LE, b, a);
	default: return true;
	}
}

bool state_assume(struct state *s, struct value_table *t, int value, bool truth)
{
	struct range r = range_of(0, 0);
	if (!truth) {
		return state_restrict(s, t, value, &r);
	}
	const struct value *v = value_get(t, value);
	if (v->kind == VALUE_OP && v->op >= CFG_EQ && v->op <= CFG_GE) {
		r = range_of(1, 1);
	} else {
		r = range_full();
		range_exclude(&r, 0);
		struct range own = state_range(s, t, value);
		if (!range_has(&own, 0))
			return true;
		range_exclude(&own, 0);
		if (range_empty(&own))
			return false;
		return state_restrict(s, t, value, &own);
	}
	return state_restrict(s, t, value, &r);
}

static bool state_mentions(const struct state *s, const struct value_table *t, int id)
{
	for (guint i = 0; i < s->cells->len; i++) {
		const struct cell *c = &g_array_index(s->cells, struct cell, i);
		if (value_contains(t, c->value, id) || value_contains(t, c->location, id))
			return true;
	}
	const struct attempt *a = &s->attempt;
	return (a->descriptor >= 0 && value_contains(t, a->descriptor, id)) ||
	       (a->listener >= 0 && value_contains(t, a->listener, id)) ||
	       (a->place >= 0 && value_contains(t, a->place, id)) || (a->asked >= 0 && value_contains(t, a->asked, id));
}

static void drop_constraints_on(struct state *s, const struct value_table *t, int id)
{
	for (guint i = s->constraints->len; i-- > 0;)
		if (value_contains(t, g_array_index(s->constraints, struct constraint, i).value, id))
			g_array_remove_index(s->constraints, i);
}

int state_fresh(struct state *s, struct value_table *t, const void *origin)
{
	if (value_fresh_is_new(t, origin))
		return value_fresh(t, origin, 0);
	for (unsigned n = 0;; n++) {
		int id = value_fresh(t, origin, n);
		if (state_mentions(s, t, id))
			continue;
		drop_constraints_on(s, t, id);
		return id;
	}
}

static bool is_marked(int id, const struct value *v, void *data)
{
	(void)v;
	return value_is_marked(data, id);
}

/* The cells that hold, in any way, what some of the places held when they were last forgotten: they hold something else
 * from now on, so they are added to the places. */
static bool add_holders(const struct state *s, struct value_table *t, GArray *places, enum forgotten why)
{
	guint before = places->len;
	for (guint i = 0; i < s->cells->len; i++) {
		const struct cell *c = &g_array_index(s->cells, struct cell, i);
		int own = value_forgotten(t, c->location, why);
		if (value_is_marked(t, own) || !value_visit(t, c->value, is_marked, t))
			continue;
		value_mark(t, own);
		g_array_append_val(places, c->location);
	}
	return places->len != before;
}

void state_forget(struct state *s, struct value_table *t, GArray *places, enum forgotten why)
{
	for (guint i = places->len; i-- > 0;) {
		int location = g_array_index(places, int, i), value;
		if (state_written(s, location, &value) && value == value_forgotten(t, location, why))
			g_array_remove_index(places, i);
	}
	if (places->len == 0)
		return;
	value_marks_begin(t);
	for (guint i = 0; i < places->len; i++)
		value_mark(t, value_forgotten(t, g_array_index(places, int, i), why));
	while (add_holders(s, t, places, why))
		;
	for (guint i = s->constraints->len; i-- > 0;)
		if (value_visit(t, g_array_index(s->constraints, struct constraint, i).value, is_marked, t))
			g_array_remove_index(s->constraints, i);
	if (s->attempt.pending && s->attempt.listener >= 0 && value_visit(t, s->attempt.listener, is_marked, t))
		s->attempt.stale = true; /* the same name for another value by now */
	for (guint i = 0; i < places->len; i++) {
		int location = g_array_index(places, int, i);
		state_write(s, location, value_forgotten(t, location, why));
	}
}
