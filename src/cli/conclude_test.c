/* The exit code: every combination of what was found and what could not be analysed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/conclude.h"

struct row {
	enum severity found;
	bool suppressed, complete;
	enum severity fail_on;
	int code;
};

static const struct row rows[] = {
	{SEVERITY_ERROR, false, true, SEVERITY_WARNING, CLI_FINDINGS},
	{SEVERITY_WARNING, false, true, SEVERITY_WARNING, CLI_FINDINGS},
	{SEVERITY_NOTE, false, true, SEVERITY_WARNING, CLI_CLEAN},
	{SEVERITY_NONE, false, true, SEVERITY_NOTE, CLI_CLEAN},
	{SEVERITY_NOTE, false, true, SEVERITY_NOTE, CLI_FINDINGS},
	{SEVERITY_WARNING, false, true, SEVERITY_ERROR, CLI_CLEAN},
	{SEVERITY_ERROR, false, true, SEVERITY_COUNT, CLI_CLEAN},
	{SEVERITY_ERROR, true, true, SEVERITY_WARNING, CLI_CLEAN},
	{SEVERITY_ERROR, false, false, SEVERITY_WARNING, CLI_FINDINGS},
	{SEVERITY_ERROR, true, false, SEVERITY_WARNING, CLI_INCOMPLETE},
	{SEVERITY_NOTE, false, false, SEVERITY_WARNING, CLI_INCOMPLETE},
	{SEVERITY_ERROR, false, false, SEVERITY_COUNT, CLI_INCOMPLETE},
};

static int conclude(const struct row *row)
{
	auto_ptr(options) options = options_new();
	auto_ptr(run) run = run_new();
	struct site *site = site_new("accept4", "accept4");

	site->where = (struct location_range){g_intern_string("a.c"), 1, 1, 1, 2};
	site->severity = row->found;
	site->suppressed_by = g_strdup(row->suppressed ? "comment" : NULL);
	g_ptr_array_add(run->sites, site);
	run->root = g_strdup("/src");
	run->files.searched = 1;
	if (!row->complete)
		g_ptr_array_add(run->problems, problem_new(g_intern_string("b.c"), 0, "timeout", true, "too slow"));
	run_finish(run);
	options->fail_on = row->fail_on;
	return conclude_run(run, options);
}

static void gives_the_code(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (conclude(&rows[i]) != rows[i].code)
			fail_msg("row %zu: %d and not %d", i, conclude(&rows[i]), rows[i].code);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(gives_the_code)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
