/* Evidence as a column of letters: a part of one step is its letter, a folded part is in brackets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/site.h"
#include "render/evidence.h"

static const char *const words[] = {
	['f'] = "accept4() fails: returns -1, errno is EPERM",
	['n'] = "errno is EPERM, so `errno == ENOSYS` is false",
	['i'] = "errno is EPERM, so `errno == EINTR` is false",
	['y'] = "errno is EPERM, so `errno == EPERM` is true",
	['x'] = "`busy` is false",
	['r'] = "serve() returns -1",
	['l'] = "back at the same call with nothing changed: it is made again and again",
	['a'] = "accept() is called: the fallback",
};

static GPtrArray *steps_of(const char *letters)
{
	GPtrArray *steps = g_ptr_array_new_with_free_func((GDestroyNotify)step_free);

	for (const char *p = letters; *p; p++)
		g_ptr_array_add(steps, step_new("a.c", (unsigned)*p, 1, words[(unsigned char)*p]));
	return steps;
}

static char *folded(const char *letters)
{
	static const char *const marks[] = {"", "tests ", "turns ", "rest "};
	g_autoptr(GPtrArray) steps = steps_of(letters);
	g_autoptr(GArray) parts = evidence_fold(steps, "EPERM");
	GString *out = g_string_new(NULL);
	guint next = 0;

	for (guint i = 0; i < parts->len; i++) {
		const struct evidence_part *part = &g_array_index(parts, struct evidence_part, i);
		const char *mark = marks[part->kind];

		assert_int_equal(part->first, next);
		assert_true(part->count > 0);
		next += part->count;
		g_string_append_printf(out, *mark ? "[%s%.*s]" : "%s%.*s", mark, (int)part->count,
				       letters + part->first);
	}
	assert_int_equal(next, steps->len);
	return g_string_free(out, FALSE);
}

static void folds(void **state)
{
	static const struct {
		const char *steps, *parts;
	} cases[] = {
		{"", ""},
		{"f", "f"},
		{"fnyr", "fnyr"},
		/* tests of one value with one answer */
		{"fninr", "f[tests nin]r"},
		{"fniyr", "fniyr"},
		/* turns */
		{"fxixixil", "fxi[turns xixi]l"},
		{"fxxxr", "fx[turns xx]r"},
		/* what decides least goes first, and only when there is much */
		{"fxyrnxal", "fxyrnxal"},
		{"fxryxnrxyal", "f[rest xr]yxn[rest rx]yal"},
	};

	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *is = folded(cases[i].steps);

		assert_string_equal(is, cases[i].parts);
	}
}

/* Whatever the evidence is: nothing is lost, little is shown, the first step and the last are. */
static void any_evidence(void **state)
{
	static const char letters[] = "fniyxrla";

	(void)state;
	for (guint32 seed = 0; seed < 2000; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		char text[41];
		gint32 length = g_rand_int_range(rand, 1, 41);

		for (gint32 i = 0; i < length; i++)
			text[i] = letters[g_rand_int_range(rand, 0, 8)];
		text[length] = '\0';
		g_autoptr(GPtrArray) steps = steps_of(text);
		g_autoptr(GArray) parts = evidence_fold(steps, "EPERM");

		assert_true(parts->len <= 20);
		assert_int_equal(g_array_index(parts, struct evidence_part, 0).kind, EVIDENCE_STEP);
		g_free(folded(text)); /* which asserts what holds for every way of folding */
	}
}

static void labels(void **state)
{
	g_autoptr(GPtrArray) steps = steps_of("fnixxrr");
	static const struct {
		struct evidence_part part;
		const char *label;
	} cases[] = {
		{{EVIDENCE_STEP, 4, 1}, "`busy` is false"},
		{{EVIDENCE_TESTS, 1, 2}, "errno is EPERM: 2 tests are false"},
		{{EVIDENCE_TURNS, 5, 2}, "the same once more: 2 steps"},
		{{EVIDENCE_REST, 3, 3}, "3 more steps"},
	};

	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *is = evidence_label(steps, &cases[i].part);

		assert_string_equal(is, cases[i].label);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folds),
		cmocka_unit_test(any_evidence),
		cmocka_unit_test(labels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
