/* Which sites NOLINT comments suppress, and which comments are told to be of no use. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "policy/sample.h"

#define CALL "\treturn accept4(a, 0, 0, 0);"

/* What becomes of one unhandled site in line 2 (lines 2 to 3 when `tall`) of text. */
static void check(const char *text, bool tall, bool loses_only, const char *suppressed, const char *problems)
{
	const struct sample_file files[] = {{"a.c", text}, {NULL, NULL}};
	struct policy policy = {.read = sample_read, .data = (gpointer)files};
	auto_ptr(run) run = run_new();
	struct site *site = sample_site(run, "a.c", 2, "serve", loses_only ? VERDICT_HANDLED : VERDICT_UNHANDLED);

	if (loses_only)
		sample_lost_flag(site);
	site->where.end_line = tall ? 3 : 2;
	for (int twice = 0; twice < 2; twice++) {
		policy_apply(run, &policy);
		g_autofree char *told = sample_problems(run);

		assert_string_equal(sample_suppressed(site), suppressed);
		assert_string_equal(told, problems);
	}
	assert_true(run->complete);
}

static void on_the_line(void **state)
{
	(void)state;
	check("{\n" CALL " // NOLINT(sysfall-accept4): never on old kernels  \n}", false, false,
	      "comment:never on old kernels", "");
	check("{\n" CALL " /* NOLINT(bugprone-*, sysfall-*) */\n}", false, false, "comment:", "");
	check("{\n" CALL " // NOLINT\n}", false, false, "comment:", "");
	check("{\n" CALL " // NOLINT (see below)\n}", false, false, "comment:", "");
	check("{\n" CALL " // NOLINT(bugprone-x)\n}", false, false, "-", "");
	check("{\n" CALL " // NOLINT()\n}", false, false, "-", "");
	check("{\n" CALL " // NOLINT(*,-sysfall-accept4)\n}", false, false, "-",
	      "a.c:2: NOLINT(*, -sysfall-accept4) suppresses nothing here: it can go\n");
	check("{\n\treturn accept4(a, 0, 0,\n 0); // NOLINT(sysfall-accept4)\n}", true, false, "comment:", "");
	check("// NOLINT(sysfall-accept4)\n" CALL "\n}", false, false, "-",
	      "a.c:1: NOLINT(sysfall-accept4) suppresses nothing here: it can go\n");
	check("\n" CALL " char *s = \"// NOLINT\";\n}", false, false, "-", "");
}

static void on_the_next_line(void **state)
{
	(void)state;
	check("/* NOLINTNEXTLINE(sysfall-accept4): why */\n" CALL, false, false, "comment:why", "");
	check("\n" CALL " /* NOLINTNEXTLINE(sysfall-accept4) */\n", false, false, "-",
	      "a.c:2: NOLINTNEXTLINE(sysfall-accept4) suppresses nothing here: it can go\n");
}

static void from_begin_to_end(void **state)
{
	(void)state;
	check("// NOLINTBEGIN(sysfall-*): all\n" CALL "\n// NOLINTEND(sysfall-*)\n", false, false, "comment:all", "");
	check("// NOLINTBEGIN(sysfall-*)\n" CALL "\n// NOLINTEND(sysfall-accept4)\n", false, false, "-",
	      "a.c:1: NOLINTBEGIN(sysfall-*) has no NOLINTEND with the same list: it has no effect\n"
	      "a.c:3: NOLINTEND(sysfall-accept4) has no NOLINTBEGIN with the same list: it has no effect\n");
	check("// NOLINTBEGIN\n// NOLINTBEGIN(sysfall-*)\n// NOLINTEND(sysfall-*)\n// NOLINTEND\n", false, false,
	      "comment:", "");
	check("\n" CALL "\n// NOLINTBEGIN(sysfall-x)\n// NOLINTEND(sysfall-x)\n", false, false, "-",
	      "a.c:3: NOLINTBEGIN(sysfall-x) suppresses nothing here: it can go\n");
}

static void lost_flags_have_a_name_of_their_own(void **state)
{
	(void)state;
	check("\n" CALL " // NOLINT(sysfall-accept4-flags)\n", false, true, "comment:", "");
	check("\n" CALL " // NOLINT(sysfall-accept4)\n", false, true, "comment:", "");
	check("\n" CALL " // NOLINT(sysfall-accept4-flags)\n", false, false, "-",
	      "a.c:2: NOLINT(sysfall-accept4-flags) suppresses nothing here: it can go\n");
}

static void what_is_handled_needs_no_comment(void **state)
{
	(void)state;
	const struct sample_file files[] = {{"a.c", "\n" CALL " // NOLINT(sysfall-accept4)\n"}, {NULL, NULL}};
	struct policy policy = {.read = sample_read, .data = (gpointer)files};
	auto_ptr(run) run = run_new();
	struct site *site = sample_site(run, "a.c", 2, "serve", VERDICT_HANDLED);

	policy_apply(run, &policy);
	assert_null(site->suppressed_by);
	assert_int_equal(run->problems->len, 1);
}

static void a_partial_scan_tells_nothing(void **state)
{
	(void)state;
	const struct sample_file files[] = {{"a.c", "// NOLINT(sysfall-accept4)\n"}, {NULL, NULL}};
	struct policy policy = {.partial = true, .read = sample_read, .data = (gpointer)files};
	auto_ptr(run) run = run_new();

	g_ptr_array_add(run->remarked, (gpointer)g_intern_string("a.c"));
	policy_apply(run, &policy);
	assert_int_equal(run->problems->len, 0);
	policy.partial = false;
	policy_apply(run, &policy);
	assert_int_equal(run->problems->len, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_the_line),
		cmocka_unit_test(on_the_next_line),
		cmocka_unit_test(from_begin_to_end),
		cmocka_unit_test(lost_flags_have_a_name_of_their_own),
		cmocka_unit_test(what_is_handled_needs_no_comment),
		cmocka_unit_test(a_partial_scan_tells_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
