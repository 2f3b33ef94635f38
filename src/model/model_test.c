/* The words in both directions, the order of places, ids that survive edits, and what finishing a run does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/run.h"

static void words_go_both_ways(void **state)
{
	(void)state;
	for (int i = 0; i < VERDICT_COUNT; i++) {
		enum verdict v = VERDICT_COUNT;
		assert_true(verdict_parse(verdict_name((enum verdict)i), &v));
		assert_int_equal(v, i);
	}
	for (int i = 1; i < CONSEQUENCE_COUNT; i++) {
		enum consequence c = CONSEQUENCE_NONE;
		assert_true(consequence_parse(consequence_name((enum consequence)i), &c));
		assert_int_equal(c, i);
	}
	for (int i = 0; i < OCCURRENCE_CLASS_COUNT; i++) {
		enum occurrence_class c = OCCURRENCE_CLASS_COUNT;
		assert_true(occurrence_class_parse(occurrence_class_name((enum occurrence_class)i), &c));
		assert_int_equal(c, i);
	}
	assert_string_equal(consequence_name(CONSEQUENCE_BUSY_LOOP), "busy-loop");
	assert_string_equal(flag_state_name(FLAG_NA), "na");
	assert_string_equal(severity_name(SEVERITY_ERROR), "error");
	assert_string_equal(site_form_name(FORM_SYSCALL), "syscall");
	assert_null(consequence_name(CONSEQUENCE_NONE));
	assert_null(verdict_name(VERDICT_COUNT));
}

static void no_word_leaves_the_output_alone(void **state)
{
	(void)state;
	enum severity s = SEVERITY_WARNING;
	assert_false(severity_parse("Warning", &s));
	assert_false(severity_parse("", &s));
	assert_false(severity_parse(NULL, &s));
	assert_int_equal(s, SEVERITY_WARNING);
}

static void worse_of_two(void **state)
{
	(void)state;
	static const enum verdict order[] = {VERDICT_HANDLED, VERDICT_DEFERRED, VERDICT_UNKNOWN, VERDICT_CONDITIONAL,
					     VERDICT_UNHANDLED};
	for (int i = 0; i < VERDICT_COUNT; i++) {
		for (int j = 0; j < VERDICT_COUNT; j++)
			assert_int_equal(verdict_worse(order[i], order[j]), order[MAX(i, j)]);
	}
}

static void places_in_order(void **state)
{
	(void)state;
	struct location a = {"a.c", 9, 9}, b = {"b.c", 1, 1}, none = {NULL, 5, 5}, later = {"a.c", 10, 1};
	assert_int_equal(location_compare(&a, &a), 0);
	assert_int_equal(location_compare(&a, &b), -1);
	assert_int_equal(location_compare(&b, &a), 1);
	assert_int_equal(location_compare(&none, &a), -1);
	assert_int_equal(location_compare(&a, &later), -1);
}

static struct site *site_at(struct run *run, const char *path, unsigned line, const char *function)
{
	struct site *site = site_new("accept4", "accept4");
	site->where.path = g_intern_string(path);
	site->where.line = line;
	site->where.column = 1;
	site->function = g_intern_string(function);
	g_ptr_array_add(run->sites, site);
	return site;
}

static void ids_do_not_hold_lines(void **state)
{
	(void)state;
	auto_ptr(run) run = run_new();
	struct site *second = site_at(run, "a.c", 20, "serve"), *first = site_at(run, "a.c", 10, "serve");
	struct site *other = site_at(run, "a.c", 15, "poll");
	run_finish(run);
	assert_ptr_equal(g_ptr_array_index(run->sites, 0), first);
	assert_ptr_equal(g_ptr_array_index(run->sites, 2), second);
	assert_int_equal(strlen(first->id), 16);
	assert_string_not_equal(first->id, second->id);
	assert_string_not_equal(first->id, other->id);

	auto_ptr(run) edited = run_new();
	struct site *moved = site_at(edited, "a.c", 110, "serve"), *moved_second = site_at(edited, "a.c", 120, "serve");
	run_finish(edited);
	assert_string_equal(moved->id, first->id);
	assert_string_equal(moved_second->id, second->id);
}

static void verdict_by_errno(void **state)
{
	(void)state;
	auto_ptr(site) site = site_new("accept4", "accept4");
	struct errno_verdict *v = errno_verdict_new("EPERM");
	g_ptr_array_add(v->steps, step_new("a.c", 1, 2, "here"));
	g_ptr_array_add(site->verdicts, v);
	g_ptr_array_add(site->flags, flag_verdict_new("SOCK_CLOEXEC"));
	assert_ptr_equal(site_verdict(site, "EPERM"), v);
	assert_null(site_verdict(site, "ENOSYS"));
}

static void finish_sorts_and_drops_equals(void **state)
{
	(void)state;
	auto_ptr(run) run = run_new();
	g_ptr_array_add(run->problems, problem_new("b.c", 0, "parse", false, "x"));
	g_ptr_array_add(run->problems, problem_new("a.c", 2, "parse", false, "x"));
	g_ptr_array_add(run->problems, problem_new("b.c", 0, "parse", false, "x"));
	g_ptr_array_add(run->occurrences, occurrence_new("b.c", 1, 1, "accept4", OCCURRENCE_COMMENT, NULL));
	g_ptr_array_add(run->occurrences, occurrence_new("a.c", 7, 3, "accept4", OCCURRENCE_STRING, "s"));
	run_finish(run);
	assert_int_equal(run->problems->len, 2);
	assert_string_equal(((struct problem *)g_ptr_array_index(run->problems, 0))->path, "a.c");
	assert_string_equal(((struct occurrence *)g_ptr_array_index(run->occurrences, 0))->where.path, "a.c");
	assert_true(run->complete);
}

static void unreached_or_failed_is_incomplete(void **state)
{
	(void)state;
	auto_ptr(run) run = run_new();
	g_ptr_array_add(run->occurrences, occurrence_new("a.c", 1, 1, "accept4", OCCURRENCE_UNREACHED, "no type"));
	run_finish(run);
	assert_false(run->complete);

	auto_ptr(run) failed = run_new();
	g_ptr_array_add(failed->problems, problem_new(NULL, 0, "timeout", false, "x"));
	g_ptr_array_add(failed->problems, problem_new(NULL, 0, "timeout", true, "x"));
	run_finish(failed);
	assert_int_equal(failed->problems->len, 1);
	assert_false(failed->complete);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_go_both_ways),
		cmocka_unit_test(no_word_leaves_the_output_alone),
		cmocka_unit_test(worse_of_two),
		cmocka_unit_test(places_in_order),
		cmocka_unit_test(ids_do_not_hold_lines),
		cmocka_unit_test(verdict_by_errno),
		cmocka_unit_test(finish_sorts_and_drops_equals),
		cmocka_unit_test(unreached_or_failed_is_incomplete),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
