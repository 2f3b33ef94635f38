/* Private to scan/. */
#ifndef SCAN_DEFINED_H
#define SCAN_DEFINED_H

#include "scan/tree.h"

/* Adds the command lines' macros whose text holds a searched name, and that are not searched yet (of interned const
 * char *). */
void defined_add(const struct tree *tree, GPtrArray *out);

/* Calls it for each -D of the command lines: NAME, NAME=TEXT or NAME(a,b)=TEXT. */
typedef void (*defined_visit)(const char *definition, void *data);
void defined_each(const struct tree *tree, defined_visit visit, void *data);

#endif
