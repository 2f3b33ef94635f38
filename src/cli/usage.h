/* What was wrong with an option that argp refused. */
#ifndef CLI_USAGE_H
#define CLI_USAGE_H

#include "cli/options.h"

/* Called for ARGP_KEY_ERROR: sets options->error unless a parser has done so already. */
void usage_explain(const struct argp_state *state, struct options *options);

#endif
