/* The text output, word for word, and what hostile names and lines may do to a terminal: nothing. */
#include "render/renderer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "render/sample.h"
#include "render/terminal.h"

static char *source_line(const char *path, unsigned line, void *data)
{
	(void)path;
	(void)data;
	return line == 31 ? g_strdup("\tfd = accept4(sock, NULL, NULL, SOCK_CLOEXEC);") : NULL;
}

static char *render_with(struct run *run, struct render_options options)
{
	GString *out = g_string_new(NULL);

	run_finish(run);
	options.source_line = source_line;
	assert_true(renderer_find("text")->render(run, &options, out, NULL));
	return g_string_free(out, FALSE);
}

static void expect_text(struct run *run, struct render_options options, const char *want)
{
	g_autofree char *got = render_with(run, options);

	assert_string_equal(got, want);
}

static void expect_part(struct run *run, struct render_options options, const char *part, bool there)
{
	g_autofree char *got = render_with(run, options);

	if ((strstr(got, part) != NULL) != there)
		fail_msg("'%s' %s in: %s", part, there ? "is not" : "is", got);
}

#define SUMMARY_ONE_PARTLY                                                                                             \
	"1 site: 0 handled, 1 partly, 0 without a fallback.\n"                                                         \
	"Files: 20 seen, 12 searched, 2 parsed.\n"

static void test_partly(void **state)
{
	auto_ptr(run) run = sample_run();

	(void)state;
	sample_partly(run);
	expect_text(
		run, (struct render_options){0},
		"src/server.c:31:7: warning: accept4() falls back on ENOSYS, but not on EPERM, ENOTSUP "
		"[sysfall-accept4]\n"
		"   31 |         fd = accept4(sock, NULL, NULL, SOCK_CLOEXEC);\n"
		"                     ^~~~~~~\n"
		"src/server.c:31:7: note: with EPERM (and likewise ENOTSUP): no fallback call is made; at run time the "
		"error is returned to the caller, and the work is not done:\n"
		"src/server.c:31:7: note: accept4() fails with EPERM\n"
		"src/server.c:32:17: note: errno is EPERM, so `errno == ENOSYS` is false\n"
		"src/server.c:31:7: note: a patch: sysfall fix src/server.c\n" SUMMARY_ONE_PARTLY);
}

static void test_quiet_and_prefix(void **state)
{
	auto_ptr(run) run = sample_run();

	(void)state;
	sample_partly(run);
	expect_text(run, (struct render_options){.quiet = true, .path_prefix = "../daemon/"},
		    "../daemon/src/server.c:31:7: warning: accept4() falls back on ENOSYS, but not on EPERM, ENOTSUP "
		    "[sysfall-accept4]\n");
}

static void test_color(void **state)
{
	auto_ptr(run) run = sample_run();

	(void)state;
	sample_partly(run);
	expect_part(run, (struct render_options){.color = true},
		    "\033[1msrc/server.c:31:7: \033[0m\033[1;35mwarning: \033[0m", true);
	expect_part(run, (struct render_options){.color = false}, "\033", false);
}

