/* Edits, shapes and the rungs, each by itself; whole patches are testdata/fix. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fix/diff.h"
#include "fix/edits.h"
#include "fix/fix.h"
#include "fix/place.h"
#include "fix/style.h"
#include "scan/diagnose.h"

static struct source_text *lex(const char *text)
{
	auto_ptr(source_needles) none = source_needles_new(NULL);
	return source_text_lex("a.c", text, strlen(text), none);
}

static void test_edits_apply_in_order(void **state)
{
	auto_ptr(edits) edits = edits_new();
	size_t length;
	(void)state;
	edits_add(edits, "a.c", 4, 4, g_strdup("X"));
	edits_add(edits, "a.c", 0, 2, g_strdup(""));
	edits_add(edits, "a.c", 4, 4, g_strdup("Y"));
	edits_add(edits, "b.c", 1, 2, g_strdup("no"));
	g_autofree char *out = edits_apply(edits, "a.c", "012345", 6, &length);
	assert_string_equal(out, "23XY45");
	assert_int_equal(length, 6);
}

static void test_edits_that_overlap_are_refused_whole(void **state)
{
	auto_ptr(edits) all = edits_new();
	auto_ptr(edits) same = edits_new();
	auto_ptr(edits) other = edits_new();
	(void)state;
	edits_add(all, "a.c", 2, 5, g_strdup("X"));
	edits_add(same, "a.c", 2, 5, g_strdup("X"));
	edits_add(other, "a.c", 8, 9, g_strdup("Y"));
	edits_add(other, "a.c", 4, 6, g_strdup("Z"));
	assert_true(edits_join(all, same));
	assert_int_equal(all->list->len, 1);
	assert_false(edits_join(all, other));
	assert_int_equal(all->list->len, 1);
}

static void test_diff_is_one_that_git_takes(void **state)
{
	g_autoptr(GError) error = NULL;
	(void)state;
	g_autofree char *diff = unified_diff("src/a.c", "one\ntwo\n", 8, "one\n2\n", 6, &error);
	assert_non_null(diff);
	assert_non_null(strstr(diff, "--- a/src/a.c\n+++ b/src/a.c\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n"));
	g_autofree char *fresh = unified_diff("n.h", NULL, 0, "x\n", 2, &error);
	assert_non_null(strstr(fresh, "--- /dev/null\n+++ b/n.h\n"));
}

struct shape {
	const char *text; /* "call" is looked for */
	enum place_role role;
	const char *variable; /* NULL: none */
	const char *why;      /* a part of the reason; NULL: there is a place */
};

static void check_shape(const struct shape *shape)
{
	auto_ptr(source_text) text = lex(shape->text);
	g_autofree char *why = NULL;
	auto_ptr(place) place = place_new(text, (size_t)(strstr(shape->text, "call(") - shape->text), &why);
	if (shape->why) {
		if (place || !why || !strstr(why, shape->why))
			fail_msg("%s: %s", shape->text, why ? why : "no reason");
		return;
	}
	if (!place)
		fail_msg("%s: %s", shape->text, why);
	assert_int_equal(place->role, shape->role);
	if (!shape->variable)
		assert_null(place->variable);
	else
		assert_string_equal(place->variable, shape->variable);
}

static void test_shapes(void **state)
{
	static const struct shape shapes[] = {
		{"void f(void) { x->fd = call(1); }", PLACE_STATEMENT, "x->fd", NULL},
		{"void f(void) { struct a *b = call(1); }", PLACE_STATEMENT, "b", NULL},
		{"void f(void) { ns::fd_t s = (int)::call(1); }", PLACE_STATEMENT, "s", NULL},
		{"void f(void) { a[i++] = call(1); }", PLACE_BEFORE, NULL, NULL},
		{"int f(void) { return call(1); }", PLACE_BEFORE, NULL, NULL},
		{"void f(void) { if ((fd = call(1)) < 0) return; }", PLACE_BEFORE, "fd", NULL},
		{"void f(void) { if (x || (fd = call(1)) < 0) return; }", 0, NULL, "on a condition"},
		{"void f(void) { while ((fd = call(1)) >= 0) g(fd); }", PLACE_LOOP, "fd", NULL},
		{"void f(void) { while (n = 1, (fd = call(1)) >= 0) g(fd); }", 0, NULL, "comma"},
		{"void f(void) { for (fd = call(1); fd; fd--) g(fd); }", 0, NULL, "head of a for"},
		{"void f(void) { do { g(); } while ((fd = call(1)) < 0); }", PLACE_DO, "fd", NULL},
		{"void f(void) { do { g(); } while (call(1) < 0); }", 0, NULL, "condition of a do"},
		{"void f(void) { const int fd = call(1); }", 0, NULL, "const"},
		{"void f(void) { int fd = call(1), n = g(fd); }", 0, NULL, "further variables"},
		{"#define T call(1)\nint n = call(1);", 0, NULL, "no function"},
	};
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++)
		check_shape(&shapes[i]);
}

