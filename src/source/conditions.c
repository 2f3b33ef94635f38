/* The search for definitions that make the preprocessor keep a place: backtracking over the atoms that the conditions
 * hang on, one at a time, always one that still keeps the answer unknown. First it is chosen whether a macro is defined
 * at all, then, where that matters, with which value: those that can make a difference, see cond_values.c. The
 * evaluation with unknowns (cond_eval.c) cuts off what cannot succeed, and is the proof of what does. */
#include "source/conditions.h"

#include <string.h>

#include "source/cond_search.h"
#include "source/guard.h"

#define BUDGET       20000
#define BUDGET_COVER 3000
#define DEPTH_MAX    120
#define TRIES_MAX    16
#define ROUNDS_MAX   6

static enum truth all_reached(struct solver *s, const int *arms, unsigned n)
{
	enum truth truth = TRUTH_TRUE;
	struct atom *blocked = NULL;

	for (unsigned i = 0; i < n; i++) {
		enum truth here;

		s->blocked = NULL;
		here = solver_reached(s, arms[i]);
		if (here == TRUTH_FALSE)
			return TRUTH_FALSE;
		if (here == TRUTH_UNKNOWN && truth == TRUTH_TRUE) {
			truth = TRUTH_UNKNOWN;
			blocked = s->blocked;
		}
	}
	s->blocked = blocked;
	return truth;
}

struct choice {
	enum atom_stage stage;
	gint64 value;
};

static void add_choice(GArray *choices, enum atom_stage stage, gint64 value)
{
	struct choice choice = {stage, value};

	g_array_append_val(choices, choice);
}

static GArray *choices_for(struct solver *s, struct atom *atom)
{
	GArray *choices = g_array_new(FALSE, FALSE, sizeof(struct choice));

	if (atom->stage == ATOM_DEFINED) {
		g_autoptr(GArray) values = values_for(s, atom);

		s->tried_values = true;
		for (unsigned i = 0; i < values->len; i++)
			add_choice(choices, ATOM_VALUE, g_array_index(values, gint64, i));
	} else if (atom->kind != ATOM_MACRO) {
		/* One value for all calls: with other arguments it may be another. */
		s->guessed = s->guessed || atom->kind == ATOM_CALL;
		add_choice(choices, ATOM_VALUE, 1);
		add_choice(choices, ATOM_VALUE, 0);
	} else {
		bool given = atom->platform.class == PLATFORM_GIVEN;
		bool spare = atom->platform.class == PLATFORM_RESERVED || solver_is_guard(s, atom->name);

		if (given)
			add_choice(choices, ATOM_DEFAULT, 0);
		if (given || spare)
			add_choice(choices, ATOM_UNDEFINED, 0);
		add_choice(choices, ATOM_DEFINED, 0);
		if (!given && !spare)
			add_choice(choices, ATOM_UNDEFINED, 0);
	}
	return choices;
}

static void assume(struct solver *s, struct atom *atom, enum atom_stage stage, gint64 value)
{
	atom->stage = stage;
	atom->value = value;
	solver_forget(s);
}

static bool search(struct solver *s, const int *arms, unsigned n, unsigned depth)
{
	enum truth truth = all_reached(s, arms, n);
	struct atom *atom = s->blocked;
	g_autoptr(GArray) choices = NULL;
	enum atom_stage before;

	if (truth != TRUTH_UNKNOWN)
		return truth == TRUTH_TRUE;
	if (!atom || !s->budget || depth > DEPTH_MAX || atom->stage == ATOM_VALUE) {
		s->hard = true;
		return false;
	}
	before = atom->stage;
	choices = choices_for(s, atom);
	for (unsigned i = 0; i < choices->len; i++) {
		const struct choice *choice = &g_array_index(choices, struct choice, i);

		assume(s, atom, choice->stage, choice->value);
		if (search(s, arms, n, depth + 1))
			return true;
	}
	assume(s, atom, before, 0);
	return false;
}

static void reset(struct solver *s, unsigned budget)
{
	for (unsigned i = 0; i < s->trail->len; i++)
		((struct atom *)s->trail->pdata[i])->stage = ATOM_OPEN;
	solver_forget(s);
	g_array_set_size(s->compared, 0);
	s->budget = budget;
	s->hard = s->tried_values = s->guessed = false;
}

/* Takes back every assumption that the answer does not need. */
static void minimise(struct solver *s, const int *arms, unsigned n)
{
	static const enum atom_stage less[] = {ATOM_OPEN, ATOM_DEFINED};

	s->budget = BUDGET;
	for (unsigned i = 0; i < s->trail->len; i++) {
		struct atom *atom = s->trail->pdata[i];
		struct atom kept = *atom;

		for (size_t j = 0; j < G_N_ELEMENTS(less) && atom->stage != ATOM_OPEN; j++) {
			if (less[j] == ATOM_DEFINED && kept.stage != ATOM_VALUE)
				continue;
			if (less[j] == ATOM_DEFINED && atom->kind != ATOM_MACRO)
				continue;
			assume(s, atom, less[j], 0);
			if (all_reached(s, arms, n) == TRUTH_TRUE)
				break;
			assume(s, atom, kept.stage, kept.value);
		}
	}
}