static void test_headlines(void **state)
{
	static const struct {
		enum verdict verdicts[3];
		enum severity severity;
		enum site_form form;
		const char *want;
	} cases[] = {
		{{VERDICT_UNHANDLED, VERDICT_UNHANDLED, VERDICT_UNHANDLED},
		 SEVERITY_ERROR,
		 FORM_DIRECT,
		 "error: accept4() has no fallback for ENOSYS, EPERM, ENOTSUP [sysfall-accept4]"},
		{{VERDICT_CONDITIONAL, VERDICT_UNHANDLED, VERDICT_UNHANDLED},
		 SEVERITY_WARNING,
		 FORM_MACRO,
		 "accept4() falls back on only some paths for ENOSYS, but not on EPERM, ENOTSUP ["},
		{{VERDICT_UNKNOWN, VERDICT_UNKNOWN, VERDICT_UNKNOWN},
		 SEVERITY_NOTE,
		 FORM_SYSCALL,
		 "note: syscall(accept4) could not be judged for ENOSYS, EPERM, ENOTSUP ["},
		{{VERDICT_HANDLED, VERDICT_UNHANDLED, VERDICT_UNKNOWN},
		 SEVERITY_WARNING,
		 FORM_FNPTR,
		 "accept4 (through its address) falls back on ENOSYS, but not on EPERM, not decided for ENOTSUP ["},
		{{VERDICT_DEFERRED, VERDICT_DEFERRED, VERDICT_CONDITIONAL},
		 SEVERITY_WARNING,
		 FORM_DIRECT,
		 "accept4() falls back on ENOSYS, EPERM, falls back on only some paths for ENOTSUP ["},
	};
	static const char *const names[] = {"ENOSYS", "EPERM", "ENOTSUP"};

	(void)state;
	for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
		auto_ptr(run) run = sample_run();
		struct site *site = sample_site(run, 1, 1, cases[i].severity);

		site->form = cases[i].form;
		for (int k = 0; k < 3; k++)
			sample_verdict(site, names[k], cases[i].verdicts[k], CONSEQUENCE_NONE, "because");
		expect_part(run, (struct render_options){0}, cases[i].want, true);
		expect_part(run, (struct render_options){0}, "note: with ENOSYS", cases[i].verdicts[0] >= 2);
	}
}

static void test_lost_flag_is_a_finding_of_its_own(void **state)
{
	auto_ptr(run) run = sample_run();
	struct site *site = sample_site(run, 31, 7, SEVERITY_WARNING);

	(void)state;
	sample_verdict(site, "ENOSYS", VERDICT_HANDLED, CONSEQUENCE_NONE, NULL);
	sample_flag(site, "SOCK_NONBLOCK", FLAG_KEPT);
	sample_flag(site, "SOCK_CLOEXEC", FLAG_LOST);
	expect_text(run, (struct render_options){0},
		    "src/server.c:31:7: warning: SOCK_CLOEXEC is lost on the fallback path [sysfall-accept4-flags]\n"
		    "   31 |         fd = accept4(sock, NULL, NULL, SOCK_CLOEXEC);\n"
		    "                     ^~~~~~~\n"
		    "src/server.c:31:7: note: the descriptor of accept() is handed on as it is\n"
		    "src/server.c:40:2: note: returned\n"
		    "src/server.c:31:7: note: a patch: sysfall fix src/server.c\n"
		    "1 site: 1 handled, 0 partly, 0 without a fallback; 1 of them loses a flag.\n"
		    "Files: 20 seen, 12 searched, 2 parsed.\n");
}

/* What is printed to be copied is a command whatever the file is called. */
static void test_command_for_any_name(void **state)
{
	static const struct {
		const char *path, *shown; /* NULL: the id */
	} cases[] = {
		{"a/b-c_1.c", "fix a/b-c_1.c\n"},
		{"my file.c", "fix 'my file.c'\n"},
		{"x;reboot.c", "fix 'x;reboot.c'\n"},
		{"it's.c", "fix 'it'\\''s.c'\n"},
		{"$(id).c", "fix '$(id).c'\n"},
		{"-x.c", "fix ./-x.c\n"},
		{"two\nlines.c", NULL},
		{"latin\xe9.c", NULL},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		auto_ptr(run) run = run_new();
		struct site *site = sample_site(run, 31, 7, SEVERITY_ERROR);

		site->where.path = g_intern_string(cases[i].path);
		sample_verdict(site, "ENOSYS", VERDICT_UNHANDLED, CONSEQUENCE_OTHER, NULL);
		run_finish(run);
		g_autofree char *by_id = g_strdup_printf("fix %s\n", site->id);

		expect_part(run, (struct render_options){0}, cases[i].shown ? cases[i].shown : by_id, true);
	}
}

