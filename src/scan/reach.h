/* What an answer hangs on. Private to scan/. */
#ifndef SCAN_REACH_H
#define SCAN_REACH_H

#include "scan/tree.h"

/* Fills in the run's reach, when all has been judged. */
void reach_take(struct tree *tree);

#endif
