/* The worklist: everything that was put in comes out, once, in the order of the blocks, also where one call leads into
 * several functions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cfg/text.h"
#include "flow/program.h"
#include "flow/state.h"
#include "flow/worklist.h"

static const char source[] = "function root(n) \"a.c\" 1:1-9:2\n"
			     "  b0:\n"
			     "    if (n == 1) b1 else b2  @2:2-2:3 \"n\"\n"
			     "  b1:\n"
			     "    goto b2\n"
			     "  b2:\n"
			     "    return n  @3:2-3:9\n"
			     "function left(n) \"a.c\" 11:1-19:2\n"
			     "  b0:\n"
			     "    if (n == 1) b1 else b2  @12:2-12:3 \"n\"\n"
			     "  b1:\n"
			     "    goto b2\n"
			     "  b2:\n"
			     "    return n  @13:2-13:9\n"
			     "function right(n) \"a.c\" 21:1-29:2\n"
			     "  b0:\n"
			     "    if (n == 1) b1 else b2  @22:2-22:3 \"n\"\n"
			     "  b1:\n"
			     "    goto b2\n"
			     "  b2:\n"
			     "    return n  @23:2-23:9\n";

static struct program *read_program(struct rule_set *rules)
{
	g_autoptr(GError) error = NULL;
	struct cfg_text *unit = cfg_text_parse(source, &error);
	struct program *p = program_new();

	if (!unit)
		fail_msg("%s", error->message);
	program_add(p, unit);
	program_link(p, rules);
	return p;
}

static const struct cfg_function *find(const struct program *p, const char *name)
{
	return program_find(p, g_intern_string(name), g_intern_static_string("a.c"));
}

static void push(struct worklist *w, int node, const struct cfg_function *outer, int block,
		 const struct cfg_function *inner, int inner_block)
{
	struct state *s = state_new();
	struct frame f = {outer, block, 0, NULL};
	g_array_append_val(s->frames, f);
	if (inner) {
		f = (struct frame){inner, inner_block, 0, NULL};
		g_array_append_val(s->frames, f);
	}
	worklist_push(w, node, s);
	state_free(s);
}

static void outermost_block_first(void **state)
{
	(void)state;
	struct rule_set *rules = rule_set_new();
	struct program *p = read_program(rules);
	const struct cfg_function *root = find(p, "root"), *left = find(p, "left");
	struct worklist *w = worklist_new(p);

	push(w, 0, root, 2, NULL, 0);
	push(w, 1, root, 0, NULL, 0);
	push(w, 2, root, 0, left, 2); /* what is called comes before the caller goes on */
	push(w, 3, root, 0, left, 0);
	assert_int_equal(worklist_pop(w), 3);
	assert_int_equal(worklist_pop(w), 2);
	assert_int_equal(worklist_pop(w), 1);
	assert_int_equal(worklist_pop(w), 0);
	assert_int_equal(worklist_pop(w), -1);
	worklist_free(w);
	program_free(p);
	rule_set_free(rules);
}

/* Entries of two functions behind one call, in each order of their blocks. */
static void nothing_is_lost(void **state)
{
	(void)state;
	enum { N = 60 };
	struct rule_set *rules = rule_set_new();
	struct program *p = read_program(rules);
	const struct cfg_function *root = find(p, "root"), *into[] = {find(p, "left"), find(p, "right"), NULL};
	struct worklist *w = worklist_new(p);
	bool met[N] = {false};

	for (int i = 0; i < N; i++)
		push(w, i, root, 0, into[i % 3], 2 - (i / 3) % 3);
	for (int i = 0; i < N; i++) {
		int node = worklist_pop(w);

		assert_true(node >= 0 && node < N && !met[node]);
		met[node] = true;
	}
	assert_int_equal(worklist_pop(w), -1);
	worklist_free(w);
	program_free(p);
	rule_set_free(rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(outermost_block_first),
		cmocka_unit_test(nothing_is_lost),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
