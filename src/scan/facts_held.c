/* The other way round: into which slots a function is put, by way of others, and who calls through one of these. */
#include <string.h>

#include "scan/facts_internal.h"

static guint hash_slot(gconstpointer slot)
{
	return g_int64_hash(slot);
}

GHashTable *facts_slot_set(void)
{
	return g_hash_table_new_full(hash_slot, g_int64_equal, g_free, NULL);
}

static void add_slot(GHashTable *slots, GArray *work, guint64 slot)
{
	if (g_hash_table_add(slots, g_memdup2(&slot, sizeof(slot))))
		g_array_append_val(work, slot);
}

static bool is_meant(const struct facts *f, const struct put *p, guint32 number)
{
	const struct word *w = &g_array_index(f->words->all, struct word, p->word);
	const struct fact *fact = fact_of(f, number);
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint32));
	if (w->name != fact->name || !w->facts)
		return false;
	if (p->anywhere)
		return true;
	facts_choose(f, ((const struct source_entry *)f->walk->entries->pdata[p->entry])->path, w->facts, found);
	for (guint i = 0; i < found->len; i++)
		if (g_array_index(found, guint32, i) == number)
			return true;
	return false;
}

static bool leads_on(const struct put *p)
{
	return p->word == PUT_SLOT || p->word == PUT_LISTED;
}

GHashTable *facts_held_in(const struct facts *f, guint32 number)
{
	const GArray *puts = slots_puts(f);
	g_autoptr(GArray) work = g_array_new(FALSE, FALSE, sizeof(guint64));
	GHashTable *slots = facts_slot_set();
	for (guint i = 0; i < puts->len; i++) {
		const struct put *p = &g_array_index(puts, struct put, i);
		if (!leads_on(p) && p->word != PUT_UNREAD && is_meant(f, p, number))
			add_slot(slots, work, p->into);
	}
	for (guint before = 0; work->len > before;) { /* a round through all of them: chains are short */
		before = work->len;
		for (guint i = 0; i < puts->len; i++) {
			const struct put *p = &g_array_index(puts, struct put, i);
			if (leads_on(p) && g_hash_table_contains(slots, &p->from))
				add_slot(slots, work, p->into);
		}
	}
	return slots;
}

static bool fits(const struct fact *fact, const struct slot_call *call)
{
	return fact->n_parameters < 0 || (guint32)fact->n_parameters == call->n_args || fact->is_cxx;
}

void facts_call_through(const struct facts *f, GHashTable *slots, guint32 number, GArray *out)
{
	for (guint32 i = 0; i < f->all->len; i++) {
		const GArray *calls = fact_of(f, i)->pointers;
		for (guint k = 0; calls && k < calls->len; k++) {
			const struct slot_call *call = &g_array_index(calls, struct slot_call, k);
			if (!g_hash_table_contains(slots, &call->slot) || !fits(fact_of(f, number), call))
				continue;
			g_array_append_val(out, i);
			break;
		}
	}
}
