/* See set.h. */
#include "util/set.h"

void set_add_all(GHashTable *into, GHashTable *from)
{
	GHashTableIter it;
	gpointer key;

	g_hash_table_iter_init(&it, from);
	while (g_hash_table_iter_next(&it, &key, NULL))
		g_hash_table_add(into, key);
}

void list_add_once(GPtrArray *list, gconstpointer what)
{
	if (!g_ptr_array_find(list, what, NULL))
		g_ptr_array_add(list, (gpointer)what);
}

void list_add_keys(GPtrArray *list, GHashTable *set)
{
	GHashTableIter it;
	gpointer key;

	g_hash_table_iter_init(&it, set);
	while (g_hash_table_iter_next(&it, &key, NULL))
		g_ptr_array_add(list, key);
}
