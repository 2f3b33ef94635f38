/* Whether the preprocessor gets into an arm, given what is assumed about the atoms so far: true, false, or not known
 * yet, and then because of which atom. Conditions are evaluated at most once per set of assumptions. */
#include "source/cond_internal.h"
#include "source/walk.h"

#define DEPTH_MAX 60
#define CHAIN_MAX 20000

static void index_defines(struct solver *s)
{
	s->defines = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
	for (unsigned i = 0; i < s->text->defines->len; i++) {
		const char *name = g_array_index(s->text->defines, struct lex_define, i).name;
		GArray *list = g_hash_table_lookup(s->defines, name);

		if (!list) {
			list = g_array_new(FALSE, FALSE, sizeof(unsigned));
			g_hash_table_insert(s->defines, (gpointer)name, list);
		}
		g_array_append_val(list, i);
	}
}

void solver_init(struct solver *s, const struct source_text *text)
{
	*s = (struct solver){.text = text, .cxx = source_is_cxx(text->path)};
	s->atoms = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	s->trail = g_ptr_array_new();
	s->bodies = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
	s->reached = g_new0(guint64, text->arms->len + 1);
	s->epoch = 1;
	s->blocks = g_new0(struct atom *, text->arms->len + 1);
	s->compared = g_array_new(FALSE, FALSE, sizeof(gint64));
	index_defines(s);
}

void solver_clear(struct solver *s)
{
	g_hash_table_unref(s->atoms);
	g_ptr_array_unref(s->trail);
	g_hash_table_unref(s->bodies);
	g_hash_table_unref(s->defines);
	g_array_unref(s->compared);
	g_free(s->reached);
	g_free(s->blocks);
}

bool solver_is_guard(const struct solver *s, const char *name)
{
	return s->text->guards && g_hash_table_contains(s->text->guards, name);
}

void solver_forget(struct solver *s)
{
	s->epoch++;
}

const GArray *solver_tokens(struct solver *s, const char *text)
{
	GArray *tokens = g_hash_table_lookup(s->bodies, text);

	if (!tokens) {
		tokens = cond_tokens(text);
		g_hash_table_insert(s->bodies, (gpointer)text, tokens);
	}
	return tokens;
}

static enum truth evaluate(struct solver *s, const struct if_arm *arm)
{
	g_autoptr(GArray) expanded = g_array_new(FALSE, TRUE, sizeof(struct cond_token));

	if (!arm->condition)
		return TRUTH_TRUE;
	if (!s->budget || s->depth > DEPTH_MAX) {
		s->hard = true;
		return TRUTH_UNKNOWN;
	}
	s->budget--;
	s->depth++;
	macros_expand(s, solver_tokens(s, arm->condition), arm->begin, expanded);
	s->depth--;
	return cond_parse(s, expanded);
}

/* The arm's own condition alone. Sets s->blocked when it is unknown. */
static enum truth condition_truth(struct solver *s, int number)
{
	if (s->reached[number] / TRUTH_COUNT != s->epoch) {
		struct atom *before = s->blocked;
		enum truth truth;

		s->blocked = NULL;
		truth = evaluate(s, &g_array_index(s->text->arms, struct if_arm, number));
		s->blocks[number] = s->blocked;
		s->blocked = before;
		s->reached[number] = s->epoch * TRUTH_COUNT + truth;
	}
	if (s->reached[number] % TRUTH_COUNT == TRUTH_UNKNOWN)
		s->blocked = s->blocks[number];
	return (enum truth)(s->reached[number] % TRUTH_COUNT);
}

/* Whether the arms before this one in its group all fail and its own condition holds. */
static enum truth taken(struct solver *s, int number, unsigned *steps)
{
	enum truth truth = condition_truth(s, number);

	for (int i = g_array_index(s->text->arms, struct if_arm, number).previous; i >= 0 && truth != TRUTH_FALSE;
	     i = g_array_index(s->text->arms, struct if_arm, i).previous) {
		enum truth before = ++*steps > CHAIN_MAX ? TRUTH_UNKNOWN : condition_truth(s, i);

		if (before == TRUTH_TRUE)
			return TRUTH_FALSE;
		if (before == TRUTH_UNKNOWN)
			truth = TRUTH_UNKNOWN;
	}
	return truth;
}

enum truth solver_reached(struct solver *s, int arm)
{
	enum truth truth = TRUTH_TRUE;
	unsigned steps = 0;

	for (; arm >= 0; arm = g_array_index(s->text->arms, struct if_arm, arm).parent) {
		enum truth here;

		if (++steps > CHAIN_MAX) {
			s->hard = true;
			return TRUTH_UNKNOWN;
		}
		if (g_array_index(s->text->arms, struct if_arm, arm).header_guard)
			continue;
		here = taken(s, arm, &steps);
		if (here == TRUTH_FALSE)
			return TRUTH_FALSE;
		if (here == TRUTH_UNKNOWN)
			truth = TRUTH_UNKNOWN;
	}
	return truth;
}
