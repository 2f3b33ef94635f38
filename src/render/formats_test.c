/* The formats for tables, comments, test reports and streams: what hostile names do to them (nothing), and that they
 * say what the others say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "render/formats.h"
#include "render/sample.h"

static char *render_with(const char *format, struct run *run, struct render_options options)
{
	GString *out = g_string_new(NULL);

	run_finish(run);
	assert_true(renderer_find(format)->render(run, &options, out, NULL));
	assert_true(g_utf8_validate(out->str, (gssize)out->len, NULL));
	return g_string_free(out, FALSE);
}

static char *render(const char *format, struct run *run)
{
	return render_with(format, run, (struct render_options){.path_prefix = "sub/"});
}

static struct site *unhandled(struct run *run, const char *path, unsigned line)
{
	struct site *site = sample_site(run, line, 7, SEVERITY_ERROR);

	site->where.path = g_intern_string(path);
	sample_step(sample_verdict(site, "ENOSYS", VERDICT_UNHANDLED, CONSEQUENCE_EXIT, "it gives up: `a < b`"), line,
		    7, "a step");
	return site;
}

static void csv(void **state)
{
	auto_ptr(run) run = sample_run();
	struct site *quiet = unhandled(run, "a, \"b\"\n.c", 2), *handled = sample_site(run, 9, 1, SEVERITY_NONE);

	(void)state;
	quiet->suppressed_by = g_strdup("comment");
	sample_verdict(handled, "ENOSYS", VERDICT_HANDLED, CONSEQUENCE_NONE, NULL);
	handled->function = g_intern_string("=cmd()");
	g_ptr_array_add(run->occurrences, occurrence_new("x.c", 3, 9, "accept4", OCCURRENCE_UNREACHED, "no type"));
	g_autofree char *text = render("csv", run);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	assert_int_equal(g_strv_length(lines), 5);
	assert_true(g_str_has_prefix(lines[1], "\"sub/a, \"\"b\"\"\\n.c\",2,7,serve,accept4,accept4,none,unhandled,"
					       "ENOSYS=unhandled,exit,,comment,"));
	assert_true(g_str_has_prefix(lines[2], "sub/src/server.c,9,1,\"'=cmd()\",accept4,accept4,none,handled,"));
	assert_string_equal(lines[3],
			    "sub/x.c,3,9,,,sysfall-accept4-unreached,note,not analysed,,,,,this place could not "
			    "be analysed: no type,");
}

static void junit(void **state)
{
	auto_ptr(run) run = sample_run();
	auto_ptr(run) empty = sample_run();

	(void)state;
	unhandled(run, "<&\"\x01\xff.c", 2);
	unhandled(run, "b.c", 3)->suppressed_by = g_strdup("config");
	sample_verdict(sample_site(run, 9, 1, SEVERITY_NOTE), "ENOSYS", VERDICT_UNKNOWN, CONSEQUENCE_NONE, "a budget");
	sample_verdict(sample_site(run, 8, 1, SEVERITY_NONE), "ENOSYS", VERDICT_HANDLED, CONSEQUENCE_NONE, NULL);
	g_autofree char *text = render("junit", run);

	assert_non_null(strstr(text, "tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\" time=\"0.123\""));
	assert_non_null(
		strstr(text, "classname=\"sub/&lt;&amp;&quot;\\x01\xef\xbf\xbd.c\" name=\"accept4 in serve() ["));
	assert_non_null(strstr(text,
			       "message=\"accept4() has no fallback for ENOSYS; at run time the program exits\">\n"
			       "with ENOSYS: it gives up: `a &lt; b`; at run time the program exits\n"
			       "  sub/src/server.c:2: a step\n</failure>"));
	assert_non_null(strstr(text, "<skipped message=\"suppressed by config\"/>"));
	g_autofree char *nothing = render("junit", empty);

	assert_non_null(strstr(nothing, "tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\""));
}

static void markdown(void **state)
{
	auto_ptr(run) run = sample_run();

	(void)state;
	unhandled(run, "a|b</code><script>@me\n# [x](y).c", 2);
	g_autofree char *text = render("markdown", run);

	assert_non_null(strstr(text,
			       "| error | <code>sub/a&#124;b&#60;/code&#62;&#60;script&#62;&#64;&#8203;me&#92;n&#35; "
			       "&#91;x&#93;(y).c:2</code> | accept4() has no fallback for ENOSYS; at run time the "
			       "program exits |\n"));
	assert_non_null(
		strstr(text, "with ENOSYS: it gives up: <code>a &#60; b</code>; at run time the program exits:\n"));
	assert_null(strstr(text, "<script>"));
}

/* What is too much for a comment is left out, and that is said. */
static void markdown_fits_a_comment(void **state)
{
	auto_ptr(run) run = sample_run();

	(void)state;
	for (unsigned line = 1; line <= 2000; line++)
		unhandled(run, "a.c", line);
	g_autofree char *text = render("markdown", run);

	assert_true(strlen(text) < 65536);
	assert_non_null(strstr(text, " more are left out here.\n"));
	assert_non_null(strstr(text, "\nThe evidence of "));
	assert_non_null(strstr(text, "2000 sites: "));
}

