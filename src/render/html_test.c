/* The HTML report: markup that nothing in a run can add to, and the same bytes for the same run. How it looks and works
 * in a browser is for scripts/check-html. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "render/formats.h"
#include "render/html_parts.h"
#include "render/sample.h"

static const char source[] = "</script><b>\n\xff\xe2\x80\xae\taccept4(1);\r\n";

static const char *bytes(const char *path, size_t *out_length, void *data)
{
	(void)path;
	(void)data;
	*out_length = sizeof(source) - 1;
	return source;
}

static char *line_of(const char *path, unsigned line, void *data)
{
	(void)path;
	(void)data;
	return line == 2 ? g_strdup("\xff\xe2\x80\xae\taccept4(1);\r") : NULL;
}

static GString *render(struct run *run, const GPtrArray *history)
{
	struct render_options options = {.source_bytes = bytes, .source_line = line_of, .history = history};
	GString *out = g_string_new(NULL);

	run_finish(run);
	assert_true(renderer_html.render(run, &options, out, NULL));
	return out;
}

static unsigned count(const char *text, const char *what)
{
	unsigned n = 0;

	for (const char *p = text; (p = strstr(p, what)); p++)
		n++;
	return n;
}

/* The JSON that the script reads. */
static json_t *data_of(const GString *out)
{
	const char *begin = strstr(out->str, "id=\"data\">"), *end;

	assert_non_null(begin);
	begin += strlen("id=\"data\">");
	end = strstr(begin, "</script>");
	json_t *data = json_loadb(begin, (size_t)(end - begin), JSON_REJECT_DUPLICATES, NULL);

	assert_non_null(data);
	return data;
}

static struct site *hostile(struct run *run)
{
	struct site *site = sample_site(run, 2, 6, SEVERITY_ERROR);
	struct errno_verdict *v = sample_verdict(site, "ENOSYS", VERDICT_UNHANDLED, CONSEQUENCE_EXIT, "</script><i>");

	site->where = (struct location_range){g_intern_string("\"'><script>\n\x1b/a.c"), 2, 6, 2, 16};
	site->function = g_intern_string("<!--");
	site->guard = g_strdup("A < B && C > \"D\"");
	site->suppressed_by = g_strdup("comment");
	site->suppressed_reason = g_strdup("<img src=x>");
	sample_step(v, 2, 6, "]]></script>$");
	return site;
}

static void nothing_becomes_markup(void **state)
{
	(void)state;
	auto_ptr(run) run = sample_run();

	hostile(run);
	g_ptr_array_add(run->problems, problem_new("<p>", 1, "parse", true, "<script>x</script>"));
	g_autoptr(GString) out = render(run, NULL);

	assert_int_equal(count(out->str, "<script"), 2);
	assert_int_equal(count(out->str, "</script>"), 2);
	assert_int_equal(count(out->str, "<i>") + count(out->str, "<img") + count(out->str, "<!--"), 0);
	assert_non_null(strstr(out->str, "&lt;script&gt;x&lt;/script&gt;"));
	assert_null(strchr(out->str, '\x1b'));
	assert_null(strstr(out->str, "\xe2\x80\xae"));
	assert_true(g_utf8_validate(out->str, (gssize)out->len, NULL));
	json_t *data = data_of(out), *site = json_array_get(json_object_get(data, "sites"), 0);
	json_t *pieces = json_array_get(json_object_get(data, "files"), 0);

	assert_string_equal(json_string_value(json_array_get(json_object_get(data, "paths"), 0)),
			    "\"'><script>\\n\\x1b/a.c");

	assert_string_equal(json_string_value(json_array_get(json_array_get(pieces, 0), 1)),
			    "</script><b>\n\xef\xbf\xbd\\u202e\taccept4(1);");
	/* the mark is where the call is shown: U+FFFD, six letters for U+202E, a tab */
	assert_int_equal(json_integer_value(json_object_get(site, "markFrom")), 8);
	assert_int_equal(json_integer_value(json_object_get(site, "markTo")), 18);
	json_decref(data);
}