static void test_long_evidence_is_shortened(void **state)
{
	auto_ptr(run) run = sample_run();
	struct errno_verdict *v;

	(void)state;
	sample_partly(run);
	v = site_verdict(g_ptr_array_index(run->sites, 0), "EPERM");
	for (unsigned line = 101; line <= 110; line++) {
		g_autofree char *text = g_strdup_printf("step %u", line);

		g_ptr_array_add(v->steps, step_new("src/server.c", line, 1, text));
	}
	expect_part(run, (struct render_options){0}, "note: step 101\n", true);
	expect_part(run, (struct render_options){0}, "note: step 102\n", false);
	expect_part(run, (struct render_options){0}, "note: step 107\n", false);
	expect_part(run, (struct render_options){0}, "note: step 108\n", true);
	expect_part(run, (struct render_options){0},
		    "more steps: --verbose shows all; a patch: sysfall fix src/server.c", true);
	expect_part(run, (struct render_options){.verbose = true}, "note: step 104\n", true);
	expect_part(run, (struct render_options){.verbose = true}, "more steps", false);
	run->id = 1;
	expect_part(run, (struct render_options){0}, "more steps: sysfall show ", true);
}

/* A finding with all that one can have, and more of it than fits. */
static void test_no_finding_has_more_than_14_lines(void **state)
{
	static const char *const names[] = {"ENOSYS", "EPERM", "ENOTSUP", "EINVAL", "EACCES"};
	auto_ptr(run) run = sample_run();
	struct site *site = sample_site(run, 31, 7, SEVERITY_ERROR);

	(void)state;
	site->guard = g_strdup("defined(HAVE_ACCEPT4)");
	g_ptr_array_add(site->patterns, (gpointer)g_intern_string("no-fallback"));
	for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
		struct errno_verdict *v =
			sample_verdict(site, names[i], VERDICT_UNHANDLED, CONSEQUENCE_EXIT, "no fallback is made");

		for (unsigned line = 0; line <= 8 + i; line++)
			sample_step(v, 40 + line, 1, "a step");
	}
	g_autofree char *text = render_with(run, (struct render_options){0});
	char *end = strstr(text, "1 site:");
	unsigned lines = 0;

	for (const char *p = text; p < end; p++)
		lines += *p == '\n';
	assert_int_equal(lines, 14);
	assert_non_null(strstr(text, "note: with ENOTSUP: no fallback is made; at run time the program exits"));
	assert_null(strstr(text, "with EINVAL"));
	assert_non_null(strstr(text, "49 more steps"));
}

static void test_what_happens_is_said_once(void **state)
{
	auto_ptr(run) run = sample_run();
	struct site *site = sample_site(run, 31, 7, SEVERITY_ERROR);

	(void)state;
	sample_verdict(site, "ENOSYS", VERDICT_UNHANDLED, CONSEQUENCE_BUSY_LOOP,
		       "the same call is made again and again");
	expect_part(run, (struct render_options){0},
		    "note: with ENOSYS: the same call is made again and again (busy loop)\n", true);
}

static void test_links(void **state)
{
	auto_ptr(run) run = sample_run();
	struct rule rule = {.id = "accept4"};
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	struct rule_set rules = {all};
	g_autofree char *manual = g_strdup("https://example.org/accept4");

	(void)state;
	sample_partly(run);
	rule.manual = manual;
	g_ptr_array_add(all, &rule);
	expect_part(run, (struct render_options){.rules = &rules, .links = true},
		    " [\033]8;;https://example.org/accept4\033\\sysfall-accept4\033]8;;\033\\]\n", true);
	expect_part(run, (struct render_options){.rules = &rules}, "\033", false);
}

static void test_one_finding_of_two_is_suppressed(void **state)
{
	auto_ptr(run) run = sample_run();
	struct site *site = sample_partly(run);

	(void)state;
	sample_flag(site, "SOCK_CLOEXEC", FLAG_LOST);
	site->suppressed_part = PART_FLAGS;
	site->part_by = g_strdup("comment");
	expect_part(run, (struct render_options){0}, "[sysfall-accept4-flags]", false);
	expect_part(run, (struct render_options){0}, "[sysfall-accept4]", true);
	expect_part(run, (struct render_options){0}, "; 1 of them loses a flag; 1 suppressed in part.", true);
	expect_part(run, (struct render_options){.verbose = true}, "note: suppressed by comment\n", true);
	site->suppressed_part = PART_FALLBACK;
	expect_part(run, (struct render_options){0}, "[sysfall-accept4-flags]", true);
	expect_part(run, (struct render_options){0}, "[sysfall-accept4]", false);
}

