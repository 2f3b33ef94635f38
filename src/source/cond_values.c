/* Which values of a macro are worth trying. A macro that is only compared with integers, or only asked to be non-zero,
 * behaves the same for all values between two neighbouring integers: trying those integers and one value on each side
 * is complete. What is computed with, or compared with another name, gets all integers in sight, and no proof follows
 * from their failure. A macro that is the whole body of another one stands where that one stands. */
#include "source/cond_internal.h"

#include <string.h>

struct value_fact {
	GArray *integers; /* of gint64 */
	bool computed;
};

static void fact_free(gpointer p)
{
	struct value_fact *fact = p;

	g_array_unref(fact->integers);
	g_free(fact);
}

static struct value_fact *fact_of(GHashTable *facts, const char *name)
{
	struct value_fact *fact = g_hash_table_lookup(facts, name);

	if (!fact) {
		fact = g_new0(struct value_fact, 1);
		fact->integers = g_array_new(FALSE, FALSE, sizeof(gint64));
		g_hash_table_insert(facts, (gpointer)name, fact);
	}
	return fact;
}

static bool add_integer(GArray *integers, gint64 value)
{
	for (unsigned i = 0; i < integers->len; i++)
		if (g_array_index(integers, gint64, i) == value)
			return false;
	g_array_append_val(integers, value);
	return true;
}

/* --- how one name stands in one text --- */

/* The operator at i; -1 outside of the text, 0 for what is no operator. */
static int op_at(const GArray *tokens, int i)
{
	if (i < 0 || (unsigned)i >= tokens->len)
		return -1;
	return g_array_index(tokens, struct cond_token, i).kind == COND_PUNCT
		       ? g_array_index(tokens, struct cond_token, i).op
		       : 0;
}

static const struct cond_token *integer_at(const GArray *tokens, int i)
{
	if (i < 0 || (unsigned)i >= tokens->len || g_array_index(tokens, struct cond_token, i).kind != COND_INT)
		return NULL;
	return &g_array_index(tokens, struct cond_token, i);
}

static bool is_name_at(const GArray *tokens, int i)
{
	return i >= 0 && (unsigned)i < tokens->len && g_array_index(tokens, struct cond_token, i).kind == COND_IDENT;
}

static bool opens(int op)
{
	return op == -1 || op == '(' || op == COND_AND || op == COND_OR;
}

static bool closes(int op)
{
	return op == -1 || op == ')' || op == COND_AND || op == COND_OR || op == '?';
}

/* The same for a comparison, whose value is 0 or 1 wherever it stands. */
static bool opens_comparison(int op)
{
	return opens(op) || op == '?' || op == ':';
}

static bool closes_comparison(int op)
{
	return closes(op) || op == ':';
}

static bool compares(int op)
{
	return op == '<' || op == '>' || (op >= COND_EQ && op <= COND_GE);
}

/* Takes parentheses around [*low, *high] in, but not those of a call. */
static void widen(const GArray *tokens, int *low, int *high)
{
	while (op_at(tokens, *low - 1) == '(' && op_at(tokens, *high + 1) == ')' && !is_name_at(tokens, *low - 2)) {
		--*low;
		++*high;
	}
}

static void note_name(const GArray *tokens, int i, struct value_fact *fact)
{
	int low = i, high = i, before, behind;
	const struct cond_token *integer;

	widen(tokens, &low, &high);
	before = op_at(tokens, low - 1);
	behind = op_at(tokens, high + 1);
	if ((opens(before) || before == '!') && closes(behind) && !(before == '(' && is_name_at(tokens, low - 2)))
		return;
	integer = integer_at(tokens, high + 2);
	if (opens_comparison(before) && compares(behind) && integer && closes_comparison(op_at(tokens, high + 3))) {
		add_integer(fact->integers, (gint64)integer->value.bits);
		return;
	}
	integer = integer_at(tokens, high + 3);
	if (opens_comparison(before) && compares(behind) && op_at(tokens, high + 2) == '-' && integer &&
	    closes_comparison(op_at(tokens, high + 4))) {
		add_integer(fact->integers, -(gint64)integer->value.bits);
		return;
	}
	integer = integer_at(tokens, low - 2);
	if (compares(before) && closes_comparison(behind) && integer && opens_comparison(op_at(tokens, low - 3))) {
		add_integer(fact->integers, (gint64)integer->value.bits);
		return;
	}
	fact->computed = true;
}

