/* Which sites a word stands for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/site_find.h"

static void add_site(struct run *run, const char *id, const char *path, unsigned line, unsigned column)
{
	struct site *site = site_new("accept4", "accept4");

	site->id = g_strdup(id);
	site->where = (struct location_range){g_intern_string(path), line, column, line, column + 7};
	g_ptr_array_add(run->sites, site);
}

static struct run *sample(void)
{
	struct run *run = run_new();

	run->root = g_strdup("/src/daemon");
	add_site(run, "abcd1111", "a.c", 3, 1);
	add_site(run, "abcd2222", "a.c", 3, 30);
	add_site(run, "ffff0000", "lib/x:y.c", 12, 5);
	return run;
}

/* How many sites; 0: none, after a message. */
static unsigned count(const char *word)
{
	auto_ptr(run) run = sample();
	g_autoptr(GPtrArray) found = site_find(run, word);

	return found ? found->len : 0;
}

static void finds_by_id(void **state)
{
	(void)state;
	assert_int_equal(count("abcd1111"), 1);
	assert_int_equal(count("ffff"), 1);
	assert_int_equal(count("fff"), 0);  /* too short to be meant */
	assert_int_equal(count("abcd"), 0); /* two of them */
	assert_int_equal(count("0000"), 0);
	assert_int_equal(count(""), 0);
}

static void finds_by_place(void **state)
{
	(void)state;
	assert_int_equal(count("a.c:3"), 2);
	assert_int_equal(count("a.c:3:30"), 2); /* a column that is copied along does no harm */
	assert_int_equal(count("/src/daemon/a.c:3"), 2);
	assert_int_equal(count("/src/daemon/lib/../a.c:3"), 2);
	assert_int_equal(count("lib/x:y.c:12"), 1);
	assert_int_equal(count("a.c:4"), 0);
	assert_int_equal(count("b.c:3"), 0);
	assert_int_equal(count("a.c:0"), 0);
	assert_int_equal(count(":3"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(finds_by_id), cmocka_unit_test(finds_by_place)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
