/* Where the code is to run (--kernel, --arch, --libc, --sandbox), and what that means for the findings. */
#ifndef CLI_TARGET_H
#define CLI_TARGET_H

#include <stdbool.h>

#include "cli/options.h"
#include "model/run.h"
#include "rules/rule.h"

/* The options. */
extern const struct argp options_target;

bool target_given(const struct options *options);

/* False after a message: the words make no sense. */
bool target_check(const struct options *options, const struct rule_set *rules);

/* Leaves the rules whose call may be missing on the options' target; false after a message: it has all of them. */
bool target_keep_missing(struct rule_set *rules, const struct options *options);

/* Findings of rules whose call the target has lose their severity. */
void target_apply(struct run *run, const struct rule_set *rules);
/* Says on stderr how many that are, once it is known what else is not reported. */
void target_tell(const struct run *run, const struct rule_set *rules);

/* The same for a recorded run and the target of the options: when one is given, it is looked at for that one instead of
 * the one that it was scanned for. */
void target_change(struct run *run, const struct options *options, const struct rule_set *rules);

#endif
