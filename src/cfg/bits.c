/* Arithmetic on known bits. What is not told here is unknown: that adds values, and never takes one away. */
#include "cfg/bits.h"

static const struct cfg_bits unknown = {0, 0};

struct cfg_bits cfg_bits_of(gint64 n)
{
	return (struct cfg_bits){(guint64)n, ~(guint64)n};
}

static bool is_known(struct cfg_bits a, gint64 *out)
{
	*out = (gint64)a.ones;
	return (a.ones | a.zeros) == ~G_GUINT64_CONSTANT(0);
}

/* A sum's bit is known where both bits and what is carried into it are. The smallest sum (all unknown bits zero) and
 * the largest one tell the carries: where both have the same, every sum between has it. */
static struct cfg_bits add(struct cfg_bits a, struct cfg_bits b, guint64 carry)
{
	guint64 smallest = a.ones + b.ones + carry, largest = ~a.zeros + ~b.zeros + carry;
	guint64 carried = smallest ^ a.ones ^ b.ones, not_carried = ~(largest ^ ~a.zeros ^ ~b.zeros);
	guint64 known = (a.ones | a.zeros) & (b.ones | b.zeros) & (carried | not_carried);

	return (struct cfg_bits){smallest & known, ~smallest & known};
}

static struct cfg_bits shift(enum cfg_op op, struct cfg_bits a, gint64 by)
{
	if (by < 0 || by > 63)
		return unknown;
	if (op == CFG_SHL)
		return (struct cfg_bits){a.ones << by, a.zeros << by | ((G_GUINT64_CONSTANT(1) << by) - 1)};
	/* the sign comes in from the left */
	return (struct cfg_bits){(guint64)((gint64)a.ones >> by), (guint64)((gint64)a.zeros >> by)};
}

struct cfg_bits cfg_bits_unary(enum cfg_op op, struct cfg_bits a)
{
	struct cfg_bits complement = {a.zeros, a.ones};

	switch (op) {
	case CFG_COMPL: return complement;
	case CFG_NEG: return add(cfg_bits_of(0), complement, 1);
	case CFG_NOT: return (struct cfg_bits){0, ~G_GUINT64_CONSTANT(1)};
	default: return unknown;
	}
}

struct cfg_bits cfg_bits_binary(enum cfg_op op, struct cfg_bits a, struct cfg_bits b)
{
	gint64 n;

	switch (op) {
	case CFG_AND: return (struct cfg_bits){a.ones & b.ones, a.zeros | b.zeros};
	case CFG_OR: return (struct cfg_bits){a.ones | b.ones, a.zeros & b.zeros};
	case CFG_XOR:
		return (struct cfg_bits){(a.ones & b.zeros) | (a.zeros & b.ones),
					 (a.ones & b.ones) | (a.zeros & b.zeros)};
	case CFG_ADD: return add(a, b, 0);
	case CFG_SUB: return add(a, cfg_bits_unary(CFG_COMPL, b), 1);
	case CFG_SHL:
	case CFG_SHR: return is_known(b, &n) ? shift(op, a, n) : unknown;
	default: return op >= CFG_EQ && op <= CFG_GE ? cfg_bits_unary(CFG_NOT, unknown) : unknown;
	}
}

struct cfg_bits cfg_bits_cast(struct cfg_bits a, unsigned bits, bool is_signed)
{
	if (bits <= 1)
		return cfg_bits_unary(CFG_NOT, unknown);
	if (bits >= 64)
		return a;
	guint64 mask = (G_GUINT64_CONSTANT(1) << bits) - 1, sign = G_GUINT64_CONSTANT(1) << (bits - 1);
	struct cfg_bits low = {a.ones & mask, a.zeros & mask};

	if (!is_signed || (a.zeros & sign))
		low.zeros |= ~mask;
	else if (a.ones & sign)
		low.ones |= ~mask;
	return low;
}

struct cfg_bits cfg_bits_both(struct cfg_bits a, struct cfg_bits b)
{
	return (struct cfg_bits){a.ones | b.ones, a.zeros | b.zeros};
}
