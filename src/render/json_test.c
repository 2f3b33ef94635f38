/* The JSON against its schema, and the bytes that must not change. */
#include "render/renderer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

#include "render/sample.h"

static char *render(const struct run *run)
{
	struct render_options options = {0};
	GString *out = g_string_new(NULL);

	assert_true(renderer_find("json")->render(run, &options, out, NULL));
	return g_string_free(out, FALSE);
}

/* True when the schema takes it. */
static bool is_valid(const char *json)
{
	g_autofree char *path = g_build_filename(g_get_tmp_dir(), "sysfall-json-XXXXXX", NULL);
	char *argv[] = {(char *)"/usr/bin/python3", (char *)TEST_SOURCE_DIR "/scripts/check-json",
			(char *)TEST_SOURCE_DIR "/testdata/schema/scan-1.json", path, NULL};
	int fd = g_mkstemp(path), status = -1;
	bool spawned;

	assert_true(g_close(fd, NULL) && g_file_set_contents(path, json, -1, NULL));
	spawned = g_spawn_sync(NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, NULL);
	(void)g_unlink(path);
	assert_true(spawned);
	return status == 0;
}

static void check(struct run *run)
{
	g_autofree char *json = NULL;

	run_finish(run);
	json = render(run);
	assert_true(is_valid(json));
}

static void test_empty_run_is_valid(void **state)
{
	auto_ptr(run) run = run_new();

	(void)state;
	check(run);
}

static void fill(struct run *run)
{
	struct site *site = sample_partly(run);

	sample_flag(site, "SOCK_CLOEXEC", FLAG_LOST);
	sample_flag(site, "SOCK_NONBLOCK", FLAG_NA);
	site->guard = g_strdup("defined(A)");
	g_ptr_array_add(site_verdict(site, "EPERM")->assumes, g_strdup("log_msg() returns"));
	site->suppressed_by = g_strdup("comment");
	g_ptr_array_add(site->also_handled, (gpointer)g_intern_string("EINVAL"));
	g_ptr_array_add(site->patterns, (gpointer)g_intern_string("flag-lost"));
	run->target.kernel = g_strdup("2.6.35");
	run->compile_database = g_strdup("build/compile_commands.json");
	for (int i = 0; i < CONSEQUENCE_COUNT; i++) {
		struct site *other = sample_site(run, 50 + (unsigned)i, 1, (enum severity)(i % SEVERITY_COUNT));

		other->form = (enum site_form)(i % FORM_COUNT);
		sample_verdict(other, "ENOSYS", (enum verdict)(i % VERDICT_COUNT), (enum consequence)i, NULL);
	}
	for (int i = 1; i < OCCURRENCE_CLASS_COUNT; i++)
		g_ptr_array_add(run->occurrences, occurrence_new("a.c", (unsigned)i, 4, "accept4",
								 (enum occurrence_class)i, i % 2 ? "why" : NULL));
	g_ptr_array_add(run->problems, problem_new("p.c", 0, "timeout", true, "no answer after 30 s"));
	g_ptr_array_add(run->problems, problem_new("", 0, "stale", false, "gone"));
}

static void test_every_word_is_valid(void **state)
{
	auto_ptr(run) run = sample_run();

	(void)state;
	fill(run);
	check(run);
}

static void test_hostile_text_is_valid(void **state)
{
	auto_ptr(run) run = sample_run();
	struct site *site = sample_partly(run);

	(void)state;
	site->where.path = g_intern_string("caf\xe9\n\"</script>\x1b[31m.c");
	site->guard = g_strdup("\xff\xfe\x01");
	site->suppressed_by = g_strdup("comment");
	site->suppressed_reason = g_strdup("\xc3");
	g_ptr_array_add(run->problems, problem_new("\x80", 1, "encoding", true, "\xed\xa0\x80"));
	check(run);
}

static void test_same_bytes(void **state)
{
	auto_ptr(run) one = sample_run();
	auto_ptr(run) two = sample_run();
	g_autofree char *a = NULL, *b = NULL;

	(void)state;
	fill(one);
	fill(two);
	run_finish(one);
	run_finish(two);
	two->id = 77;
	a = render(one);
	b = render(two);
	assert_string_equal(a, b);
}

static void expect(const char *json, const char *part)
{
	if (!strstr(json, part))
		fail_msg("no %s in %s", part, json);
}

static void test_what_is_said(void **state)
{
	auto_ptr(run) run = sample_run();
	g_autofree char *json = NULL;

	(void)state;
	fill(run);
	run_finish(run);
	json = render(run);
	expect(json, "{\n  \"schema\": 1,\n  \"tool\": {\n    \"name\": \"sysfall\",");
	expect(json, "\"seconds\": 0.123,");
	expect(json, "\"complete\": false,");
	expect(json,
	       "\"EPERM\": {\n          \"verdict\": \"unhandled\",\n          \"consequence\": \"error-returned\"");
	expect(json, "\"text\": \"errno is EPERM, so `errno == ENOSYS` is false\"");
	expect(json, "\"flags\": {\n        \"SOCK_CLOEXEC\": \"lost\",\n        \"SOCK_NONBLOCK\": \"na\"");
	expect(json, "\"suppressed\": {\n        \"by\": \"comment\",\n        \"reason\": null");
	expect(json, "\"assumes\": [\n            \"log_msg() returns\"\n          ],\n          \"steps\": [");
	expect(json, "\"assumes\": [],");
	expect(json, "\"also_handled\": [\n        \"EINVAL\"\n      ]");
	expect(json, "\"unhandled\": 2,");
}

static void test_the_checker_can_say_no(void **state)
{
	auto_ptr(run) run = sample_run();
	g_autofree char *json = NULL;
	g_autofree char *bad = NULL;
	g_auto(GStrv) parts = NULL;

	(void)state;
	fill(run);
	run_finish(run);
	json = render(run);
	parts = g_strsplit(json, "\"busy-loop\"", 2);
	bad = g_strjoinv("\"busy\"", parts);
	assert_false(is_valid(bad));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty_run_is_valid),    cmocka_unit_test(test_every_word_is_valid),
		cmocka_unit_test(test_hostile_text_is_valid), cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_what_is_said),          cmocka_unit_test(test_the_checker_can_say_no),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
