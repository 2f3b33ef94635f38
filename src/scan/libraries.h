/* The libraries that are loaded now and that a parse hangs on. Private to scan/. */
#ifndef SCAN_LIBRARIES_H
#define SCAN_LIBRARIES_H

#include <glib.h>

/* Adds their file names (interned) to the set. */
void libraries_add(GHashTable *names);

#endif
