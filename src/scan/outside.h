/* The files that a scan's files include and that the walk did not bring: outside of its paths, excluded, or not called
 * as C is. Private to scan/. */
#ifndef SCAN_OUTSIDE_H
#define SCAN_OUTSIDE_H

#include "scan/tree.h"

/* Adds those that are found to the walk's entries, and those that they include in turn; marked `outside` where the scan
 * was not asked for them. Where they
 * were looked for becomes part of the premises. Before the index of headers is made. */
void outside_find(struct tree *tree);

#endif
