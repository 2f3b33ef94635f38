/* Evidence is read from its beginning and its end; in between it is the tests of the error, the flags that are set and
 * what is assumed that decide. So each part gets a weight, and those with the least are folded until few are left:
 *
 *     1 accept4() fails: returns -1, errno is EPERM
 *     2 fd is -1, so `fd < 0` is true
 *   3-7 errno is EPERM: 5 tests are false
 *     8 serve() returns -1
 *  9-10 2 more steps
 *    11 back at the same call with nothing changed
 */
#include "render/evidence.h"

#include <stdbool.h>
#include <string.h>

#include "model/site.h"

#define PARTS_MAX 8  /* more are folded */
#define TESTS_MIN 3  /* fewer are told one by one */
#define TURN_MAX  32 /* steps of a loop's turn */

static const struct step *step_at(const GPtrArray *steps, guint i)
{
	return g_ptr_array_index(steps, i);
}

static const char *text_at(const GPtrArray *steps, guint i)
{
	const char *text = step_at(steps, i)->text;

	return text ? text : "";
}

/* Loop turns. */

static bool same_step(const GPtrArray *steps, guint a, guint b)
{
	return location_compare(&step_at(steps, a)->where, &step_at(steps, b)->where) == 0 &&
	       strcmp(text_at(steps, a), text_at(steps, b)) == 0;
}

static bool same_block(const GPtrArray *steps, guint a, guint b, guint length)
{
	for (guint i = 0; i < length; i++) {
		if (b + i >= steps->len || !same_step(steps, a + i, b + i))
			return false;
	}
	return true;
}

/* How many steps from `first` on only repeat the ones before it; 0: none. */
static guint turns_at(const GPtrArray *steps, guint first)
{
	guint most = 0;

	for (guint length = 1; length <= MIN(first, TURN_MAX); length++) {
		guint count = 0;

		while (same_block(steps, first - length, first + count, length))
			count += length;
		most = MAX(most, count);
	}
	return most;
}

/* Tests. */

/* "errno is EPERM, so " of "errno is EPERM, so `errno == ENOSYS` is false"; 0 when it is no test. */
static size_t test_subject(const char *text)
{
	const char *so = strstr(text, ", so `");

	return so ? (size_t)(so - text) : 0;
}

static bool same_test(const GPtrArray *steps, guint a, guint b)
{
	const char *x = text_at(steps, a), *y = text_at(steps, b);
	size_t length = test_subject(x);

	return length && test_subject(y) == length && strncmp(x, y, length) == 0 &&
	       g_str_has_suffix(x, "` is true") == g_str_has_suffix(y, "` is true") &&
	       step_at(steps, a)->where.path == step_at(steps, b)->where.path;
}

static guint tests_at(const GPtrArray *steps, guint first)
{
	guint count = 1;

	while (first + count < steps->len && same_test(steps, first, first + count) && !turns_at(steps, first + count))
		count++;
	return count;
}

/* Weights. */

static unsigned weight_of_text(const char *text, const char *name)
{
	static const struct {
		const char *word;
		unsigned weight;
	} words[] = {
		{"fallback", 80}, {"restores", 70}, {"callback", 70}, {"same call", 70},
		{"changed", 65},  {"assuming", 50}, {"returns", 30},  {"reported", 20},
	};

	for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
		if (strstr(text, words[i].word))
			return words[i].weight;
	}
	if (name && strstr(text, name))
		return 55;
	return strstr(text, " is ") && !strstr(text, ", so ") && !strchr(text, '`') ? 45 : 25;
}

/* What stands beside a folded part goes before another of its kind: one gap is better than two. */
static unsigned weight_of(const GPtrArray *steps, const GArray *parts, guint i, const char *name)
{
	const struct evidence_part *part = &g_array_index(parts, struct evidence_part, i);

	if (part->kind == EVIDENCE_REST)
		return G_MAXUINT;
	if (i == 0 || i + 1 == parts->len)
		return 100;
	unsigned weight = i + 2 == parts->len ? 60 : weight_of_text(text_at(steps, part->first), name);

	return part[-1].kind == EVIDENCE_REST || part[1].kind == EVIDENCE_REST ? weight - 15 : weight;
}

static guint lightest(const GPtrArray *steps, const GArray *parts, const char *name)
{
	guint found = 0;
	unsigned least = G_MAXUINT;

	for (guint i = 0; i < parts->len; i++) {
		unsigned weight = weight_of(steps, parts, i, name);

		if (weight <= least) { /* of equal ones the later: how it begins matters more */
			least = weight;
			found = i;
		}
	}
	return found;
}

/* Folds part i, together with folded ones beside it. */
static void fold(GArray *parts, guint i)
{
	struct evidence_part *part = &g_array_index(parts, struct evidence_part, i);

	part->kind = EVIDENCE_REST;
	if (i + 1 < parts->len && part[1].kind == EVIDENCE_REST) {
		part->count += part[1].count;
		g_array_remove_index(parts, i + 1);
	}
	part = &g_array_index(parts, struct evidence_part, i);
	if (i > 0 && part[-1].kind == EVIDENCE_REST) {
		part[-1].count += part->count;
		g_array_remove_index(parts, i);
	}
}

/* To say "1 more step" takes as much room as the step. */
static bool is_shown(const struct evidence_part *part)
{
	return part->kind != EVIDENCE_REST || part->count == 1;
}

static guint shown_parts(const GArray *parts)
{
	guint shown = 0;

	for (guint i = 0; i < parts->len; i++)
		shown += is_shown(&g_array_index(parts, struct evidence_part, i));
	return shown;
}

static GArray *take_apart(const GPtrArray *steps)
{
	GArray *parts = g_array_new(FALSE, FALSE, sizeof(struct evidence_part));

	for (guint i = 0; i < steps->len;) {
		guint turns = turns_at(steps, i), tests = i && !turns ? tests_at(steps, i) : 0;
		struct evidence_part part = {EVIDENCE_STEP, i, 1};

		if (turns)
			part = (struct evidence_part){EVIDENCE_TURNS, i, turns};
		else if (tests >= TESTS_MIN)
			part = (struct evidence_part){EVIDENCE_TESTS, i, tests};
		g_array_append_val(parts, part);
		i += part.count;
	}
	return parts;
}

GArray *evidence_fold(const GPtrArray *steps, const char *name)
{
	GArray *parts = take_apart(steps);

	for (guint i = parts->len; i > 3 && shown_parts(parts) > PARTS_MAX; i--)
		fold(parts, lightest(steps, parts, name));
	for (guint i = 0; i < parts->len; i++) {
		struct evidence_part *part = &g_array_index(parts, struct evidence_part, i);

		if (part->count == 1)
			part->kind = EVIDENCE_STEP;
	}
	return parts;
}

char *evidence_label(const GPtrArray *steps, const struct evidence_part *part)
{
	const char *text = text_at(steps, part->first);

	switch (part->kind) {
	case EVIDENCE_TESTS:
		return g_strdup_printf("%.*s: %u tests are %s", (int)test_subject(text), text, part->count,
				       g_str_has_suffix(text, "` is true") ? "true" : "false");
	case EVIDENCE_TURNS: return g_strdup_printf("the same once more: %u steps", part->count);
	case EVIDENCE_REST: return g_strdup_printf("%u more steps", part->count);
	default: return g_strdup(text);
	}
}
