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
	      "a.c:2: NOLINT(*, -sysfall-accept4) suppresses nothing here: remove it\n");
	check("{\n\treturn accept4(a, 0, 0,\n 0); // NOLINT(sysfall-accept4)\n}", true, false, "comment:", "");
	check("// NOLINT(sysfall-accept4)\n" CALL "\n}", false, false, "-",
	      "a.c:1: NOLINT(sysfall-accept4) suppresses nothing here: remove it\n");
	check("\n" CALL " char *s = \"// NOLINT\";\n}", false, false, "-", "");
}

static void on_the_next_line(void **state)
{
	(void)state;
	check("/* NOLINTNEXTLINE(sysfall-accept4): why */\n" CALL, false, false, "comment:why", "");
	check("\n" CALL " /* NOLINTNEXTLINE(sysfall-accept4) */\n", false, false, "-",
	      "a.c:2: NOLINTNEXTLINE(sysfall-accept4) suppresses nothing here: remove it\n");
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
	      "a.c:3: NOLINTBEGIN(sysfall-x) suppresses nothing here: remove it\n");
}

static void lost_flags_have_a_name_of_their_own(void **state)
{
	(void)state;
	check("\n" CALL " // NOLINT(sysfall-accept4-flags)\n", false, true, "comment:", "");
	check("\n" CALL " // NOLINT(sysfall-accept4)\n", false, true, "-",
	      "a.c:2: NOLINT(sysfall-accept4) suppresses nothing here: remove it\n");
	check("\n" CALL " // NOLINT(sysfall-accept4*)\n", false, true, "comment:", "");
	check("\n" CALL " // NOLINT(sysfall-accept4-flags)\n", false, false, "-",
	      "a.c:2: NOLINT(sysfall-accept4-flags) suppresses nothing here: remove it\n");
}

/* What comments suppress of a site that lacks a fallback and loses a flag. */
static void check_both(const char *text, const char *suppressed, enum site_part part, enum severity severity)
{
	const struct sample_file files[] = {{"a.c", text}, {NULL, NULL}};
	struct policy policy = {.read = sample_read, .data = (gpointer)files};
	auto_ptr(run) run = run_new();
	struct site *site = sample_site(run, "a.c", 2, "serve", VERDICT_UNHANDLED);

	site->severity = SEVERITY_ERROR;
	sample_lost_flag(site);
	for (int twice = 0; twice < 2; twice++) {
		policy_apply(run, &policy);
		assert_string_equal(sample_suppressed(site), suppressed);
		assert_int_equal(site->suppressed_part, part);
		assert_int_equal(site_severity(site), severity);
		assert_int_equal(run->problems->len, 0);
	}
}

static void one_finding_of_two(void **state)
{
	(void)state;
	check_both("\n" CALL " // NOLINT(sysfall-accept4)\n", "-", PART_FALLBACK, SEVERITY_WARNING);
	check_both("\n" CALL " // NOLINT(sysfall-accept4-flags)\n", "-", PART_FLAGS, SEVERITY_ERROR);
	check_both("\n" CALL " // NOLINT(sysfall-*): both\n", "comment:both", PART_NONE, SEVERITY_NONE);
	check_both("// NOLINTNEXTLINE(sysfall-accept4): one\n" CALL " // NOLINT(sysfall-accept4-flags): two\n",
		   "comment:one", PART_NONE, SEVERITY_NONE);
}

/* What becomes of a site in line 2 of a.c that is a macro's, with the definitions in h.h and in the first line of a.c.
 */
static void check_macro(const char *here, const char *header, const char *suppressed, const char *problems)
{
	g_autofree char *text = g_strconcat(here, "\n\treturn OUTER(a);\n", NULL);
	const struct sample_file files[] = {{"a.c", text}, {"h.h", header}, {NULL, NULL}};
	struct policy policy = {.read = sample_read, .data = (gpointer)files};
	auto_ptr(run) run = run_new();
	struct site *site = sample_site(run, "a.c", 2, "serve", VERDICT_UNHANDLED);
	g_auto(GStrv) lines = g_strsplit(header, "\n", -1);

	site->form = FORM_MACRO;
	for (unsigned i = 0; lines[i]; i++)
		if (strstr(lines[i], "accept4("))
			g_ptr_array_add(run->occurrences,
					occurrence_new("h.h", i + 1, 1, "accept4", OCCURRENCE_MACRO_DEFINITION, NULL));
	if (strstr(here, "accept4("))
		g_ptr_array_add(run->occurrences,
				occurrence_new("a.c", 1, 1, "accept4", OCCURRENCE_MACRO_DEFINITION, NULL));
	g_ptr_array_add(run->remarked, (gpointer)g_intern_string("h.h"));
	policy_apply(run, &policy);
	g_autofree char *told = sample_problems(run);

	assert_string_equal(sample_suppressed(site), suppressed);
	assert_string_equal(told, problems);
}

#define INNER "#define INNER(s) accept4(s, 0, 0, 0)"
#define OUTER "#define OUTER(s) INNER(s)"
#define MARK  " // NOLINT(sysfall-accept4): old"

static void beside_a_macros_definition(void **state)
{
	static const char unused[] = "h.h:2: NOLINT(sysfall-accept4) suppresses nothing here: remove it\n";

	(void)state;
	check_macro("", "#define OUTER(s) accept4(s, 0, 0, 0)" MARK "\n", "comment:old", "");
	check_macro("", "#define OUTER(s) accept4(s, 0, 0, 0)\n", "-", "");
	check_macro("", "# define OUTER(s) \\\n\taccept4(s, 0, 0, 0)" MARK "\n", "comment:old", "");
	check_macro("", "// NOLINTNEXTLINE(sysfall-*): all\n#define OUTER(s) accept4(s, 0, 0, 0)\n", "comment:all", "");
	/* any of the definitions that lead there */
	check_macro("", OUTER "\n" INNER MARK "\n", "comment:old", "");
	check_macro("", INNER "\n" OUTER MARK "\n", "comment:old", "");
	check_macro("", INNER "\n#define OTHER(s) INNER(s)" MARK "\n" OUTER, "-", unused);
	/* two that may be meant: both must be marked */
	check_macro("", OUTER "\n" INNER MARK "\n" INNER "\n", "-", "");
	check_macro("", OUTER "\n" INNER MARK "\n" INNER MARK "\n", "comment:old", "");
	/* the file's own is meant, and not the header's of the same name */
	check_macro("#define OUTER(s) accept4(s, 0, 0, 0)", "\n#define OUTER(s) accept4(s, 0, 0, 0)" MARK "\n", "-",
		    unused);
	check_macro("#define OUTER(s) accept4(s, 0, 0, 0)" MARK, "", "comment:old", "");
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
		cmocka_unit_test(one_finding_of_two),
		cmocka_unit_test(beside_a_macros_definition),
		cmocka_unit_test(what_is_handled_needs_no_comment),
		cmocka_unit_test(a_partial_scan_tells_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
