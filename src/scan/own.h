/* The rules' functions that the tree defines itself, always and for all of its code. Private to scan/. */
#ifndef SCAN_OWN_H
#define SCAN_OWN_H

#include "scan/tree.h"

/* Fills tree->own. Where it cannot be told that a definition is always compiled and linked in, the function is not the
 * tree's own: its calls stay sites. */
void own_find(struct tree *tree);

#endif
