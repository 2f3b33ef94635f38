/* SARIF: results, places in UTF-16, evidence, suppressions, notifications, and names that could break something.
 * Whether it is SARIF at all is for scripts/check-sarif. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "policy/compare.h"
#include "render/formats.h"
#include "render/sample.h"

/* "é😀" before the call: 6 bytes, 3 code units. */
static const char source[] = "int x;\n/* \xc3\xa9\xf0\x9f\x98\x80 */ accept4(1, 2, 3, 4);\nint y;\n";

static const char *bytes(const char *path, size_t *out_length, void *data)
{
	(void)data;
	if (strcmp(path, "src/server.c") != 0)
		return NULL;
	*out_length = sizeof(source) - 1;
	return source;
}

static json_t *render_as(struct run *run, const struct render_options *options)
{
	g_autoptr(GString) out = g_string_new(NULL);
	json_error_t error;

	run_finish(run);
	assert_true(renderer_sarif.render(run, options, out, NULL));
	json_t *log = json_loads(out->str, JSON_REJECT_DUPLICATES, &error);

	assert_non_null(log);
	return log;
}

static json_t *render_with(struct run *run, const GPtrArray *changes)
{
	return render_as(run, &(struct render_options){.source_bytes = bytes, .changes = changes});
}

static json_t *render(struct run *run)
{
	return render_with(run, NULL);
}

/* The value at "a/0/b"; must be there. */
static json_t *at(json_t *value, const char *path)
{
	g_auto(GStrv) steps = g_strsplit(path, "/", -1);

	for (char **step = steps; *step; step++) {
		value = json_is_array(value) ? json_array_get(value, (size_t)atoi(*step))
					     : json_object_get(value, *step);
		assert_non_null(value);
	}
	return value;
}

static const char *text_at(json_t *log, const char *path)
{
	return json_string_value(at(log, path));
}

#define RESULT "runs/0/results/0/"

static struct site *unhandled(struct run *run)
{
	struct site *site = sample_site(run, 2, 14, SEVERITY_ERROR);
	struct errno_verdict *v = sample_verdict(site, "ENOSYS", VERDICT_UNHANDLED, CONSEQUENCE_EXIT, "it gives up");

	site->where.end_column = 33;
	sample_step(v, 2, 14, "accept4() fails with $");
	sample_step(v, 3, 1, "gone");
	return site;
}

static void one_result(void **state)
{
	(void)state;
	auto_ptr(run) run = sample_run();
	unhandled(run);
	json_t *log = render(run);

	assert_string_equal(text_at(log, RESULT "ruleId"), "sysfall-accept4");
	assert_string_equal(text_at(log, RESULT "level"), "error");
	assert_string_equal(text_at(log, RESULT "message/text"),
			    "accept4() has no fallback for ENOSYS. With ENOSYS: it gives up; at run time the program "
			    "exits.");
	assert_string_equal(text_at(log, RESULT "locations/0/physicalLocation/artifactLocation/uri"), "src/server.c");
	assert_int_equal(json_integer_value(at(log, RESULT "locations/0/physicalLocation/region/startColumn")), 11);
	assert_int_equal(json_integer_value(at(log, RESULT "locations/0/physicalLocation/region/endColumn")), 30);
	assert_string_equal(text_at(log, RESULT "locations/0/physicalLocation/region/snippet/text"),
			    "accept4(1, 2, 3, 4)");
	assert_string_equal(text_at(log, RESULT "locations/0/physicalLocation/contextRegion/snippet/text"),
			    "int x;\n/* \xc3\xa9\xf0\x9f\x98\x80 */ accept4(1, 2, 3, 4);\nint y;");
	assert_string_equal(text_at(log, RESULT "locations/0/logicalLocations/0/name"), "serve");
	assert_int_equal(json_array_size(at(log, RESULT "codeFlows/0/threadFlows/0/locations")), 2);
	assert_int_equal(json_array_size(at(log, RESULT "suppressions")), 0);
	assert_true(g_str_has_suffix(text_at(log, RESULT "partialFingerprints/primaryLocationLineHash"), ":1"));
	assert_int_equal(json_object_size(at(log, RESULT "partialFingerprints")), 2);
	json_decref(log);
}

