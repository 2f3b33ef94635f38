/* All block numbers that a block names: its successors, in a fixed order, exceptions' ways included. */
#ifndef CFG_EDGES_H
#define CFG_EDGES_H

#include "cfg/cfg.h"

/* Calls `visit` with each target (never with -1); it may change it. */
void cfg_block_each_edge(struct cfg_block *block, void (*visit)(int *target, void *data), void *data);

#endif
