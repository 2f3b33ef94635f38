/* The whole answer of an earlier scan, when nothing that it was made from has changed: no file is searched then.
 * Private to scan/. */
#ifndef SCAN_ANSWER_H
#define SCAN_ANSWER_H

#include "scan/tree.h"

/* The key of the answer for what the walk found; NULL without a memory. Free with g_free. */
char *answer_key(struct tree *tree);
/* Fills the run; false when there is no such answer. */
bool answer_recall(struct tree *tree, const char *key);
/* Keeps the run's answer (key NULL: it is none to keep) and what was learnt about files. */
void answer_keep(struct tree *tree, const char *key);

#endif