static void what_is_handled_is_no_result(void **state)
{
	(void)state;
	auto_ptr(run) run = sample_run();
	struct site *fine = sample_site(run, 2, 14, SEVERITY_NONE), *flagged = sample_site(run, 3, 1, SEVERITY_WARNING);

	sample_verdict(fine, "ENOSYS", VERDICT_HANDLED, CONSEQUENCE_NONE, "accept() is called");
	sample_verdict(flagged, "ENOSYS", VERDICT_HANDLED, CONSEQUENCE_NONE, "accept() is called");
	sample_flag(flagged, "SOCK_CLOEXEC", FLAG_LOST);
	sample_flag(flagged, "SOCK_NONBLOCK", FLAG_LOST);
	json_t *log = render(run);

	assert_int_equal(json_array_size(at(log, "runs/0/results")), 1);
	assert_string_equal(text_at(log, RESULT "ruleId"), "sysfall-accept4-flags");
	assert_int_equal(json_integer_value(at(log, RESULT "ruleIndex")), 1);
	assert_string_equal(text_at(log, RESULT "message/text"),
			    "SOCK_CLOEXEC, SOCK_NONBLOCK are lost on the fallback path.");
	json_decref(log);
}

static void suppressions(void **state)
{
	(void)state;
	auto_ptr(run) run = sample_run();
	struct site *site = unhandled(run);

	site->suppressed_by = g_strdup("comment");
	site->suppressed_reason = g_strdup("known");
	json_t *log = render(run);

	assert_string_equal(text_at(log, RESULT "suppressions/0/kind"), "inSource");
	assert_string_equal(text_at(log, RESULT "suppressions/0/status"), "accepted");
	assert_string_equal(text_at(log, RESULT "suppressions/0/justification"), "known");
	json_decref(log);
	g_free(site->suppressed_by);
	site->suppressed_by = g_strdup("baseline");
	log = render(run);
	assert_string_equal(text_at(log, RESULT "suppressions/0/kind"), "external");
	json_decref(log);
}

static void what_was_not_analysed(void **state)
{
	(void)state;
	auto_ptr(run) run = sample_run();

	g_ptr_array_add(run->problems, problem_new("a.c", 3, "timeout", true, "it took too long"));
	g_ptr_array_add(run->problems, problem_new("", 0, "config", false, "an odd flag"));
	g_ptr_array_add(run->occurrences, occurrence_new("b.c", 4, 2, "accept4", OCCURRENCE_UNREACHED, "no type"));
	json_t *log = render(run), *invocation = at(log, "runs/0/invocations/0");

	assert_true(json_is_true(at(invocation, "executionSuccessful")));
	assert_int_equal(json_array_size(at(invocation, "toolExecutionNotifications")), 2);
	assert_string_equal(text_at(invocation, "toolExecutionNotifications/0/level"), "warning");
	assert_string_equal(text_at(invocation, "toolExecutionNotifications/1/descriptor/id"), "unreached");
	assert_string_equal(text_at(invocation, "toolConfigurationNotifications/0/level"), "note");
	assert_int_equal(json_array_size(at(log, "runs/0/tool/driver/notifications")), 3);
	assert_string_equal(text_at(invocation, "startTimeUtc"), "2026-08-03T10:00:00Z");
	assert_string_equal(text_at(invocation, "workingDirectory/uri"), "file:///src/daemon/");
	json_decref(log);
}

