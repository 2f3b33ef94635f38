/* Sets of names that an answer hangs on. */
#include "scan/memory.h"

struct premises *premises_new(void)
{
	struct premises *p = g_new0(struct premises, 1);

	p->reads = g_hash_table_new(NULL, NULL);
	p->folders = g_hash_table_new(NULL, NULL);
	p->names = g_hash_table_new(NULL, NULL);
	p->stamps = g_hash_table_new(NULL, NULL);
	return p;
}

void premises_free(struct premises *p)
{
	if (!p)
		return;
	g_hash_table_unref(p->reads);
	g_hash_table_unref(p->folders);
	g_hash_table_unref(p->names);
	g_hash_table_unref(p->stamps);
	g_free(p);
}

static void add_all(GHashTable *into, GHashTable *from)
{
	GHashTableIter it;
	gpointer name;

	g_hash_table_iter_init(&it, from);
	while (g_hash_table_iter_next(&it, &name, NULL))
		g_hash_table_add(into, (gpointer)g_intern_string(name));
}

void premises_add(struct premises *into, const struct premises *from)
{
	add_all(into->reads, from->reads);
	add_all(into->folders, from->folders);
	add_all(into->names, from->names);
	add_all(into->stamps, from->stamps);
}

void premises_add_trace(struct premises *into, const struct ast_trace *trace)
{
	add_all(into->reads, trace->reads);
	add_all(into->folders, trace->folders);
}
