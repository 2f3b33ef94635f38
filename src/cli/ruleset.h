/* The rules that a command works with: the installed ones, those of --rules, less what --rule and --errno leave out. */
#ifndef CLI_RULESET_H
#define CLI_RULESET_H

#include "cli/options.h"
#include "rules/rule.h"

/* NULL after a message. */
struct rule_set *ruleset_load(const struct options *options);

/* The rule with that id, also spelled as in findings ("sysfall-accept4"), or with that name as its call; NULL after a
 * message. */
const struct rule *ruleset_find(const struct rule_set *set, const char *word);

#endif