/* Readers look from the repository's root, where the program was started, and not from the folder it scanned. */
static void paths_from_where_it_was_started(void **state)
{
	static const struct {
		const char *prefix, *uri, *base;
	} cases[] = {
		{"", "src/server.c", "file:///src/daemon/"},
		{"daemon/", "daemon/src/server.c", "file:///src/"},
		{"/src/daemon/", "src/server.c", "file:///src/daemon/"},
	};

	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		auto_ptr(run) run = sample_run();
		struct render_options options = {.path_prefix = cases[i].prefix};
		g_autoptr(GString) out = g_string_new(NULL);

		unhandled(run);
		run_finish(run);
		assert_true(renderer_sarif.render(run, &options, out, NULL));
		json_t *log = json_loads(out->str, 0, NULL);

		assert_string_equal(text_at(log, RESULT "locations/0/physicalLocation/artifactLocation/uri"),
				    cases[i].uri);
		assert_string_equal(text_at(log, "runs/0/originalUriBaseIds/SRCROOT/uri"), cases[i].base);
		json_decref(log);
	}
}

static void hostile_names(void **state)
{
	(void)state;
	auto_ptr(run) run = sample_run();
	struct site *site = unhandled(run);

	site->where.path = g_intern_string("a b:%\xff/\"<script>\n.c");
	site->function = g_intern_string("\xff\"</script>");
	json_t *log = render(run);

	assert_string_equal(text_at(log, RESULT "locations/0/physicalLocation/artifactLocation/uri"),
			    "a%20b%3A%25%FF/%22%3Cscript%3E%0A.c");
	assert_string_equal(text_at(log, RESULT "locations/0/logicalLocations/0/name"), "\xef\xbf\xbd\"</script>");
	assert_null(json_object_get(at(log, RESULT "partialFingerprints"), "primaryLocationLineHash"));
	json_decref(log);
}

static void states_since_another_run(void **state)
{
	(void)state;
	auto_ptr(run) before = sample_run();
	auto_ptr(run) now = sample_run();
	struct site *gone = unhandled(before);
	gone->function = g_intern_string("gone");
	unhandled(now);
	run_finish(before);
	run_finish(now);
	g_autoptr(GPtrArray) a = known_of_run(before);
	g_autoptr(GPtrArray) b = known_of_run(now);
	struct change changes[] = {{CHANGE_NEW, NULL, g_ptr_array_index(b, 0), true},
				   {CHANGE_FIXED, g_ptr_array_index(a, 0), NULL, false}};
	g_autoptr(GPtrArray) list = g_ptr_array_new();

	g_ptr_array_add(list, &changes[0]);
	g_ptr_array_add(list, &changes[1]);
	json_t *log = render_with(now, list);

	assert_int_equal(json_array_size(at(log, "runs/0/results")), 2);
	assert_string_equal(text_at(log, "runs/0/results/0/baselineState"), "new");
	assert_string_equal(text_at(log, "runs/0/results/1/baselineState"), "absent");
	json_decref(log);
}

static char *line_of(const char *path, unsigned line, void *data)
{
	g_auto(GStrv) lines = g_strsplit(source, "\n", -1);

	(void)data;
	return strcmp(path, "src/server.c") == 0 && line <= g_strv_length(lines) ? g_strdup(lines[line - 1]) : NULL;
}

/* The log of a run with one site and this patch for it. */
static json_t *render_patched(const char *status, const char *diff)
{
	auto_ptr(run) run = sample_run();
	struct site *site = unhandled(run);
	struct site_patch patch = {NULL, (char *)"inline", (char *)(gpointer)status, (char *)(gpointer)diff, NULL};
	g_autoptr(GHashTable) patches = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GString) out = g_string_new(NULL);
	struct render_options options = {.source_bytes = bytes, .source_line = line_of, .patches = patches};

	run_finish(run);
	g_hash_table_insert(patches, site->id, &patch);
	assert_true(renderer_sarif.render(run, &options, out, NULL));
	return json_loads(out->str, 0, NULL);
}

#define CALL_LINE "/* \xc3\xa9\xf0\x9f\x98\x80 */ accept4(1, 2, 3, 4);"

