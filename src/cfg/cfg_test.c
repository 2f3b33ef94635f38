/* Tidying and checking of graphs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "cfg/text.h"

static struct cfg_text *parse(const char *source)
{
	g_autoptr(GError) error = NULL;
	struct cfg_text *text = cfg_text_parse(source, &error);
	if (!text)
		fail_msg("%s", error->message);
	return text;
}

static void assert_tidies_to(const char *source, const char *expected)
{
	auto_ptr(cfg_text) text = parse(source);
	struct cfg_function *f = g_ptr_array_index(text->functions, 0);
	cfg_function_tidy(f);
	assert_true(cfg_function_check(f, NULL));
	g_autoptr(GString) out = g_string_new(NULL);
	cfg_text_print_function(f, out);
	assert_string_equal(strchr(out->str, '\n') + 1, expected);
}

static void unreached_blocks_go(void **state)
{
	(void)state;
	assert_tidies_to("function f()\n a:\n goto d\n b:\n return 1\n c:\n goto b\n d:\n return 2\n",
			 "  a:\n    goto d\n  d:\n    return 2\n");
}

static void empty_blocks_are_jumped_over(void **state)
{
	(void)state;
	assert_tidies_to(
		"function f(x)\n a:\n if (x) b else c\n b:\n goto c\n c:\n goto d\n d:\n f() unwind b\n return\n",
		"  a:\n    if (x) d else d\n  d:\n    f() unwind d\n    return\n");
}

static void empty_loops_stay(void **state)
{
	(void)state;
	assert_tidies_to("function f(x)\n a:\n if (x) d else z\n d:\n goto c\n c:\n goto d\n z:\n stop\n",
			 "  a:\n    if (x) d else z\n  d:\n    goto d\n  z:\n    stop\n");
	assert_tidies_to("function f()\n a:\n goto a\n", "  a:\n    goto a\n");
}

static void every_edge_counts(void **state)
{
	(void)state;
	static const char body[] =
		"  a:\n    f() unwind h\n    switch (f) { 1: c; 2..3: d; default: e }\n"
		"  c:\n    throw g\n  d:\n    throw\n  e:\n    stop\n  g:\n    return\n  h:\n    stop\n";
	g_autofree char *source = g_strconcat("function f()\n", body, NULL);
	assert_tidies_to(source, body);
}

static void check_finds(const char *what, void (*break_it)(struct cfg_function *f))
{
	auto_ptr(cfg_text) text =
		parse("function f(p)\n local x\n entry:\n x = p\n if (x) entry else end\n end:\n return\n");
	struct cfg_function *f = g_ptr_array_index(text->functions, 0);
	assert_true(cfg_function_check(f, NULL));
	break_it(f);
	g_autoptr(GError) error = NULL;
	assert_false(cfg_function_check(f, &error));
	if (!strstr(error->message, what))
		fail_msg("expected %s in: %s", what, error->message);
	assert_true(g_str_has_prefix(error->message, "function f"));
}

static struct cfg_stmt *first_stmt(struct cfg_function *f)
{
	return g_ptr_array_index(cfg_block(f, 0)->stmts, 0);
}

static void break_target(struct cfg_function *f)
{
	cfg_block(f, 0)->term.then = 2;
}

static void break_unset_target(struct cfg_function *f)
{
	cfg_block(f, 0)->term.else_ = -1;
}

static void break_unwind(struct cfg_function *f)
{
	first_stmt(f)->unwind = 17;
}

static void break_var(struct cfg_function *f)
{
	first_stmt(f)->rhs->var = 2;
}

static void break_lvalue(struct cfg_function *f)
{
	first_stmt(f)->lhs = cfg_const(f, 1);
}

static void break_params(struct cfg_function *f)
{
	cfg_add_var(f, CFG_PARAM, "late", NULL);
}

static void break_errno(struct cfg_function *f)
{
	cfg_add_var(f, CFG_GLOBAL, "errno", NULL);
	cfg_add_var(f, CFG_GLOBAL, "errno", NULL);
}

static void break_depth(struct cfg_function *f)
{
	struct cfg_expr *e = cfg_unary(f, CFG_NEG, cfg_unknown(f));
	e->a = e;
	first_stmt(f)->rhs = e;
}

static void break_operator(struct cfg_function *f)
{
	first_stmt(f)->rhs = cfg_unary(f, CFG_ADD, cfg_unknown(f));
}

static void check_names_the_fault(void **state)
{
	(void)state;
	check_finds("a jump leads to no block", break_target);
	check_finds("a jump leads nowhere", break_unset_target);
	check_finds("block 0 entry: a jump leads to no block", break_unwind);
	check_finds("a variable's number is out of range", break_var);
	check_finds("no lvalue", break_lvalue);
	check_finds("the parameters are not the first variables", break_params);
	check_finds("errno is declared twice", break_errno);
	check_finds("too deep", break_depth);
	check_finds("a unary expression has a binary operator", break_operator);
}

static void big_things_fit_the_arena(void **state)
{
	(void)state;
	struct cfg_arena *arena = cfg_arena_new();
	char *small = cfg_arena_alloc0(arena, 1), *big = cfg_arena_alloc0(arena, 1000000),
	     *next = cfg_arena_alloc0(arena, 8);
	memset(big, 1, 1000000);
	assert_int_equal(small[0], 0);
	assert_int_equal(next[7], 0);
	assert_int_equal((guintptr)next % 16, 0);
	cfg_arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unreached_blocks_go),   cmocka_unit_test(empty_blocks_are_jumped_over),
		cmocka_unit_test(empty_loops_stay),      cmocka_unit_test(every_edge_counts),
		cmocka_unit_test(check_names_the_fault), cmocka_unit_test(big_things_fit_the_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
