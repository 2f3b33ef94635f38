/* The engine, from control-flow graphs written as text: one test for each file of testdata/flow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "flow/explore.h"

struct expectation {
	char *function, *rule, **verdicts, **flags;
	unsigned states; /* 0: the usual bounds */
};

static struct expectation read_head(const char *source)
{
	struct expectation e = {g_strdup("f"), g_strdup("accept4"), NULL, NULL, 0};
	g_auto(GStrv) lines = g_strsplit(source, "\n", -1);
	for (char **l = lines; *l && **l == '#'; l++) {
		if (g_str_has_prefix(*l, "# in ")) {
			g_free(e.function);
			e.function = g_strstrip(g_strdup(*l + 5));
		} else if (g_str_has_prefix(*l, "# rule: ")) {
			g_free(e.rule);
			e.rule = g_strstrip(g_strdup(*l + 8));
		} else if (g_str_has_prefix(*l, "# expect: ")) {
			e.verdicts = g_strsplit(*l + 10, " ", -1);
		} else if (g_str_has_prefix(*l, "# states: ")) {
			e.states = (unsigned)g_ascii_strtoull(*l + 10, NULL, 10);
		} else if (g_str_has_prefix(*l, "# flags: ")) {
			e.flags = g_strsplit(*l + 9, " ", -1);
		}
	}
	return e;
}

static struct flow_answer *ask(const struct program *p, const struct rule *rule, const struct expectation *e,
			       int number)
{
	struct flow_limits narrow = flow_limits_hasty;
	narrow.states = e->states;
	struct flow_query q = {.program = p,
			       .rule = rule,
			       .function_key = g_intern_string(e->function),
			       .site = 1,
			       .path = g_intern_string("a.c"),
			       .errno_number = number,
			       .limits = e->states ? &narrow : &flow_limits_default};
	return flow_explore(&q);
}

static bool check_verdict(const struct program *p, const struct rule *rule, const struct expectation *e,
			  const char *want, const char *file)
{
	g_auto(GStrv) parts = g_strsplit_set(want, "=:", -1);
	int number = 0;
	assert_true(errno_number(parts[0], &number));
	auto_ptr(flow_answer) a = ask(p, rule, e, number);
	bool right = strcmp(verdict_name(a->verdict), parts[1]) == 0 &&
		     (!parts[2] || g_strcmp0(consequence_name(a->consequence), parts[2]) == 0);
	if (right)
		return true;
	print_message("%s: %s: got %s:%s (%s)\n", file, want, verdict_name(a->verdict),
		      consequence_name(a->consequence) ? consequence_name(a->consequence) : "-", a->reason);
	for (guint i = 0; i < a->steps->len; i++)
		print_message("    %s\n", ((struct step *)a->steps->pdata[i])->text);
	return false;
}

static bool check_flag(const struct program *p, const struct rule *rule, const struct expectation *e, const char *want,
		       const char *file)
{
	g_auto(GStrv) parts = g_strsplit_set(want, "=", -1);
	auto_ptr(flow_answer) a = ask(p, rule, e, 38);
	for (guint i = 0; i < a->flags->len; i++) {
		const struct flag_verdict *f = a->flags->pdata[i];
		if (strcmp(f->flag, parts[0]) != 0)
			continue;
		if (strcmp(flag_state_name(f->state), parts[1]) == 0)
			return true;
		print_message("%s: %s: got %s\n", file, want, flag_state_name(f->state));
		return false;
	}
	print_message("%s: no flag %s\n", file, parts[0]);
	return false;
}

static void run_file(void **state)
{
	const char *file = *state;
	g_autoptr(GError) error = NULL;
	g_autofree char *source = NULL;
	auto_ptr(rule_set) rules = rule_set_new();
	assert_true(rule_set_load(rules, TEST_SOURCE_DIR "/rules", &error));
	assert_true(rule_set_load(rules, TEST_SOURCE_DIR "/testdata/flow/rules", &error));
	assert_true(g_file_get_contents(file, &source, NULL, &error));
	struct cfg_text *text = cfg_text_parse(source, &error);
	if (!text)
		fail_msg("%s: %s", file, error->message);
	auto_ptr(program) program = program_new();
	program_add(program, text);
	program_link(program, rules);
	struct expectation e = read_head(source);
	const struct rule *rule = rule_set_find(rules, e.rule);
	bool right = true;
	assert_non_null(rule);
	assert_non_null(e.verdicts);
	for (char **v = e.verdicts; *v; v++)
		right &= check_verdict(program, rule, &e, *v, file);
	for (char **f = e.flags; f && *f; f++)
		right &= check_flag(program, rule, &e, *f, file);
	g_free(e.function);
	g_free(e.rule);
	g_strfreev(e.verdicts);
	g_strfreev(e.flags);
	assert_true(right);
}

int main(void)
{
	const char *folder = TEST_SOURCE_DIR "/testdata/flow", *name;
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
	while (dir && (name = g_dir_read_name(dir)))
		if (g_str_has_suffix(name, ".cfg"))
			g_ptr_array_add(files, g_build_filename(folder, name, NULL));
	struct CMUnitTest *tests = g_new0(struct CMUnitTest, files->len);
	for (guint i = 0; i < files->len; i++)
		tests[i] = (struct CMUnitTest){.name = strrchr(files->pdata[i], '/') + 1,
					       .test_func = run_file,
					       .initial_state = files->pdata[i]};
	if (files->len == 0)
		return 1;
	int failed = _cmocka_run_group_tests("flow/explore", tests, files->len, NULL, NULL);
	g_free(tests);
	return failed;
}
