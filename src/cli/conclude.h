/* What a run comes to: the exit code, and what must be said beside the results. */
#ifndef CLI_CONCLUDE_H
#define CLI_CONCLUDE_H

#include "cli/options.h"
#include "model/run.h"

/* Names on stderr what could not be analysed; nothing at all is an incomplete answer, too. Gives CLI_CLEAN,
 * CLI_FINDINGS or CLI_INCOMPLETE. */
int conclude_code(const struct run *run, const struct options *options);
int conclude_run(const struct run *run, const struct options *options);

#endif
