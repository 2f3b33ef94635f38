/* A scan that is asked about a part of its tree only. Private to scan/. */
#ifndef SCAN_SCOPE_H
#define SCAN_SCOPE_H

#include "scan/tree.h"

/* Whether a file is asked about at all; `path` interned. */
bool scope_holds(const struct scan_options *options, const char *path);
/* Drops from the run what is not in the lines that are asked about, or in a function around them. */
void scope_narrow(struct tree *tree);

#endif
