/* Sets that are hash tables without values, and lists in which nothing stands twice: what GLib has no word for. */
#ifndef UTIL_SET_H
#define UTIL_SET_H

#include <glib.h>

/* Adds all keys of the one to the other; they are not copied. */
void set_add_all(GHashTable *into, GHashTable *from);
/* Appends what the list does not hold yet; compared by address. */
void list_add_once(GPtrArray *list, gconstpointer what);
/* Appends all keys of the set, in no order. */
void list_add_keys(GPtrArray *list, GHashTable *set);

#endif
