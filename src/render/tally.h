/* The numbers of a run that every format tells: sites by what became of them, occurrences by class. Private to this
 * folder. */
#ifndef RENDER_TALLY_H
#define RENDER_TALLY_H

#include "model/run.h"

enum site_outcome {
	OUTCOME_HANDLED,   /* every errno is handled or deferred */
	OUTCOME_PARTLY,    /* some are, others not; or it depends */
	OUTCOME_UNHANDLED, /* none is */
	OUTCOME_UNDECIDED, /* nothing worse is known than that something could not be decided */
	OUTCOME_COUNT
};

struct tally {
	unsigned sites[OUTCOME_COUNT];
	unsigned lost_flags;        /* sites that lose a flag on the fallback path */
	unsigned suppressed;        /* sites */
	unsigned partly_suppressed; /* sites: of two findings one is */
	unsigned turned_off;        /* sites with something to complain about that do not count for the run's target */
	unsigned occurrences[OCCURRENCE_CLASS_COUNT];
	unsigned incomplete; /* problems that make the scan incomplete */
};

enum site_outcome tally_outcome(const struct site *site);
bool tally_loses_flag(const struct site *site);
void tally_run(const struct run *run, struct tally *out);

#endif
