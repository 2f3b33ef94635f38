/* Where a scan's time went: for `sysfall scan --stats`. */
#ifndef SCAN_STATS_H
#define SCAN_STATS_H

#include <glib.h>

#include "util/auto.h"

enum scan_phase { SCAN_FINDING, SCAN_SEARCHING, SCAN_PARSING, SCAN_JUDGING, SCAN_REST, SCAN_PHASE_COUNT };

struct scan_stats {
	double seconds[SCAN_PHASE_COUNT]; /* by the wall's clock */
	guint64 bytes;                    /* of the files that were searched */
	unsigned searches;                /* how often all files were */
	unsigned parse_rounds, jobs;      /* files that a worker was given, in how many rounds */
	unsigned again;                   /* of these jobs: for files that had been parsed in this scan already */
	unsigned judge_rounds, explorations;
	GHashTable *parsed; /* set of interned paths */
	gint64 since;       /* when the phase that goes on began */
};

struct scan_stats *scan_stats_new(void);
void scan_stats_free(struct scan_stats *stats);

/* What went on since the call before belongs to the phase. All of these take NULL for stats, and do nothing then. */
void scan_stats_begin(struct scan_stats *stats);
void scan_stats_end(struct scan_stats *stats, enum scan_phase phase);
void scan_stats_parsed(struct scan_stats *stats, const char *path);

UTIL_DEFINE_AUTO(scan_stats, scan_stats_free)

#endif
