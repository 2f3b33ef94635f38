/* Sets that are hash tables without values: what GLib has no word for. */
#ifndef UTIL_SET_H
#define UTIL_SET_H

#include <glib.h>

/* Adds all keys of the one to the other; they are not copied. */
void set_add_all(GHashTable *into, GHashTable *from);

#endif
