/* Where the ways out of a block meet again. */
#ifndef FLOW_POSTDOMINATORS_H
#define FLOW_POSTDOMINATORS_H

#include "cfg/cfg.h"

/* Per block, the nearest one that every way from it to an end of the function goes through; -1 where there is none.
 * Free with g_free. */
int *postdominators_of(const struct cfg_function *f);

#endif