static void test_handled_is_silent(void **state)
{
	auto_ptr(run) run = sample_run();
	struct site *site = sample_site(run, 31, 7, SEVERITY_NONE);

	(void)state;
	sample_verdict(site, "ENOSYS", VERDICT_HANDLED, CONSEQUENCE_NONE, "accept() is called");
	expect_part(run, (struct render_options){0}, "server.c", false);
	expect_part(run, (struct render_options){.verbose = true}, "note: with ENOSYS: accept() is called", true);
}

static void test_suppressed_and_turned_off(void **state)
{
	auto_ptr(run) run = sample_run();
	struct site *suppressed = sample_partly(run), *off = sample_partly(run);

	(void)state;
	suppressed->suppressed_by = g_strdup("comment");
	suppressed->suppressed_reason = g_strdup("old kernels are not supported");
	off->severity = SEVERITY_NONE;
	run->target.kernel = g_strdup("4.4");
	run->target.arch = g_strdup("arm");
	expect_text(run, (struct render_options){0},
		    "2 sites: 0 handled, 2 partly, 0 without a fallback; 1 suppressed.\n"
		    "1 finding not reported: Linux 4.4 on arm has the call.\n"
		    "Files: 20 seen, 12 searched, 2 parsed.\n");
	expect_part(run, (struct render_options){.verbose = true},
		    "note: suppressed by comment: old kernels are not supported", true);
}

static void test_nothing_is_never_silent(void **state)
{
	auto_ptr(run) run = sample_run();
	auto_ptr(run) empty = run_new();

	(void)state;
	expect_text(run, (struct render_options){0},
		    "No calls to check in 12 files.\nFiles: 20 seen, 12 searched, 2 parsed.\n");
	expect_text(empty, (struct render_options){0},
		    "Nothing was analysed: there is no C or C++ file here.\n"
		    "Files: 0 seen, 0 searched, 0 parsed.\n");
}

/* Nothing to look at is no fault of a gate, and said once. */
static void test_nothing_is_staged(void **state)
{
	auto_ptr(run) run = run_new();

	(void)state;
	g_ptr_array_add(run->problems, problem_new("", 0, "empty", false, "nothing is staged"));
	expect_text(run, (struct render_options){0},
		    "Nothing was analysed: nothing is staged.\nFiles: 0 seen, 0 searched, 0 parsed.\n");
}

static void test_problems_and_unreached(void **state)
{
	auto_ptr(run) run = sample_run();

	(void)state;
	run->files.failed = 1;
	g_ptr_array_add(run->problems, problem_new("big.c", 0, "timeout", true, "no answer after 30 s"));
	g_ptr_array_add(run->problems, problem_new("", 0, "stale", false, "3 files are gone"));
	g_ptr_array_add(run->occurrences, occurrence_new("a.c", 3, 9, "accept4", OCCURRENCE_UNREACHED, "no type X"));
	g_ptr_array_add(run->occurrences, occurrence_new("a.c", 4, 9, "accept4", OCCURRENCE_COMMENT, NULL));
	expect_text(run, (struct render_options){0},
		    "a.c:3:9: note: this place could not be analysed: no type X [sysfall-accept4]\n"
		    "sysfall: note: 3 files are gone [sysfall-stale]\n"
		    "big.c: warning: no answer after 30 s [sysfall-timeout]\n"
		    "No calls to check in 12 files.\n"
		    "Files: 20 seen, 12 searched, 2 parsed, 1 not analysed; 1 place could not be reached.\n"
		    "Other mentions: 1 comment.\n"
		    "Incomplete: the notes and warnings above name what could not be analysed.\n");
}

