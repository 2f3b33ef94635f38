/* Baselines: there and back, what stays quiet, what is told again, and what is of no use any more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "policy/compare.h"
#include "policy/sample.h"

static struct baseline *baseline_of(struct run *run)
{
	run_finish(run);
	g_autofree char *text = baseline_text(run);
	struct baseline *baseline = baseline_parse("b", text, strlen(text), NULL);

	assert_non_null(baseline);
	return baseline;
}

static const char *apply(struct run *run, const struct baseline *baseline, const struct sample_file *files)
{
	struct policy policy = {.baseline = baseline, .read = sample_read, .data = (gpointer)files};

	run_finish(run);
	policy_apply(run, &policy);
	g_autofree char *problems = sample_problems(run);

	return g_intern_string(problems);
}

static void there_and_back(void **state)
{
	(void)state;
	auto_ptr(run) run = run_new();
	struct site *odd = sample_site(run, "a\tb\\\xc3\xa9.c", 3, "operator\nbool", VERDICT_UNHANDLED);

	sample_lost_flag(odd);
	sample_site(run, "z.c", 3, "fine", VERDICT_HANDLED);
	auto_ptr(baseline) b = baseline_of(run);

	assert_int_equal(b->entries->len, 1);
	const struct known *k = g_ptr_array_index(b->entries, 0);

	assert_string_equal(k->path, "a\tb\\\xc3\xa9.c");
	assert_string_equal(k->function, "operator\nbool");
	assert_string_equal(k->id, odd->id);
	assert_int_equal(k->states->len, 3);
}

static void edits_do_not_matter(void **state)
{
	const struct sample_file files[] = {{"a.c", "serve"}, {NULL, NULL}};

	(void)state;
	auto_ptr(run) old = run_new();
	sample_site(old, "a.c", 3, "serve", VERDICT_UNHANDLED);
	auto_ptr(baseline) b = baseline_of(old);
	auto_ptr(run) now = run_new();
	struct site *same = sample_site(now, "a.c", 300, "serve", VERDICT_UNHANDLED);
	struct site *second = sample_site(now, "a.c", 301, "serve", VERDICT_UNHANDLED);
	struct site *other = sample_site(now, "a.c", 1, "other", VERDICT_UNHANDLED);

	assert_string_equal(apply(now, b, files), "");
	assert_string_equal(sample_suppressed(same), "baseline:");
	assert_string_equal(sample_suppressed(second), "-");
	assert_string_equal(sample_suppressed(other), "-");
}

static void worse_is_told_again(void **state)
{
	const struct sample_file files[] = {{"a.c", "f g"}, {NULL, NULL}};

	(void)state;
	auto_ptr(run) old = run_new();
	sample_site(old, "a.c", 3, "f", VERDICT_CONDITIONAL);
	sample_site(old, "a.c", 5, "g", VERDICT_UNHANDLED);
	auto_ptr(baseline) b = baseline_of(old);
	auto_ptr(run) now = run_new();
	struct site *worse = sample_site(now, "a.c", 3, "f", VERDICT_UNHANDLED);
	struct site *better = sample_site(now, "a.c", 5, "g", VERDICT_CONDITIONAL);

	apply(now, b, files);
	assert_string_equal(sample_suppressed(worse), "-");
	assert_string_equal(sample_suppressed(better), "baseline:");

	auto_ptr(run) flags = run_new();
	struct site *lost = sample_site(flags, "a.c", 5, "g", VERDICT_UNHANDLED);

	sample_lost_flag(lost);
	apply(flags, b, files);
	assert_string_equal(sample_suppressed(lost), "-");
}

static void what_is_fixed_is_told(void **state)
{
	const struct sample_file files[] = {{"a.c", "serve"}, {NULL, NULL}};

	(void)state;
	auto_ptr(run) old = run_new();
	sample_site(old, "a.c", 3, "serve", VERDICT_UNHANDLED);
	auto_ptr(baseline) b = baseline_of(old);
	auto_ptr(run) now = run_new();

	assert_string_equal(
		apply(now, b, files),
		"b:3: the baseline's finding in a.c, serve no longer exists: `sysfall baseline` renews the file\n");
	auto_ptr(run) handled = run_new();
	sample_site(handled, "a.c", 3, "serve", VERDICT_HANDLED);
	assert_true(strstr(apply(handled, b, files), "no longer exists") != NULL);
}

static void a_renamed_file_is_the_same(void **state)
{
	const struct sample_file files[] = {{"new/a.c", "serve"}, {"c.c", "serve"}, {NULL, NULL}};

	(void)state;
	auto_ptr(run) old = run_new();
	sample_site(old, "old/a.c", 3, "serve", VERDICT_UNHANDLED);
	auto_ptr(baseline) b = baseline_of(old);
	auto_ptr(run) now = run_new();
	struct site *moved = sample_site(now, "new/a.c", 4, "serve", VERDICT_UNHANDLED);
	struct site *stranger = sample_site(now, "c.c", 4, "serve", VERDICT_UNHANDLED);

	assert_string_equal(apply(now, b, files), "");
	assert_string_equal(sample_suppressed(moved), "baseline:");
	assert_string_equal(sample_suppressed(stranger), "-");
}

static void a_copy_is_not_the_same(void **state)
{
	const struct sample_file files[] = {{"old/a.c", "serve"}, {"new/a.c", "serve"}, {NULL, NULL}};

	(void)state;
	auto_ptr(run) old = run_new();
	sample_site(old, "old/a.c", 3, "serve", VERDICT_UNHANDLED);
	auto_ptr(baseline) b = baseline_of(old);
	auto_ptr(run) now = run_new();
	struct site *copy = sample_site(now, "new/a.c", 4, "serve", VERDICT_UNHANDLED);

	apply(now, b, files);
	assert_string_equal(sample_suppressed(copy), "-");
}

static void a_renamed_function_is_the_same(void **state)
{
	const struct sample_file renamed[] = {{"a.c", "int serve_all() {}"}, {NULL, NULL}};
	const struct sample_file both[] = {{"a.c", "int serve() { } int serve_all() {}"}, {NULL, NULL}};

	(void)state;
	auto_ptr(run) old = run_new();
	sample_site(old, "a.c", 3, "serve", VERDICT_UNHANDLED);
	auto_ptr(baseline) b = baseline_of(old);
	auto_ptr(run) now = run_new();
	struct site *site = sample_site(now, "a.c", 4, "serve_all", VERDICT_UNHANDLED);

	assert_string_equal(apply(now, b, renamed), "");
	assert_string_equal(sample_suppressed(site), "baseline:");
	apply(now, b, both);
	assert_string_equal(sample_suppressed(site), "-");
}

static void what_is_no_baseline_is_refused(void **state)
{
	static const struct {
		const char *text, *error;
	} cases[] = {
		{"", "b:1: expected a baseline, which begins with"},
		{"{\n", "b:1: expected a baseline"},
		{"# sysfall baseline 9\n", "b: this baseline has the version '9', and this program knows 1"},
		{"# sysfall baseline 1\n\n<<<<<<< HEAD\n", "b:3: expected six columns"},
		{"# sysfall baseline 1\na\tb\tc\td\te\tENOSYS=maybe\n", "b:2: expected verdicts"},
		{"# sysfall baseline 1\na\tb\tc\td\te\t\n", "b:2: expected verdicts"},
	};

	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		assert_null(baseline_parse("b", cases[i].text, strlen(cases[i].text), &error));
		if (!g_str_has_prefix(error->message, cases[i].error))
			assert_string_equal(error->message, cases[i].error);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(edits_do_not_matter),
		cmocka_unit_test(worse_is_told_again),
		cmocka_unit_test(what_is_fixed_is_told),
		cmocka_unit_test(a_renamed_file_is_the_same),
		cmocka_unit_test(a_copy_is_not_the_same),
		cmocka_unit_test(a_renamed_function_is_the_same),
		cmocka_unit_test(what_is_no_baseline_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