static char *source_line(const char *path, unsigned line, void *data)
{
	(void)path;
	(void)data;
	return line == 2 ? g_strdup("old") : NULL;
}

static void rdjson(void **state)
{
	auto_ptr(run) run = sample_run();
	struct site *site = unhandled(run, "a.c", 2);
	g_autoptr(GHashTable) patches = g_hash_table_new(g_str_hash, g_str_equal);
	char diff[] = "--- a/a.c\n+++ b/a.c\n@@ -2,1 +2,2 @@\n-old\n+new\n+newer\n", status[] = "analysed",
	     style[] = "inline";
	struct site_patch patch = {.style = style, .status = status, .diff = diff};

	(void)state;
	g_ptr_array_add(run->problems, problem_new("", 0, "crash", true, "a worker died"));
	run_finish(run);
	g_autofree char *id = g_strdup(site->id);

	g_hash_table_insert(patches, id, &patch);
	g_autofree char *text =
		render_with("rdjson", run, (struct render_options){.patches = patches, .source_line = source_line});
	json_t *document = json_loads(text, 0, NULL), *all = json_object_get(document, "diagnostics");
	json_t *first = json_array_get(all, 0), *suggestion;
	const char *message = NULL, *path = NULL, *severity = NULL, *code = NULL, *inserted = NULL;
	int line = 0, column = 0, end = 0;

	assert_int_equal(json_array_size(all), 1);
	assert_int_equal(json_unpack(first, "{s:s, s:{s:s, s:{s:{s:i, s:i}, s:{s:i}}}, s:s, s:{s:s}}", "message",
				     &message, "location", "path", &path, "range", "start", "line", &line, "column",
				     &column, "end", "column", &end, "severity", &severity, "code", "value", &code),
			 0);
	assert_string_equal(message, "accept4() has no fallback for ENOSYS; at run time the program exits");
	assert_string_equal(path, "a.c");
	assert_int_equal(line, 2);
	assert_int_equal(column, 7);
	assert_int_equal(end, 14);
	assert_string_equal(severity, "ERROR");
	assert_string_equal(code, "sysfall-accept4");
	suggestion = json_array_get(json_object_get(first, "suggestions"), 0);
	assert_int_equal(json_unpack(suggestion, "{s:{s:{s:i, s:i}, s:{s:i}}, s:s}", "range", "start", "line", &line,
				     "column", &column, "end", "line", &end, "text", &inserted),
			 0);
	assert_int_equal(line, 2);
	assert_int_equal(end, 3);
	assert_string_equal(inserted, "new\nnewer\n");
	json_decref(document);
}

/* The lines are the parts of the JSON. */
static void jsonl(void **state)
{
	auto_ptr(run) run = sample_run();

	(void)state;
	unhandled(run, "a.c", 2);
	unhandled(run, "b.c", 3);
	g_ptr_array_add(run->occurrences, occurrence_new("x.c", 3, 9, "accept4", OCCURRENCE_COMMENT, NULL));
	g_ptr_array_add(run->problems, problem_new("", 0, "crash", true, "a worker died"));
	g_autofree char *text = render("jsonl", run), *whole = render("json", run);
	g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
	static const char *const kinds[] = {"run", "site", "site", "occurrence", "problem"};
	json_t *document = json_loads(whole, 0, NULL), *sites = json_object_get(document, "sites");

	assert_int_equal(g_strv_length(lines), G_N_ELEMENTS(kinds));
	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
		json_t *line = json_loads(lines[i], 0, NULL);

		assert_string_equal(json_string_value(json_object_get(line, "kind")), kinds[i]);
		json_object_del(line, "kind");
		if (i == 1 || i == 2)
			assert_true(json_equal(line, json_array_get(sites, i - 1)));
		json_decref(line);
	}
	json_decref(document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv),      cmocka_unit_test(junit),
		cmocka_unit_test(markdown), cmocka_unit_test(markdown_fits_a_comment),
		cmocka_unit_test(rdjson),   cmocka_unit_test(jsonl),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
