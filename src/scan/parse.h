/* Parsing candidates in worker processes. Private to scan/. */
#ifndef SCAN_PARSE_H
#define SCAN_PARSE_H

#include "scan/tree.h"

/* Parses every candidate that needs the compiler and has no unit yet. Crashes, timeouts and the like become problems.
 */
bool parse_candidates(struct tree *tree, GError **error);

#endif
