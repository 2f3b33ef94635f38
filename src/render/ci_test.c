/* What CI systems read: GitLab's report and GitHub's workflow commands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "render/formats.h"
#include "render/sample.h"

static GString *render(const struct renderer *renderer, struct run *run)
{
	struct render_options options = {.quiet = true};
	GString *out = g_string_new(NULL);

	run_finish(run);
	assert_true(renderer->render(run, &options, out, NULL));
	return out;
}

static struct site *unhandled(struct run *run, unsigned line)
{
	struct site *site = sample_site(run, line, 7, SEVERITY_ERROR);

	sample_verdict(site, "ENOSYS", VERDICT_UNHANDLED, CONSEQUENCE_EXIT, "it gives up");
	return site;
}

/* Equal fingerprints are merged, and one that holds a line number changes with every edit. */
static void fingerprints(void **state)
{
	(void)state;
	char prints[2][3][65];

	for (unsigned moved = 0; moved < 2; moved++) {
		auto_ptr(run) run = sample_run();
		unhandled(run, 10 + moved);
		struct site *second = unhandled(run, 20 + moved);
		sample_flag(second, "SOCK_CLOEXEC", FLAG_LOST);
		g_autoptr(GString) out = render(&renderer_gitlab, run);
		json_t *array = json_loads(out->str, 0, NULL);

		assert_int_equal(json_array_size(array), 3);
		for (size_t i = 0; i < 3; i++)
			g_strlcpy(prints[moved][i],
				  json_string_value(json_object_get(json_array_get(array, i), "fingerprint")), 65);
		json_decref(array);
	}
	for (unsigned i = 0; i < 3; i++) {
		assert_string_equal(prints[0][i], prints[1][i]);
		assert_string_not_equal(prints[0][i], prints[0][(i + 1) % 3]);
	}
}

static void gitlab_findings(void **state)
{
	(void)state;
	auto_ptr(run) run = sample_run();
	struct site *quiet = unhandled(run, 9);

	quiet->suppressed_by = g_strdup("comment");
	unhandled(run, 10);
	g_ptr_array_add(run->occurrences, occurrence_new("b.c", 4, 2, "accept4", OCCURRENCE_UNREACHED, "no type"));
	g_ptr_array_add(run->problems, problem_new("", 0, "crash", true, "a worker died"));
	g_ptr_array_add(run->problems, problem_new("", 0, "config", false, "an odd flag"));
	g_autoptr(GString) out = render(&renderer_gitlab, run);
	json_t *array = json_loads(out->str, 0, NULL), *first = json_array_get(array, 0);

	assert_int_equal(json_array_size(array), 3);
	assert_string_equal(json_string_value(json_object_get(first, "severity")), "critical");
	assert_string_equal(json_string_value(json_object_get(first, "check_name")), "sysfall-accept4");
	assert_string_equal(json_string_value(json_object_get(json_array_get(array, 1), "severity")), "info");
	json_decref(array);

	auto_ptr(run) empty = sample_run();
	g_autoptr(GString) nothing = render(&renderer_gitlab, empty);

	assert_string_equal(nothing->str, "[]\n");
}

static void github_commands(void **state)
{
	(void)state;
	auto_ptr(run) run = sample_run();
	struct site *quiet = unhandled(run, 9), *site = unhandled(run, 10);

	quiet->suppressed_by = g_strdup("config");
	site->where.path = g_intern_string("a,b:c%\n::error::x.c");
	g_ptr_array_add(run->problems, problem_new("", 0, "timeout", true, "too\nlong"));
	g_autoptr(GString) out = render(&renderer_github, run);

	assert_string_equal(
		out->str,
		"::error file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Ax.c,line=10,endLine=10,col=7,endColumn=14,"
		"title=sysfall-accept4::accept4() has no fallback for ENOSYS%0Awith ENOSYS: it gives up; at run "
		"time the program exits\n"
		"::warning title=sysfall-timeout::too%0Along\n");
}

static void paths_from_where_it_was_started(void **state)
{
	(void)state;
	static const struct {
		const char *prefix, *wanted;
	} cases[] = {{"sub/", "sub/src/server.c"}, {"/elsewhere/", "src/server.c"}};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		auto_ptr(run) run = sample_run();
		struct render_options options = {.quiet = true, .path_prefix = cases[i].prefix};
		g_autoptr(GString) github = g_string_new(NULL);
		g_autoptr(GString) gitlab = g_string_new(NULL);

		unhandled(run, 3);
		run_finish(run);
		assert_true(renderer_github.render(run, &options, github, NULL));
		assert_true(renderer_gitlab.render(run, &options, gitlab, NULL));
		g_autofree char *file = g_strdup_printf("::error file=%s,line=3", cases[i].wanted);
		g_autofree char *path = g_strdup_printf("\"path\": \"%s\"", cases[i].wanted);

		assert_true(g_str_has_prefix(github->str, file));
		assert_non_null(strstr(gitlab->str, path));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(fingerprints), cmocka_unit_test(gitlab_findings),
					   cmocka_unit_test(github_commands),
					   cmocka_unit_test(paths_from_where_it_was_started)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
