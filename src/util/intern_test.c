/* Interned strings as the program relies on them, in every build: one pointer for equal strings, also when there are
 * many (GLib's own table is reported as leaked then). */
#include "util/intern.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define MANY 5000

static void test_one_pointer(void **state)
{
	(void)state;
	g_autoptr(GPtrArray) first = g_ptr_array_new();
	for (int i = 0; i < MANY; i++) {
		g_autofree char *name = g_strdup_printf("name %d", i);
		g_ptr_array_add(first, (gpointer)g_intern_string(name));
		assert_ptr_not_equal(first->pdata[i], name);
	}
	for (int i = 0; i < MANY; i++) {
		g_autofree char *name = g_strdup_printf("name %d", i);
		assert_ptr_equal(g_intern_string(name), first->pdata[i]);
		assert_string_equal(first->pdata[i], name);
	}
}

static void test_static(void **state)
{
	(void)state;
	static const char text[] = "static text";
	assert_ptr_equal(g_intern_static_string(text), text);
	g_autofree char *copy = g_strdup(text);
	assert_ptr_equal(g_intern_string(copy), text);
	assert_null(g_intern_string(NULL));
}

static void test_known(void **state)
{
	(void)state;
	g_autofree char *name = g_strdup("asked for before");
	assert_null(intern_known(name));
	assert_null(intern_known(name)); /* asking interns nothing */
	const char *interned = g_intern_string(name);
	assert_ptr_equal(intern_known(name), interned);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_one_pointer),
		cmocka_unit_test(test_static),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
