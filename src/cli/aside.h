/* What reports tell beside a run. */
#ifndef CLI_ASIDE_H
#define CLI_ASIDE_H

#include "cli/options.h"
#include "model/run.h"

/* The totals of a recorded run and of those before it (of struct run_totals *; NULL when nobody asked for the history),
 * and its sites' patches (by id, struct site_patch *); NULL where there are none. */
void aside_read(const struct options *options, const struct run *run, GPtrArray **out_history,
		GHashTable **out_patches);

#endif