static void what_is_assumed(void **state)
{
	(void)state;
	auto_ptr(run) run = sample_run();
	struct site *site = sample_partly(run);

	g_ptr_array_add(site_verdict(site, "EPERM")->assumes, g_strdup("<i>log_msg()"));
	g_autoptr(GString) out = render(run, NULL);
	json_t *data = data_of(out), *first = json_array_get(json_object_get(data, "sites"), 0);
	json_t *stories = json_object_get(first, "stories");
	json_t *assumes = json_object_get(json_array_get(stories, 1), "assumes");

	assert_int_equal(json_array_size(json_object_get(json_array_get(stories, 0), "assumes")), 0);
	assert_string_equal(json_string_value(json_array_get(assumes, 0)), "<i>log_msg()");
	assert_null(strstr(out->str, "<i>"));
	json_decref(data);
}

static void same_bytes(void **state)
{
	(void)state;
	auto_ptr(run) run = sample_run();

	hostile(run);
	sample_partly(run);
	g_autoptr(GString) first = render(run, NULL);
	g_autoptr(GString) second = render(run, NULL);

	assert_string_equal(first->str, second->str);
}

static void an_empty_run(void **state)
{
	(void)state;
	auto_ptr(run) run = sample_run();

	run->files = (struct run_files){0};
	g_autoptr(GString) out = render(run, NULL);

	assert_non_null(strstr(out->str, "Nothing was looked at: no C or C++ file was searched"));
	json_t *data = data_of(out);

	assert_int_equal(json_array_size(json_object_get(data, "sites")), 0);
	json_decref(data);
}

static void earlier_runs(void **state)
{
	(void)state;
	auto_ptr(run) run = sample_run();
	struct run_totals totals[] = {{1, (char *)"2026-01-01", false, 1, 2, 3, 4},
				      {2, (char *)"2026-01-02", true, 9, 0, 0, 0}};
	g_autoptr(GPtrArray) history = g_ptr_array_new();

	g_ptr_array_add(history, &totals[0]);
	g_autoptr(GString) one = render(run, history);

	assert_null(strstr(one->str, "run by run"));
	g_ptr_array_add(history, &totals[1]);
	g_autoptr(GString) two = render(run, history);

	assert_non_null(strstr(two->str, "2026-01-01 (incomplete)</th>"));
	assert_non_null(strstr(two->str, "<td>3</td><td>2</td><td>4</td><td>1</td>"));
	assert_non_null(strstr(two->str, "<td class=\"none\">0</td>"));
}

static void components(void **state)
{
	static const struct {
		const char *common, *path, *component;
	} cases[] = {
		{"", "a.c", "(top folder)"},    {"", "src/a.c", "src"},         {"src/", "src/a.c", "src"},
		{"src/", "src/x/y.c", "src/x"}, {"src/", "other/y.c", "other"},
	};

	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *is = html_folder(cases[i].common, cases[i].path);

		assert_string_equal(is, cases[i].component);
	}
}

/* The first words of the answer, for what a run can be. */

struct answer {
	const char *text;
	const char *tone;
	void (*fill)(struct run *run);
};

static void fill_nothing(struct run *run)
{
	(void)run;
}

static void fill_handled(struct run *run)
{
	sample_verdict(sample_site(run, 3, 1, SEVERITY_NONE), "ENOSYS", VERDICT_HANDLED, CONSEQUENCE_NONE, "");
}

static void fill_flag(struct run *run)
{
	struct site *site = sample_site(run, 4, 1, SEVERITY_WARNING);

	sample_verdict(site, "ENOSYS", VERDICT_HANDLED, CONSEQUENCE_NONE, "");
	sample_flag(site, "SOCK_CLOEXEC", FLAG_LOST);
}

static void fill_bad(struct run *run)
{
	sample_verdict(sample_site(run, 5, 1, SEVERITY_ERROR), "ENOSYS", VERDICT_UNHANDLED, CONSEQUENCE_EXIT, "");
}

static void fill_two_bad(struct run *run)
{
	fill_bad(run);
	sample_verdict(sample_site(run, 6, 1, SEVERITY_ERROR), "ENOSYS", VERDICT_UNHANDLED, CONSEQUENCE_EXIT, "");
}

