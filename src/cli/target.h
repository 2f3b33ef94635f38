/* What --kernel, --arch and --sandbox mean for the findings. */
#ifndef CLI_TARGET_H
#define CLI_TARGET_H

#include <stdbool.h>

#include "cli/options.h"
#include "model/run.h"
#include "rules/rule.h"

/* False after a message: the words make no sense. */
bool target_check(const struct options *options, const struct rule_set *rules);

/* Findings of rules whose call the target has lose their severity; says so on stderr. */
void target_apply(struct run *run, const struct rule_set *rules);

#endif