static void fixes_from_patches(void **state)
{
	(void)state;
	json_t *log = render_patched("analysed",
				     "--- a/src/server.c\n+++ b/src/server.c\n@@ -1,3 +1,4 @@\n int x;\n-" CALL_LINE
				     "\n+one();\n+two();\n int y;\n@@ -3,0 +5 @@\n+end();\n");
	json_t *replacements = at(log, RESULT "fixes/0/artifactChanges/0/replacements");

	assert_int_equal(json_array_size(replacements), 2);
	assert_int_equal(json_integer_value(at(replacements, "0/deletedRegion/startLine")), 2);
	assert_int_equal(json_integer_value(at(replacements, "0/deletedRegion/endLine")), 3);
	assert_string_equal(text_at(replacements, "0/insertedContent/text"), "one();\ntwo();\n");
	assert_int_equal(json_integer_value(at(replacements, "1/deletedRegion/startLine")), 4);
	assert_int_equal(json_integer_value(at(replacements, "1/deletedRegion/endLine")), 4);
	json_decref(log);
}

static void a_patch_that_does_not_fit_is_no_fix(void **state)
{
	static const struct {
		const char *status, *diff;
	} cases[] = {
		{"analysed", "@@ -1,1 +1,1 @@\n-int z;\n+one();\n"},
		{"parses", "@@ -1,1 +1,1 @@\n-int x;\n+one();\n"},
		{"analysed", "no diff\n"},
		{"analysed", "@@ -9,1 +9,1 @@\n-int x;\n+one();\n"},
		{"analysed", "@@ -1,1 +1,1 @@\n-int x;\n\\ No newline at end of file\n"},
		{"none", NULL},
	};

	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		json_t *log = render_patched(cases[i].status, cases[i].diff);

		assert_null(json_object_get(at(log, "runs/0/results/0"), "fixes"));
		json_decref(log);
	}
}

static void the_commit_is_named(void **state)
{
	(void)state;
	auto_ptr(run) run = sample_run();

	run->origin = (struct run_origin){g_strdup("/src/daemon"), g_strdup("ssh://h/r"), g_strdup("0a1b"), NULL};
	json_t *log = render(run);
	json_t *details = at(log, "runs/0/versionControlProvenance/0");

	assert_string_equal(text_at(details, "repositoryUri"), "ssh://h/r");
	assert_string_equal(text_at(details, "revisionId"), "0a1b");
	assert_null(json_object_get(details, "branch"));
	assert_string_equal(text_at(details, "mappedTo/uriBaseId"), "SRCROOT");
	json_decref(log);
	g_free(run->origin.top);
	run->origin.top = g_strdup("/src");
	run->origin.branch = g_strdup("main");
	log = render(run);
	details = at(log, "runs/0/versionControlProvenance/0");
	assert_string_equal(text_at(details, "branch"), "main");
	assert_string_equal(text_at(details, "mappedTo/uri"), "file:///src/");
	json_decref(log);
}

static void a_rule_links_to_its_manual(void **state)
{
	(void)state;
	char manual[] = "https://example.org/call.2.html", text[] = "Text";
	struct rule rule = {.id = "accept4", .title = text, .explanation = text, .manual = manual};
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	struct rule_set set = {list};
	auto_ptr(run) run = sample_run();

	(void)unhandled(run);
	rule.call.name = "accept4";
	g_ptr_array_add(list, &rule);
	json_t *log = render_as(run, &(struct render_options){.source_bytes = bytes, .rules = &set});

	assert_string_equal(text_at(log, "runs/0/tool/driver/rules/0/helpUri"), manual);
	assert_string_equal(text_at(log, "runs/0/tool/driver/rules/1/helpUri"), manual);
	json_decref(log);
	log = render(run);
	assert_null(json_object_get(at(log, "runs/0/tool/driver/rules/0"), "helpUri"));
	json_decref(log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_result),
		cmocka_unit_test(what_is_handled_is_no_result),
		cmocka_unit_test(suppressions),
		cmocka_unit_test(what_was_not_analysed),
		cmocka_unit_test(hostile_names),
		cmocka_unit_test(paths_from_where_it_was_started),
		cmocka_unit_test(states_since_another_run),
		cmocka_unit_test(fixes_from_patches),
		cmocka_unit_test(a_patch_that_does_not_fit_is_no_fix),
		cmocka_unit_test(a_rule_links_to_its_manual),
		cmocka_unit_test(the_commit_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
