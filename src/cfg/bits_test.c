/* Known bits against every value: of all pairs of small half-known operands, whatever the operation gives for the
 * values that they stand for must agree with what is said to be known, and where only one result is possible in a bit,
 * the operations that masks are made with must know it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cfg/bits.h"

enum { WIDTH = 4, LIMIT = 1 << WIDTH };

static gint64 apply(enum cfg_op op, gint64 a, gint64 b)
{
	switch (op) {
	case CFG_AND: return a & b;
	case CFG_OR: return a | b;
	case CFG_XOR: return a ^ b;
	case CFG_ADD: return a + b;
	case CFG_SUB: return a - b;
	case CFG_SHL: return a << b;
	case CFG_SHR: return a >> b;
	case CFG_LT: return a < b;
	default: fail(); return 0;
	}
}

static bool stands_for(struct cfg_bits bits, gint64 n)
{
	return ((guint64)n & bits.zeros) == 0 && (~(guint64)n & bits.ones) == 0;
}

/* What all results have in common: the most that can be known. */
static struct cfg_bits common(enum cfg_op op, struct cfg_bits a, struct cfg_bits b)
{
	struct cfg_bits all = {~G_GUINT64_CONSTANT(0), ~G_GUINT64_CONSTANT(0)};

	for (gint64 x = 0; x < LIMIT; x++)
		for (gint64 y = 0; y < LIMIT; y++) {
			if (!stands_for(a, x) || !stands_for(b, y))
				continue;
			all.ones &= (guint64)apply(op, x, y);
			all.zeros &= ~(guint64)apply(op, x, y);
		}
	return all;
}

/* The n-th way in which each of the low bits is one, zero or unknown. */
static struct cfg_bits half_known(unsigned n)
{
	struct cfg_bits bits = {0, ~(guint64)(LIMIT - 1)};

	for (unsigned i = 0; i < WIDTH; i++, n /= 3) {
		bits.ones |= (guint64)(n % 3 == 1) << i;
		bits.zeros |= (guint64)(n % 3 == 2) << i;
	}
	return bits;
}

static void check_all(enum cfg_op op, bool exact)
{
	const unsigned ways = 81; /* 3 to the power of WIDTH */

	for (unsigned i = 0; i < ways; i++)
		for (unsigned k = 0; k < ways; k++) {
			struct cfg_bits a = half_known(i), b = half_known(k);
			struct cfg_bits said = cfg_bits_binary(op, a, b), most = common(op, a, b);

			assert_true((said.ones & ~most.ones) == 0 && (said.zeros & ~most.zeros) == 0);
			if (exact)
				assert_true(said.ones == most.ones && said.zeros == most.zeros);
		}
}

static void masks_are_exact(void **state)
{
	(void)state;
	check_all(CFG_AND, true);
	check_all(CFG_OR, true);
	check_all(CFG_XOR, true);
}

static void the_rest_is_sound(void **state)
{
	(void)state;
	check_all(CFG_ADD, false);
	check_all(CFG_SUB, false);
	check_all(CFG_SHL, false);
	check_all(CFG_SHR, false);
	check_all(CFG_LT, false);
}

static void a_free_bit_can_be_added(void **state)
{
	(void)state;
	struct cfg_bits old = {0, 0x800}, with = cfg_bits_binary(CFG_ADD, old, cfg_bits_of(0x800));

	assert_true(with.ones == 0x800);
	with = cfg_bits_binary(CFG_SUB, with, cfg_bits_of(0x800));
	assert_true(with.zeros & 0x800);
}

static void conversions(void **state)
{
	(void)state;
	struct cfg_bits a = cfg_bits_of(-1);

	assert_true(cfg_bits_cast(a, 32, false).ones == 0xffffffff);
	assert_true(cfg_bits_cast(a, 32, false).zeros == ~G_GUINT64_CONSTANT(0xffffffff));
	assert_true(cfg_bits_cast(a, 32, true).ones == ~G_GUINT64_CONSTANT(0));
	assert_true(cfg_bits_cast(a, 1, false).ones == 0);
	assert_true(cfg_bits_unary(CFG_NEG, cfg_bits_of(12)).ones == (guint64)-12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(masks_are_exact),
		cmocka_unit_test(the_rest_is_sound),
		cmocka_unit_test(a_free_bit_can_be_added),
		cmocka_unit_test(conversions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