/* Runs the search; again when it met integers that its first guesses could not know. */
static bool solve_rounds(struct solver *s, const int *arms, unsigned n, unsigned budget)
{
	for (unsigned round = 0; round < ROUNDS_MAX; round++) {
		guint known = g_hash_table_size(s->bodies);

		reset(s, budget);
		if (search(s, arms, n, 0)) {
			minimise(s, arms, n);
			return true;
		}
		if (!s->tried_values || g_hash_table_size(s->bodies) == known)
			return false;
	}
	s->guessed = true; /* the last round met new ones, too */
	return false;
}

/* First with headers that are there to be included: what their guards test is not defined. A name that is more than a
 * guard may be, where nothing else helps; but not to put more arms into one configuration. */
static bool solve(struct solver *s, const int *arms, unsigned n, unsigned budget)
{
	s->guards_open = false;
	if (solve_rounds(s, arms, n, budget))
		return true;
	if (!s->text->guards || n > 1)
		return false;
	s->guards_open = true;
	return solve_rounds(s, arms, n, budget);
}

static const char *macro_value(const struct atom *atom)
{
	g_autofree char *text = NULL;

	if (atom->stage == ATOM_UNDEFINED)
		return NULL;
	text = g_strdup_printf("%" G_GINT64_FORMAT, atom->stage == ATOM_VALUE ? atom->value : 1);
	return g_intern_string(text);
}

static int macro_compare(gconstpointer a, gconstpointer b)
{
	return strcmp(((const struct config_macro *)a)->name, ((const struct config_macro *)b)->name);
}

struct config *config_new(void)
{
	struct config *config = g_new0(struct config, 1);

	config->macros = g_array_new(FALSE, FALSE, sizeof(struct config_macro));
	return config;
}

void config_free(struct config *config)
{
	if (!config)
		return;
	g_array_unref(config->macros);
	g_free(config);
}

/* NAME is left out when NAME(...) is there to define it. */
static bool has_call(const struct solver *s, const char *name)
{
	g_autofree char *call = g_strconcat(name, "(...)", NULL);
	const struct atom *atom = g_hash_table_lookup(s->atoms, g_intern_string(call));

	return atom && atom->stage != ATOM_OPEN;
}

static struct config *config_from(const struct solver *s)
{
	struct config *config = config_new();

	for (unsigned i = 0; i < s->trail->len; i++) {
		const struct atom *atom = s->trail->pdata[i];
		struct config_macro macro = {atom->name, macro_value(atom)};

		if (atom->stage == ATOM_OPEN || atom->stage == ATOM_DEFAULT || atom->kind == ATOM_HAS ||
		    (atom->kind == ATOM_MACRO && has_call(s, atom->name)))
			continue;
		g_array_append_val(config->macros, macro);
	}
	g_array_sort(config->macros, macro_compare);
	return config;
}

static bool any_assumed(const struct solver *s, enum atom_kind kind)
{
	for (unsigned i = 0; i < s->trail->len; i++) {
		const struct atom *atom = s->trail->pdata[i];

		if (atom->stage != ATOM_OPEN && (kind == ATOM_MACRO || atom->kind == kind))
			return true;
	}
	return false;
}

/* After a search that guessed values and failed: whether it fails as well with those values left open. */
static bool prove_inactive(struct solver *s, int arm)
{
	guint known = g_hash_table_size(s->bodies);
	bool found, complete;

	reset(s, BUDGET);
	s->relaxed = true;
	found = search(s, &arm, 1, 0);
	s->relaxed = false;
	complete = !s->tried_values || g_hash_table_size(s->bodies) == known;
	return !found && !s->hard && !s->guessed && complete;
}

struct config *search_together(struct solver *s, const int *arms, unsigned n)
{
	return solve(s, arms, n, BUDGET_COVER) ? config_from(s) : NULL;
}

/* For an arm that defied the search: what enables as much of the stack over it as possible. */
static struct config *best_try(struct solver *s, int arm)
{
	for (unsigned tries = 0; arm >= 0 && tries < TRIES_MAX; tries++) {
		arm = g_array_index(s->text->arms, struct if_arm, arm).parent;
		if (arm >= 0 && solve(s, &arm, 1, BUDGET_COVER))
			return config_from(s);
	}
	return config_new();
}

enum arm_state conditions_solve(const struct source_text *text, int arm, struct config **out_config, char **out_guard)
{
	struct solver s;
	enum arm_state state;

	*out_guard = guard_describe(text, arm);
	solver_init(&s, text);
	if (solve(&s, &arm, 1, BUDGET)) {
		*out_config = config_from(&s);
		state = any_assumed(&s, ATOM_HAS)     ? ARM_UNSOLVED
			: any_assumed(&s, ATOM_MACRO) ? ARM_SOLVED
						      : ARM_ALWAYS;
	} else if ((s.hard || s.guessed) && !prove_inactive(&s, arm)) {
		*out_config = best_try(&s, arm);
		state = ARM_UNSOLVED;
	} else {
		*out_config = config_new();
		state = ARM_INACTIVE;
	}
	solver_clear(&s);
	return state;
}