static void fill_mixed(struct run *run)
{
	fill_bad(run);
	fill_flag(run);
	fill_handled(run);
}

static void fill_open(struct run *run)
{
	fill_handled(run);
	sample_verdict(sample_site(run, 7, 1, SEVERITY_NOTE), "ENOSYS", VERDICT_UNKNOWN, CONSEQUENCE_NONE, "a budget");
}

static void fill_aside(struct run *run)
{
	fill_bad(run);
	((struct site *)g_ptr_array_index(run->sites, 0))->suppressed_by = g_strdup("comment");
}

static void fill_unreached(struct run *run)
{
	g_ptr_array_add(run->problems, problem_new("a.c", 1, "timeout", true, "it took too long"));
}

static void answers(void **state)
{
	static const struct answer cases[] = {
		{"No place makes a call that may be missing</h2>", "handled", fill_nothing},
		{"Every place works where the call is missing</h2>", "handled", fill_handled},
		{"The one place loses a flag where the call is missing</h2>", "partly", fill_flag},
		{"The one place fails where the call is missing</h2>", "unhandled", fill_bad},
		{"Both places fail where the call is missing</h2>", "unhandled", fill_two_bad},
		{"1 of 3 places fails where the call is missing</h2>", "unhandled", fill_mixed},
		{"1 of 2 places could not be decided</h2>", "undecided", fill_open},
		{"Nothing is left to do where the call is missing</h2>", "handled", fill_aside},
		{"No place makes a call that may be missing, as far as could be seen</h2>", "undecided",
		 fill_unreached},
	};

	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		auto_ptr(run) run = sample_run();

		cases[i].fill(run);
		g_autoptr(GString) out = render(run, NULL);
		g_autofree char *wanted = g_strdup_printf("<section class=\"lead %s\" aria-labelledby=\"answer\">\n<h2 "
							  "id=\"answer\">%s",
							  cases[i].tone, cases[i].text);

		if (!strstr(out->str, wanted))
			fail_msg("not told: %s", cases[i].text);
	}
}

/* Where the tree lies is nobody's business, unless it was asked for. */
static void no_local_path(void **state)
{
	(void)state;
	auto_ptr(run) run = sample_run();

	g_ptr_array_add(run->problems,
			problem_new("a.c", 1, "parse", false, "in /src/daemon/b.c, of /src/daemon: odd"));
	g_autoptr(GString) out = render(run, NULL);
	struct render_options asked = {.local_paths = true};
	g_autoptr(GString) told = g_string_new(NULL);

	assert_null(strstr(out->str, "/src/daemon"));
	assert_non_null(strstr(out->str, "in b.c, of daemon: odd"));
	assert_true(renderer_html.render(run, &asked, told, NULL));
	assert_non_null(strstr(told->str, "<span class=\"mono\">/src/daemon</span>"));
	assert_non_null(strstr(told->str, "in /src/daemon/b.c, of /src/daemon: odd"));
}

static void numbers_and_dates(void **state)
{
	static const struct {
		unsigned number;
		const char *text;
	} numbers[] = {{0, "0"}, {7, "7"}, {999, "999"}, {1000, "1,000"}, {1234567, "1,234,567"}};

	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
		g_autoptr(GString) out = g_string_new(NULL);

		html_number(out, numbers[i].number);
		assert_string_equal(out->str, numbers[i].text);
	}
	g_autofree char *date = html_date("2026-08-03T10:00:00Z"), *none = html_date("soon");

	assert_string_equal(date, "3 August 2026, 10:00 UTC");
	assert_string_equal(none, "soon");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_becomes_markup),
		cmocka_unit_test(same_bytes),
		cmocka_unit_test(an_empty_run),
		cmocka_unit_test(earlier_runs),
		cmocka_unit_test(components),
		cmocka_unit_test(answers),
		cmocka_unit_test(no_local_path),
		cmocka_unit_test(numbers_and_dates),
		cmocka_unit_test(what_is_assumed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
