/* Looking names up in the table of what the libraries do. */
#include "rules/library.h"

#include <string.h>

static GHashTable *build_index(void)
{
	GHashTable *index = g_hash_table_new(g_str_hash, g_str_equal);
	size_t n;
	const struct library_function *table = library_table(&n);
	for (size_t i = 0; i < n; i++)
		g_hash_table_insert(index, (gpointer)table[i].name, (gpointer)&table[i]);
	return index;
}

const struct library_function *library_find(const char *name)
{
	static gsize index = 0; /* lives as long as the process */
	if (g_once_init_enter(&index))
		g_once_init_leave(&index, (gsize)build_index());
	return name ? g_hash_table_lookup((GHashTable *)index, name) : NULL;
}

bool library_does(const char *name, unsigned does)
{
	const struct library_function *f = library_find(name);
	return f && (f->does & does) == does;
}

bool library_takes(const struct library_function *f, unsigned n_arguments)
{
	if (!f->arguments)
		return true;
	size_t n = strlen(f->arguments);
	bool more = n > 0 && f->arguments[n - 1] == '*';
	return more ? n_arguments >= n - 1 : n_arguments == n;
}

char library_argument(const struct library_function *f, unsigned i)
{
	if (!f->arguments || i >= strlen(f->arguments) || f->arguments[i] == '*')
		return '.';
	return f->arguments[i];
}
