/* Tests of variables that any file may write: what they give when all that is written to them is known, what is asked
 * for when it is not, and what the evidence says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "flow/explore.h"
#include "model/verdict.h"

static const char source[] = "global modes extern\n"
			     "function f(l) \"a.c\" 1:1-9:2\n"
			     "    temp t1\n"
			     "    local fd\n"
			     "    global modes\n"
			     "  b0:\n"
			     "    t1 = accept4(l, 0, 0, 0)  site 1 @2:2-2:3\n"
			     "    if (t1 == -1) b1 else b2  @3:2-3:9 \"t1 == -1\"\n"
			     "  b1:\n"
			     "    if %s b2 else b3  @4:2-4:9 \"the test\"\n"
			     "  b2:\n"
			     "    return t1  @5:2-5:9\n"
			     "  b3:\n"
			     "    fd = accept(l, 0, 0)  @6:2-6:9\n"
			     "    return fd  @7:2-7:9\n";

static struct flow_answer *ask(const char *test, const struct global_values *known, struct rule_set *rules,
			       struct program *p)
{
	g_autofree char *text = g_strdup_printf(source, test);
	g_autoptr(GError) error = NULL;
	struct cfg_text *unit = cfg_text_parse(text, &error);

	if (!unit)
		fail_msg("%s", error->message);
	program_add(p, unit);
	if (known)
		program_know(p, g_intern_static_string("modes"), known);
	program_link(p, rules);
	struct flow_query q = {.program = p,
			       .rule = rule_set_find(rules, "accept4"),
			       .function_key = g_intern_static_string("f"),
			       .site = 1,
			       .path = g_intern_static_string("a.c"),
			       .errno_number = 38,
			       .limits = &flow_limits_default};
	return flow_explore(&q);
}

static bool says(const struct flow_answer *a, const char *text)
{
	for (guint i = 0; i < a->steps->len; i++)
		if (strstr(((struct step *)a->steps->pdata[i])->text, text))
			return true;
	return false;
}

static bool wants(const struct flow_answer *a, const char *name)
{
	return g_ptr_array_find(a->wanted, wish_of(WISH_VARIABLE, name, NULL, 0), NULL);
}

static const struct global_values mask = {.bits = 0x0d, .scattered = true};
static const struct global_values list = {.bits = 0x07, .values = {1, 6}, .n_values = 2, .scattered = true};

static void results(void **state)
{
	static const struct {
		const char *test;
		const struct global_values *known;
		enum verdict verdict;
		const char *step;
	} rows[] = {
		{"(modes & 2)", NULL, VERDICT_CONDITIONAL, "assuming `the test`"},
		{"(modes & 2)", &mask, VERDICT_HANDLED,
		 "no file of the tree sets bit 0x2 in modes, so `the test` is false"},
		{"(2 & modes)", &mask, VERDICT_HANDLED, "bit 0x2"},
		{"((u32)modes & 2)", &mask, VERDICT_HANDLED, "bit 0x2"},
		{"(modes & 8)", &mask, VERDICT_CONDITIONAL, NULL},
		{"(modes & 10)", &mask, VERDICT_CONDITIONAL, NULL},
		{"((u8)modes & 2)", &mask, VERDICT_CONDITIONAL, NULL},
		{"(modes == 2)", &mask, VERDICT_HANDLED, "no file of the tree sets modes to 2, so `the test` is false"},
		{"(modes == 5)", &mask, VERDICT_CONDITIONAL, NULL},
		{"(modes == 4)", &list, VERDICT_HANDLED, "sets modes to 4"},
		{"(modes == 6)", &list, VERDICT_CONDITIONAL, NULL},
		{"(modes != 4)", &list, VERDICT_UNHANDLED, "sets modes to 4, so `the test` is true"},
		{"(modes)", &mask, VERDICT_CONDITIONAL, NULL},
	};
	struct rule_set *rules = rule_set_new();
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_true(rule_set_load(rules, TEST_SOURCE_DIR "/rules", &error));
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		auto_ptr(program) p = program_new();
		auto_ptr(flow_answer) a = ask(rows[i].test, rows[i].known, rules, p);

		if (a->verdict != rows[i].verdict || (rows[i].step && !says(a, rows[i].step)))
			fail_msg("%s: %s, and the step is%s there", rows[i].test, a->reason,
				 rows[i].step && says(a, rows[i].step) ? "" : " not");
	}
	rule_set_free(rules);
}

/* Only where the answer hangs on it, and nothing is known so far. */
static void wishes(void **state)
{
	static const struct {
		const char *test;
		const struct global_values *known;
		bool wanted;
	} rows[] = {
		{"(modes & 2)", NULL, true},  {"(modes == 2)", NULL, true}, {"(modes & 8)", &mask, false},
		{"(modes < 2)", NULL, false}, {"(modes)", NULL, false}, /* nothing here ever sets it: no flag */
		{"(l == 2)", NULL, false},
	};
	struct rule_set *rules = rule_set_new();
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_true(rule_set_load(rules, TEST_SOURCE_DIR "/rules", &error));
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		auto_ptr(program) p = program_new();
		auto_ptr(flow_answer) a = ask(rows[i].test, rows[i].known, rules, p);

		if (wants(a, "modes") != rows[i].wanted)
			fail_msg("%s: it is%s wanted", rows[i].test, rows[i].wanted ? " not" : "");
	}
	rule_set_free(rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(results), cmocka_unit_test(wishes)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
