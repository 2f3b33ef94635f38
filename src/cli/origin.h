/* Which commit a run is about. */
#ifndef CLI_ORIGIN_H
#define CLI_ORIGIN_H

#include "cli/options.h"
#include "model/run.h"

/* Puts it into the run, where it is known and one of the formats that were asked for tells it: asking git takes longer
 * than a scan that recalls its answer. What is staged is no commit's. */
void origin_take(const struct options *options, struct run *run);

#endif