static void test_style_of_a_file(void **state)
{
	auto_ptr(source_text) text = lex("int f (void)\n{\n  if (x)\n    {\n      g (x);\n    }\n  g (y);\n}\n");
	struct style style;
	(void)state;
	style_detect(text, &style);
	assert_int_equal(style.braces, BRACE_GNU);
	assert_int_equal(style.unit, 2);
	assert_false(style.tabs);
	assert_string_equal(style.call, " ");
}

/* A rung that never fails proves nothing: a text that misses a header has to be noticed. */
static void test_new_complaints_are_seen(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *dir = g_dir_make_tmp("sysfall-fix-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "a.c", NULL);
	static const char before[] = "int f(int s);\nint f(int s)\n{\n\treturn s;\n}\n";
	static const char after[] = "int f(int s);\nint f(int s)\n{\n\tclose(s);\n\treturn s;\n}\n";
	char *none[] = {NULL};
	auto_ptr(rule_set) rules = rule_set_new();
	auto_ptr(source_overlay) overlay = source_overlay_new();
	g_autoptr(GPtrArray) paths = g_ptr_array_new();
	struct scan_options how = {.root = dir, .paths = none, .rules = rules, .jobs = 1};
	(void)state;
	assert_true(rule_set_load(rules, TEST_SOURCE_DIR "/rules", &error));
	assert_true(g_file_set_contents(path, before, -1, NULL));
	g_ptr_array_add(paths, (gpointer)g_intern_string("a.c"));
	g_autoptr(GPtrArray) old = scan_diagnose(&how, paths, &error);
	assert_null(error);
	assert_int_equal(((GPtrArray *)old->pdata[0])->len, 0);
	assert_true(source_overlay_put(overlay, path, after, strlen(after), NULL));
	how.overlay = overlay;
	g_autoptr(GPtrArray) new = scan_diagnose(&how, paths, &error);
	assert_non_null(new);
	assert_int_equal(((GPtrArray *)new->pdata[0])->len, 1);
	assert_non_null(strstr(((GPtrArray *)new->pdata[0])->pdata[0], "close"));
	(void)remove(path);
	(void)remove(dir);
}

static void test_apply_refuses_what_changed(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *dir = g_dir_make_tmp("sysfall-fix-XXXXXX", NULL);
	g_autofree char *a = g_build_filename(dir, "a.c", NULL), *b = g_build_filename(dir, "b.c", NULL), *now = NULL;
	struct fix_change one = {.path = "a.c", .bytes = (char *)"new", .length = 3, .good = true};
	struct fix_change two = {.path = "b.c", .bytes = (char *)"new", .length = 3, .good = true};
	g_autoptr(GPtrArray) changes = g_ptr_array_new();
	struct fix_result result = {.changes = changes};
	(void)state;
	g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "old", -1);
	one.hash = two.hash = hash;
	g_ptr_array_add(changes, &one);
	g_ptr_array_add(changes, &two);
	assert_true(g_file_set_contents(a, "old", -1, NULL) && g_file_set_contents(b, "edited", -1, NULL));
	assert_false(fix_apply(&result, dir, &error));
	assert_int_equal(error->code, FIX_ERROR_CHANGED);
	assert_true(g_file_get_contents(a, &now, NULL, NULL));
	assert_string_equal(now, "old");
	g_clear_error(&error);
	g_clear_pointer(&now, g_free);
	assert_true(g_file_set_contents(b, "old", -1, NULL));
	assert_true(fix_apply(&result, dir, &error));
	assert_true(g_file_get_contents(b, &now, NULL, NULL));
	assert_string_equal(now, "new");
	(void)remove(a);
	(void)remove(b);
	(void)remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_edits_apply_in_order),
		cmocka_unit_test(test_edits_that_overlap_are_refused_whole),
		cmocka_unit_test(test_diff_is_one_that_git_takes),
		cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_style_of_a_file),
		cmocka_unit_test(test_new_complaints_are_seen),
		cmocka_unit_test(test_apply_refuses_what_changed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
