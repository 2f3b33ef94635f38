/* Settings: what is read, what is refused and with which words, and what a suppression fits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "policy/sample.h"

static struct project *parse(const char *text, GError **error)
{
	return project_parse(".sysfall.yaml", text, strlen(text), error);
}

static void everything(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	auto_ptr(project) p = parse("target: {kernel: 2.6.35, arch: arm, libc: musl, sandbox: true}\n"
				    "rules: [accept4]\nerrnos: [ENOSYS, EPERM]\nexclude: [third_party/*, old]\n"
				    "fail-on: never\nbuild-dir: build\nbaseline: .sysfall.baseline\n"
				    "suppress:\n  - {path: 'src/*', function: serve, reason: known}\n"
				    "  - {rule: sysfall-accept4, reason: other}\n",
				    &error);

	assert_null(error);
	assert_non_null(p);
	assert_string_equal(p->kernel, "2.6.35");
	assert_true(p->sandbox);
	assert_int_equal(p->errnos->len, 2);
	assert_string_equal(g_ptr_array_index(p->excludes, 1), "old");
	assert_true(p->has_fail_on);
	assert_int_equal(p->fail_on, SEVERITY_COUNT);
	assert_string_equal(p->baseline, ".sysfall.baseline");
	assert_int_equal(p->suppressions->len, 2);
	assert_int_equal(((struct project_suppression *)g_ptr_array_index(p->suppressions, 1))->line, 10);
}

static void nothing_is_fine(void **state)
{
	(void)state;
	auto_ptr(project) empty = parse("", NULL);
	auto_ptr(project) blank = parse("# nothing yet\n\n", NULL);
	auto_ptr(project) some = parse("exclude: []\n", NULL);

	assert_non_null(empty);
	assert_non_null(blank);
	assert_false(blank->has_fail_on);
	assert_non_null(some);
	assert_int_equal(some->fail_on, SEVERITY_NONE);
}

static void what_is_wrong_is_named(void **state)
{
	static const struct {
		const char *text, *error;
	} cases[] = {
		{"target: arm\n", ".sysfall.yaml:1:9: expected a mapping (key: value) for 'target'"},
		{"targets: {}\n",
		 ".sysfall.yaml:1:1: expected one of the keys target, rules, errnos, exclude, fail-on, "
		 "build-dir, baseline, suppress, and 'targets' is none"},
		{"target:\n  kernel: new\n",
		 ".sysfall.yaml:2:11: expected a kernel release such as 2.6.35, and 'new' is "
		 "none"},
		{"errnos: [ENOSYS, ENOPE]\n",
		 ".sysfall.yaml:1:18: expected an error's name such as ENOSYS, and 'ENOPE' is "
		 "none"},
		{"fail-on: info\n", ".sysfall.yaml:1:10: expected one of error, warning, note, never for 'fail-on'"},
		{"suppress:\n  - {path: a.c}\n", ".sysfall.yaml:2:5: expected the key 'reason' in 'suppress'"},
		{"suppress:\n  - {reason: so}\n",
		 ".sysfall.yaml:2:5: expected one of path, function and rule beside the "
		 "reason"},
		{"exclude: old\n", ".sysfall.yaml:1:10: expected a list for 'exclude'"},
		{"fail-on: note\nfail-on: error\n", ".sysfall.yaml:2:1: expected the key 'fail-on' only once"},
	};

	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		assert_null(parse(cases[i].text, &error));
		assert_string_equal(error->message, cases[i].error);
	}
}

static void suppressions(void **state)
{
	(void)state;
	auto_ptr(project) p = parse("suppress:\n  - {path: 'lib/*', reason: vendored}\n"
				    "  - {function: accept_*, rule: accept4, reason: wrapped}\n"
				    "  - {path: gone.c, reason: x}\n",
				    NULL);
	const struct sample_file files[] = {{NULL, NULL}};
	struct policy policy = {.project = p, .read = sample_read, .data = (gpointer)files};
	auto_ptr(run) run = run_new();
	struct site *vendored = sample_site(run, "lib/x.c", 2, "serve", VERDICT_UNHANDLED);
	struct site *wrapped = sample_site(run, "src/a.c", 2, "accept_one", VERDICT_CONDITIONAL);
	struct site *plain = sample_site(run, "src/a.c", 9, "serve", VERDICT_UNHANDLED);
	struct site *handled = sample_site(run, "lib/x.c", 9, "serve", VERDICT_HANDLED);

	policy_apply(run, &policy);
	assert_string_equal(sample_suppressed(vendored), "config:vendored");
	assert_string_equal(sample_suppressed(wrapped), "config:wrapped");
	assert_string_equal(sample_suppressed(plain), "-");
	assert_string_equal(sample_suppressed(handled), "-");
	g_autofree char *problems = sample_problems(run);

	assert_string_equal(problems, ".sysfall.yaml:4: this suppression fits no finding: remove it\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(everything), cmocka_unit_test(nothing_is_fine),
					   cmocka_unit_test(what_is_wrong_is_named), cmocka_unit_test(suppressions)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
