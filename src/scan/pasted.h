/* Names that macros paste together, CAT(accept, 4): no file need hold a word that is searched for. Private to scan/. */
#ifndef SCAN_PASTED_H
#define SCAN_PASTED_H

#include "scan/tree.h"

/* Makes the files candidates in which a use of a macro can make one of the names that are searched for; macros that
 * make one by themselves are appended to out_aliases (interned names). */
void pasted_find(struct tree *tree, GPtrArray *out_aliases);

#endif
