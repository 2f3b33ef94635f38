/* Telling where a scan's time went (--stats). */
#ifndef CLI_STATS_H
#define CLI_STATS_H

#include "model/run.h"
#include "scan/stats.h"

/* How many compiled headers the folder keeps. */
unsigned stats_count_headers(const char *folder);

/* On stderr, so that it goes with every format. headers: how many were compiled in this scan. */
void stats_tell(const struct scan_stats *stats, const struct run *run, unsigned headers);

#endif
