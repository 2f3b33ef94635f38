/* Functions of the tree that are given a name and look it up. Private to scan/. */
#ifndef SCAN_HELPERS_H
#define SCAN_HELPERS_H

#include "scan/tree.h"

/* Fills tree->helpers, after the first search. */
void helpers_find(struct tree *tree);

#endif
