/* The headers that a scan's files include and that it was not asked for: outside of its paths, or excluded. Private to
 * scan/. */
#ifndef SCAN_OUTSIDE_H
#define SCAN_OUTSIDE_H

#include "scan/tree.h"

/* Adds those that are found to the walk's entries, marked `outside`, and those that they include in turn. Where they
 * were looked for becomes part of the premises. Before the index of headers is made. */
void outside_find(struct tree *tree);

#endif
