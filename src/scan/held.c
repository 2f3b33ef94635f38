/* Callers by pointers: a function whose callers are asked for may be called through whatever it is put into, in files
 * that never name it. The text of the tree says what that is and who calls through it (facts_held.c); which call of a
 * parsed function it is, the program asks where it is linked. */
#include "scan/held.h"

#include <string.h>

#include "scan/facts_slots.h"

#define FILES_MAX 24 /* to be parsed for one function */

static void note_held(struct tree *t, guint32 number, GHashTable *slots)
{
	GHashTableIter it;
	gpointer slot;
	g_hash_table_iter_init(&it, slots);
	while (g_hash_table_iter_next(&it, &slot, NULL)) {
		GArray *in = g_hash_table_lookup(t->held, slot);
		if (!in) {
			in = g_array_new(FALSE, FALSE, sizeof(guint32));
			g_hash_table_insert(t->held, g_memdup2(slot, sizeof(guint64)), in);
		}
		g_array_append_val(in, number);
	}
}

bool held_callers(struct tree *t, guint32 number, const char *key, GArray *out)
{
	gpointer known;
	if (g_hash_table_lookup_extended(t->held_asked, GUINT_TO_POINTER(number), NULL, &known)) {
		g_array_append_vals(out, ((GArray *)known)->data, ((GArray *)known)->len);
		return false;
	}
	GArray *callers = g_array_new(FALSE, FALSE, sizeof(guint32));
	facts_read_slots(t->facts);
	if (facts_at(t->facts, number)->gives_nothing) { /* what it does not return it does not hand on */
		g_hash_table_insert(t->held_asked, GUINT_TO_POINTER(number), callers);
		return false;
	}
	g_autoptr(GHashTable) slots = facts_held_in(t->facts, number), files = g_hash_table_new(NULL, NULL);
	facts_call_through(t->facts, slots, number, callers);
	for (guint i = 0; i < callers->len; i++)
		g_hash_table_add(files, (gpointer)facts_at(t->facts, g_array_index(callers, guint32, i))->entry);
	bool too_many = g_hash_table_size(files) > FILES_MAX;
	if (too_many) {
		g_hash_table_insert(t->unfollowed, (gpointer)key,
				    (gpointer) "too many files call through what it is put into");
		g_array_set_size(callers, 0);
	} else {
		note_held(t, number, slots);
	}
	g_hash_table_insert(t->held_asked, GUINT_TO_POINTER(number), callers);
	g_array_append_vals(out, callers->data, callers->len);
	return callers->len > 0 || too_many;
}

/* --- what the program asks ---------------------------------------------------------------------------------------- */

static bool is_among(const GArray *numbers, guint32 number)
{
	for (guint i = 0; i < numbers->len; i++)
		if (g_array_index(numbers, guint32, i) == number)
			return true;
	return false;
}

static void add_target(struct pointer_known *known, const struct fact *fact)
{
	struct pointer_target target = {fact->name, fact->entry->path};
	for (guint i = 0; i < known->targets->len; i++) {
		const struct pointer_target *old = &g_array_index(known->targets, struct pointer_target, i);
		if (old->name == target.name && old->path == target.path)
			return;
	}
	g_array_append_val(known->targets, target);
}

static const struct pointer_known *take_known(struct tree *t, const char *key, const char *path,
					      const struct pointed *pointed, const GArray *held)
{
	struct pointer_known *known = tree_pointed(t, key, path);
	for (guint i = 0; i < pointed->functions->len; i++) {
		const struct pointed_function *f = &g_array_index(pointed->functions, struct pointed_function, i);
		if (f->fact != FACT_NONE && is_among(held, f->fact))
			add_target(known, facts_at(t->facts, f->fact));
	}
	for (guint i = 0; i < pointed->listed->len; i++) {
		guint32 fact = g_array_index(pointed->listed, struct listed_function, i).function.fact;
		if (fact != FACT_NONE && is_among(held, fact))
			add_target(known, facts_at(t->facts, fact));
	}
	known->others |= pointed->functions->len + pointed->listed->len > known->targets->len;
	return known;
}

const struct pointer_known *held_ask(const char *key, const char *path, void *tree)
{
	struct tree *t = tree;
	if (!t->facts || g_hash_table_size(t->held) == 0)
		return NULL;
	guint64 slot = facts_slot_of_key(key);
	const GArray *held = slot ? g_hash_table_lookup(t->held, &slot) : NULL;
	if (!held)
		return NULL;
	g_autoptr(GArray) functions = g_array_new(FALSE, FALSE, sizeof(struct pointed_function));
	g_autoptr(GArray) listed = g_array_new(FALSE, FALSE, sizeof(struct listed_function));
	struct pointed pointed = {functions, listed, 0};
	facts_point(t->facts, key, path, &pointed);
	return take_known(t, key, path, &pointed, held);
}