static void test_stories_that_differ_are_told_apart(void **state)
{
	auto_ptr(run) run = sample_run();
	struct site *site = sample_partly(run);
	struct errno_verdict *v = g_ptr_array_index(site->verdicts, 2);

	(void)state;
	sample_step(v, 35, 3, "another step");
	expect_part(run, (struct render_options){0}, "likewise", false);
	expect_part(run, (struct render_options){0}, "note: with ENOTSUP: no fallback call is made", true);
}

static void snippet(const char *line, unsigned column, unsigned end, const char *want)
{
	GString *out = g_string_new(NULL);

	terminal_put_snippet(out, false, "> ", line, column, end);
	assert_string_equal(out->str, want);
	g_string_free(out, TRUE);
}

static void test_snippets(void **state)
{
	(void)state;
	snippet("abc", 2, 0, "> abc\n   ^\n");
	snippet("abc", 1, 4, "> abc\n  ^~~\n");
	snippet("\ta\tb\r", 4, 5,
		"> "
		"        a       b\n                  ^\n");
	snippet("\xc3\xa9\xe6\xbc\xa2x", 6, 7, "> \xc3\xa9\xe6\xbc\xa2x\n     ^\n");
	snippet("a\x1b[31mb", 7, 8, "> a\\x1b[31mb\n           ^\n");
	snippet("\xff!", 2, 3, "> \xef\xbf\xbd!\n   ^\n");
	snippet("abc", 4, 4, "> abc\n     ^\n");
	snippet("abc", 40, 44, "");
}

static void test_endless_line(void **state)
{
	GString *line = g_string_new(NULL), *out = g_string_new(NULL);
	const char *caret, *second;

	(void)state;
	for (int i = 0; i < 200000; i++)
		g_string_append(line, "\xc3\xa4");
	g_string_insert(line, 300000, "accept4(");
	terminal_put_snippet(out, false, "", line->str, 300001, 300008);
	assert_true(out->len < 2000);
	assert_true(g_utf8_validate(out->str, -1, NULL));
	second = strchr(out->str, '\n') + 1;
	caret = strchr(second, '^');
	assert_non_null(caret);
	assert_int_equal(strncmp(g_utf8_offset_to_pointer(out->str, caret - second), "accept4(", 8), 0);
	g_string_free(line, TRUE);
	g_string_free(out, TRUE);
}

static void test_names_are_data(void **state)
{
	auto_ptr(run) run = sample_run();
	struct site *site = sample_partly(run);

	(void)state;
	site->where.path = g_intern_string("a\n\x1b]0;owned\x07\xe2\x80\xae\xff.c");
	expect_part(run, (struct render_options){0}, "a\\n\\x1b]0;owned\\x07\\u202e\xef\xbf\xbd.c:31:7: warning", true);
	expect_part(run, (struct render_options){0}, "\x1b", false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_partly),
		cmocka_unit_test(test_quiet_and_prefix),
		cmocka_unit_test(test_color),
		cmocka_unit_test(test_headlines),
		cmocka_unit_test(test_lost_flag_is_a_finding_of_its_own),
		cmocka_unit_test(test_command_for_any_name),
		cmocka_unit_test(test_long_evidence_is_shortened),
		cmocka_unit_test(test_no_finding_has_more_than_14_lines),
		cmocka_unit_test(test_what_happens_is_said_once),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_one_finding_of_two_is_suppressed),
		cmocka_unit_test(test_handled_is_silent),
		cmocka_unit_test(test_suppressed_and_turned_off),
		cmocka_unit_test(test_nothing_is_never_silent),
		cmocka_unit_test(test_nothing_is_staged),
		cmocka_unit_test(test_problems_and_unreached),
		cmocka_unit_test(test_stories_that_differ_are_told_apart),
		cmocka_unit_test(test_snippets),
		cmocka_unit_test(test_endless_line),
		cmocka_unit_test(test_names_are_data),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
