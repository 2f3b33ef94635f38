/* Names in link keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib.h>

#include "cfg/key.h"

static void test_names(void **state)
{
	static const char *const pairs[][2] = {
		{"take", "take"},
		{"take@2", "take"},
		{"src/take.h#take", "take"},
		{"src/take.c#take#last", "last"},
		{"c:@S@listener@F@take#I#", "take"},
		{"c:@N@net@F@take<#$@S@a@F@run#@Sa>#&&S0_#", "take"},
		{"c:@S@log@F@operator<<#*1C#", "operator<<"},
		{"c:@F@operator<<<#I>#&$@S@log#S0_#", "operator<<"},
		{"c:@S@log@F@operator<=>#&1$@S@log#1", "operator<=>"},
		{"c:@S@list>#I@F@operator()#I#", "operator()"},
		{"c:@S@log@F@operator bool#1", "operator bool"},
		{"c:@S@log@F@~log#", "~log"},
		{"c:@S@Promise>#v@F@then#", "then"},
		{"src/take.hh#c:take.hh@aN@F@take#I#*$@S@sockaddr#", "take"},
		{"src/take.cc#c:take.cc@120@F@take#I#@2", "take"},
	};
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autofree char *name = cfg_key_name(pairs[i][0]);
		assert_string_equal(name, pairs[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_names)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
