/* Tests of what a verdict assumes: which calls of a path count, and in what words they are told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "flow/explore.h"

/* ENOSYS falls back, other errors do not. */
static const char source[] = "function f(l, ops) \"a.c\" 1:1-9:2\n"
			     "    temp t1\n"
			     "    local fd\n"
			     "  b0:\n"
			     "    t1 = accept4(l, 0, 0, 0)  site 1 @2:2-2:3\n"
			     "    if (t1 == -1) b1 else b2  @3:2-3:9 \"t1 == -1\"\n"
			     "  b1:\n"
			     "    %s\n"
			     "    if (errno == 38) b3 else b2  @4:2-4:9 \"the test\"\n"
			     "  b2:\n"
			     "    behind(t1)  @5:2-5:3\n"
			     "    return t1  @5:2-5:9\n"
			     "  b3:\n"
			     "    fd = accept(l, 0, 0)  @6:2-6:9\n"
			     "    return fd  @7:2-7:9\n";

static struct flow_answer *ask(const char *call, const struct global_values *known, int number)
{
	g_autofree char *text = g_strdup_printf(source, call);
	g_autoptr(GError) error = NULL;
	auto_ptr(rule_set) rules = rule_set_new();
	auto_ptr(program) p = program_new();
	struct cfg_text *unit = cfg_text_parse(text, &error);

	if (!unit)
		fail_msg("%s", error->message);
	assert_true(rule_set_load(rules, TEST_SOURCE_DIR "/rules", &error));
	program_add(p, unit);
	if (known)
		program_know(p, g_intern_static_string("~log_msg"), known);
	program_link(p, rules);
	struct flow_query q = {.program = p,
			       .rule = rule_set_find(rules, "accept4"),
			       .function_key = g_intern_static_string("f"),
			       .site = 1,
			       .path = g_intern_static_string("a.c"),
			       .errno_number = number,
			       .limits = &flow_limits_default};
	return flow_explore(&q);
}

static const struct global_values elsewhere = {.bits = 2}, defined = {.bits = 3};

static void words(void **state)
{
	static const struct {
		const char *call;
		const struct global_values *known;
		const char *said;
	} cases[] = {
		{"log_msg(t1)  @3:5-3:9", NULL,
		 "log_msg() returns and leaves errno alone: its definition was not looked for"},
		{"log_msg(t1)  @3:5-3:9", &elsewhere,
		 "log_msg() returns and leaves errno alone: it is not in the tree"},
		{"log_msg(t1)  @3:5-3:9", &defined,
		 "log_msg() returns and leaves errno alone: its definition was not followed"},
		{"(*ops)(t1)  @3:5-3:9 \"ops->told(fd)\"", NULL,
		 "a call through `ops->told` returns and leaves errno alone: its target is not known"},
		{"(*ops)(t1)  @3:5-3:9 \"(*table[at(3)])(fd)\"", NULL,
		 "a call through `(*table[at(3)])` returns and leaves errno alone: its target is not known"},
		{"(*ops)(t1)  @3:5-3:9", NULL,
		 "a call through a pointer returns and leaves errno alone: its target is not known"},
	};

	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		auto_ptr(flow_answer) good = ask(cases[i].call, cases[i].known, 38);
		auto_ptr(flow_answer) bad = ask(cases[i].call, cases[i].known, 1);

		assert_int_equal(good->verdict, VERDICT_HANDLED);
		assert_int_equal(bad->verdict, VERDICT_UNHANDLED);
		assert_int_equal(good->assumes->len, 1);
		assert_int_equal(bad->assumes->len, 1); /* behind() comes when all is decided */
		assert_string_equal(good->assumes->pdata[0], cases[i].said);
		assert_string_equal(bad->assumes->pdata[0], cases[i].said);
	}
}

static bool wants(const struct flow_answer *a, const char *name)
{
	return g_ptr_array_find(a->wanted, wish_of(WISH_WAITS, g_intern_string(name), NULL, 0), NULL);
}

static void each_once_and_sorted(void **state)
{
	(void)state;
	auto_ptr(flow_answer) a = ask("zeal(t1)  @3:5-3:9\n    log_msg(t1)  @3:5-3:9\n    zeal(l)  @3:5-3:9", NULL, 1);

	assert_int_equal(a->assumes->len, 2);
	assert_true(g_str_has_prefix(a->assumes->pdata[0], "log_msg() "));
	assert_true(g_str_has_prefix(a->assumes->pdata[1], "zeal() "));
	assert_true(wants(a, "log_msg"));
	assert_true(wants(a, "zeal"));
}

/* A library's name with other arguments means another function. */
static void the_library_is_known(void **state)
{
	static const struct {
		const char *call;
		guint assumed;
	} cases[] = {
		{"fprintf(t1, l)  @3:5-3:9", 0},
		{"pthread_mutex_lock(l)  @3:5-3:9", 0},
		{"pthread_mutex_lock(l, t1)  @3:5-3:9", 1},
		{"err(l, t1)  @3:5-3:9", 1}, /* one that came back */
	};

	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		auto_ptr(flow_answer) a = ask(cases[i].call, NULL, 1);

		assert_int_equal(a->verdict, VERDICT_UNHANDLED);
		assert_int_equal(a->assumes->len, cases[i].assumed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words),
		cmocka_unit_test(each_once_and_sorted),
		cmocka_unit_test(the_library_is_known),
	};

	return cmocka_run_group_tests_name("flow/assumed", tests, NULL, NULL);
}
