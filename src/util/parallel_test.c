/* Every turn is taken once, whatever the number of threads. */
#include "util/parallel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>

#define TURNS 5000

struct count {
	gint turns[TURNS];
	gint strangers; /* turns on a thread that there is not */
	unsigned threads;
};

static void count_turn(unsigned index, unsigned thread, void *data)
{
	struct count *c = data;

	g_atomic_int_inc(&c->turns[index]);
	if (thread >= c->threads)
		g_atomic_int_inc(&c->strangers);
}

static void each_turn_once(void **state)
{
	static const unsigned threads[] = {1, 2, 3, PARALLEL_MAX};

	(void)state;
	for (size_t t = 0; t < G_N_ELEMENTS(threads); t++) {
		g_autofree struct count *c = g_new0(struct count, 1);

		c->threads = threads[t];
		parallel_run(TURNS, threads[t], count_turn, c);
		for (unsigned i = 0; i < TURNS; i++)
			assert_int_equal(c->turns[i], 1);
		assert_int_equal(c->strangers, 0);
	}
}

static void fewer_turns_than_threads(void **state)
{
	g_autofree struct count *c = g_new0(struct count, 1);

	(void)state;
	c->threads = 8;
	parallel_run(0, 8, count_turn, c);
	assert_int_equal(c->turns[0], 0);
	parallel_run(2, 8, count_turn, c);
	assert_int_equal(c->turns[0], 1);
	assert_int_equal(c->turns[1], 1);
	assert_int_equal(c->turns[2], 0);
}

static void threads_are_bounded(void **state)
{
	(void)state;
	assert_true(parallel_threads(0) >= 1);
	assert_int_equal(parallel_threads(1), 1);
	assert_int_equal(parallel_threads(100000), PARALLEL_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_turn_once),
		cmocka_unit_test(fewer_turns_than_threads),
		cmocka_unit_test(threads_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
