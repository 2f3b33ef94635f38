/* Interned strings for builds under the leak sanitizer, and only for those: g_intern_string() takes the place of GLib's
 * in the program and in the modules that it loads.
 *
 * GLib keeps interned strings by number in an array. When the array is full (2,048 strings) it moves to a larger one
 * and drops the old one on purpose, so that readers need no lock; at exit that is reported as a leak, for every tree
 * large enough. No suppression can name it: GLib is built without frame pointers, so the stack of the report ends in
 * g_malloc(), which would hide every leak there is. With a table that stays reachable there is nothing to hide. The
 * contract is that of GLib: one pointer for equal strings, for as long as the process lives. */
#include "util/intern.h"

#include <glib.h>

static GHashTable *table;
static GMutex lock;

static const char *intern(const char *text, gboolean copy)
{
	gpointer key;

	if (!text)
		return NULL;
	g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&lock);

	(void)locker;
	if (!table)
		table = g_hash_table_new(g_str_hash, g_str_equal);
	if (g_hash_table_lookup_extended(table, text, &key, NULL))
		return key;
	key = copy ? g_strdup(text) : (gpointer)text;
	g_hash_table_add(table, key);
	return key;
}

const char *g_intern_string(const char *text)
{
	return intern(text, TRUE);
}

const char *g_intern_static_string(const char *text)
{
	return intern(text, FALSE);
}

const char *intern_known(const char *text)
{
	g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&lock);

	(void)locker;
	return table ? g_hash_table_lookup(table, text) : NULL;
}