static void note_text(const GArray *tokens, GHashTable *facts)
{
	for (unsigned i = 0; i < tokens->len; i++) {
		const struct cond_token *t = &g_array_index(tokens, struct cond_token, i);

		if (t->kind != COND_IDENT)
			continue;
		if (strcmp(t->name, "defined") == 0) {
			i += op_at(tokens, (int)i + 1) == '(' ? 2 : 1;
			continue;
		}
		note_name(tokens, (int)i, fact_of(facts, t->name));
	}
}

/* --- over all texts --- */

/* The name that is all of a body, parentheses aside. */
static const char *only_name(const GArray *tokens)
{
	int low = 0, high = (int)tokens->len - 1;

	while (op_at(tokens, low) == '(' && op_at(tokens, high) == ')') {
		low++;
		high--;
	}
	return low == high && is_name_at(tokens, low) ? g_array_index(tokens, struct cond_token, low).name : NULL;
}

static bool inherit(GHashTable *facts, const char *from, const char *to)
{
	struct value_fact *a = fact_of(facts, from), *b = fact_of(facts, to);
	bool changed = a->computed && !b->computed;

	b->computed = b->computed || a->computed;
	for (unsigned i = 0; i < a->integers->len; i++)
		changed = add_integer(b->integers, g_array_index(a->integers, gint64, i)) || changed;
	return changed;
}

static void spread(const struct solver *s, GHashTable *facts)
{
	bool changed = true;

	for (unsigned round = 0; changed && round < 20; round++) {
		changed = false;
		for (unsigned i = 0; i < s->text->defines->len; i++) {
			const struct lex_define *define = &g_array_index(s->text->defines, struct lex_define, i);
			const GArray *body = define->body ? g_hash_table_lookup(s->bodies, define->body) : NULL;
			const char *name = body ? only_name(body) : NULL;

			if (name)
				changed = inherit(facts, define->name, name) || changed;
		}
	}
}

/* Every integer in sight, for what is computed with: first what unknown values were compared with. */
static void all_integers(const struct solver *s, GArray *out)
{
	GHashTableIter iter;
	gpointer tokens;

	for (unsigned i = 0; i < s->compared->len; i++)
		add_integer(out, g_array_index(s->compared, gint64, i));
	g_hash_table_iter_init(&iter, s->bodies);
	while (g_hash_table_iter_next(&iter, NULL, &tokens)) {
		const GArray *list = tokens;

		for (unsigned i = 0; i < list->len && out->len < VALUES_MAX / 3; i++)
			if (integer_at(list, (int)i))
				add_integer(out, (gint64)integer_at(list, (int)i)->value.bits);
	}
}

static int value_compare(gconstpointer a, gconstpointer b)
{
	gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;
	bool x_first = x == 0 || x == 1, y_first = y == 0 || y == 1;

	if (x_first != y_first)
		return x_first ? -1 : 1;
	if (x_first)
		return x > y ? -1 : x < y;
	if ((x < 0) != (y < 0))
		return x < 0 ? 1 : -1;
	return x < y ? -1 : x > y;
}

GArray *values_for(struct solver *s, struct atom *atom)
{
	g_autoptr(GHashTable) facts = g_hash_table_new_full(NULL, NULL, NULL, fact_free);
	GArray *values = g_array_new(FALSE, FALSE, sizeof(gint64));
	struct value_fact *fact;
	GHashTableIter iter;
	gpointer tokens;

	g_hash_table_iter_init(&iter, s->bodies);
	while (g_hash_table_iter_next(&iter, NULL, &tokens))
		note_text(tokens, facts);
	spread(s, facts);
	fact = fact_of(facts, atom->name);
	if (fact->computed)
		all_integers(s, fact->integers);
	add_integer(fact->integers, 0); /* "#if X" compares with it, and its neighbours may differ */
	atom->computed = fact->computed;
	s->guessed = s->guessed || fact->computed || fact->integers->len > VALUES_MAX / 3;
	add_integer(values, 1);
	add_integer(values, 0);
	for (unsigned i = 0; i < fact->integers->len && values->len < VALUES_MAX; i++) {
		guint64 bits = (guint64)g_array_index(fact->integers, gint64, i);

		add_integer(values, (gint64)bits);
		add_integer(values, (gint64)(bits + 1));
		add_integer(values, (gint64)(bits - 1));
		if (fact->computed)
			add_integer(values, (gint64)-bits);
	}
	g_array_sort(values, value_compare);
	return values;
}
