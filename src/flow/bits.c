/* The known bits of values: by what a value is made of, and on a path also by the masks that it was tested with. After
 * `if (flags & ~SOCK_CLOEXEC) return` no other flag is in flags, whatever flags is. */
#include "flow/state.h"

/* Deeper than this an operand's bits are unknown, which only adds values: operands are shared, and a sum of sums would
 * be looked at once for every way down. */
enum { BITS_DEPTH = 12 };

static int without_casts(const struct value_table *t, int id)
{
	const struct value *v = value_get(t, id);
	while (v->kind == VALUE_CAST && v->n > 1)
		v = value_get(t, id = v->a);
	return id;
}

/* The bits of a value of which a range is known. */
static struct cfg_bits range_bits(const struct range *r)
{
	gint64 n;
	if (range_single(r, &n))
		return cfg_bits_of(n);
	if (r->low < 0)
		return (struct cfg_bits){0, 0};
	unsigned length = (unsigned)g_bit_storage((gulong)r->high);
	return (struct cfg_bits){0, length >= 64 ? 0 : ~((G_GUINT64_CONSTANT(1) << length) - 1)};
}

/* A conversion in between keeps the low bits. */
static guint64 bits_in_common(const struct value_table *t, int a, int b)
{
	guint64 mask = ~G_GUINT64_CONSTANT(0);
	for (int i = 0; i < 2; i++) {
		const struct value *v = value_get(t, i ? b : a);
		for (; v->kind == VALUE_CAST && v->n > 1; v = value_get(t, v->a))
			if (v->n < 64)
				mask &= (G_GUINT64_CONSTANT(1) << v->n) - 1;
	}
	return mask;
}

/* What a condition says of v, which is a test of `v & mask` or `v | mask`. */
static struct cfg_bits tested_bits(const struct value_table *t, const struct constraint *c, int id)
{
	struct cfg_bits none = {0, 0};
	const struct value *test = value_get(t, c->value);
	gint64 mask, n;
	if (!value_is_const(t, test->b, &mask) || without_casts(t, test->a) != without_casts(t, id))
		return none;
	guint64 looked_at = test->op == CFG_AND ? (guint64)mask : ~(guint64)mask;
	looked_at &= bits_in_common(t, test->a, id);
	if (range_single(&c->range, &n))
		return (struct cfg_bits){(guint64)n & looked_at, ~(guint64)n & looked_at};
	bool one_bit = test->op == CFG_AND && ((guint64)mask & ((guint64)mask - 1)) == 0;
	return one_bit && !range_has(&c->range, 0) ? (struct cfg_bits){looked_at, 0} : none;
}

/* What the path's conditions say of the value itself. */
static struct cfg_bits known_here(const struct state *s, const struct value_table *t, int id)
{
	struct cfg_bits bits = {0, 0};
	for (guint i = 0; s && i < s->constraints->len; i++) {
		const struct constraint *c = &g_array_index(s->constraints, struct constraint, i);
		const struct value *test = value_get(t, c->value);
		if (c->value == id)
			bits = cfg_bits_both(bits, range_bits(&c->range));
		else if (test->kind == VALUE_OP && (test->op == CFG_AND || test->op == CFG_OR))
			bits = cfg_bits_both(bits, tested_bits(t, c, id));
	}
	return bits;
}

/* Some bit of the result can be known from the operands'. */
static bool tells_bits(enum cfg_op op)
{
	return op == CFG_AND || op == CFG_OR || op == CFG_XOR || op == CFG_ADD || op == CFG_SUB || op == CFG_SHL ||
	       op == CFG_SHR;
}

static struct cfg_bits bits_of(const struct state *s, const struct value_table *t, int id, unsigned depth);

static struct cfg_bits operation_bits(const struct state *s, const struct value_table *t, const struct value *v,
				      unsigned depth)
{
	struct cfg_bits unknown = {0, 0};
	if (!tells_bits(v->op))
		return cfg_bits_binary(v->op, unknown, unknown);
	return cfg_bits_binary(v->op, bits_of(s, t, v->a, depth), bits_of(s, t, v->b, depth));
}

static struct cfg_bits bits_of(const struct state *s, const struct value_table *t, int id, unsigned depth)
{
	const struct value *v = value_get(t, id);
	struct cfg_bits bits = {0, 0};
	if (v->kind == VALUE_CONST)
		return cfg_bits_of(v->n);
	if (depth > BITS_DEPTH)
		return bits;
	if (v->kind == VALUE_CAST)
		bits = cfg_bits_cast(bits_of(s, t, v->a, depth + 1), (unsigned)v->n, v->b);
	else if (v->kind == VALUE_OP && v->b < 0)
		bits = cfg_bits_unary(v->op, bits_of(s, t, v->a, depth + 1));
	else if (v->kind == VALUE_OP)
		bits = operation_bits(s, t, v, depth + 1);
	return cfg_bits_both(bits, known_here(s, t, id));
}

struct cfg_bits value_bits(const struct value_table *t, int id)
{
	return bits_of(NULL, t, id, 0);
}

struct cfg_bits state_bits(const struct state *s, const struct value_table *t, int id)
{
	return bits_of(s, t, id, 0);
}
