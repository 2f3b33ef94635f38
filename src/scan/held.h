/* Who calls a function through a pointer, wherever. Private to scan. */
#ifndef SCAN_HELD_H
#define SCAN_HELD_H

#include "scan/tree.h"

/* Appends the facts (guint32) that may call the function (a fact's number) through what it is put into. True when that
 * was not known before. */
bool held_callers(struct tree *t, guint32 number, const char *key, GArray *out);
/* A call through this slot (flow/wish.h, WISH_POINTER) is being linked: notes which of the functions that were asked
 * for it may lead to. */
const struct pointer_known *held_ask(const char *key, const char *path, void *tree);

#endif
