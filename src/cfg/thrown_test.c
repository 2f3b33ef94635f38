/* Which handler takes what was thrown elsewhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib.h>

#include "cfg/thrown.h"

static void matches(void **state)
{
	static const struct {
		const char *thrown, *handler;
		int expected;
	} rows[] = {
		{"int", "int", 1},
		{"int", "long", 0},
		{"int", CFG_CATCHES_ALL, 1},
		{"in", "int", 0},
		{"int", "in", 0},
		{"D|B|A", "D", 1},
		{"D|B|A", "A", 1},
		{"DD|B", "D", 0},
		{"*const char *", "*const char *", 1},
		{"*const char *", "*const void *", -1},
		{"*const char *", "int", 0},
		{CFG_THROWN_UNKNOWN, "int", -1},
		{CFG_THROWN_UNKNOWN, CFG_CATCHES_ALL, 1},
		{NULL, "int", -1},
		{NULL, CFG_CATCHES_ALL, 1},
	};

	(void)state;
	for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++)
		assert_int_equal(cfg_thrown_matches(rows[i].thrown, rows[i].handler), rows[i].expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(matches),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
