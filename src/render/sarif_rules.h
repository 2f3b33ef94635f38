/* The rules part of a SARIF document. Private to this folder. */
#ifndef RENDER_SARIF_RULES_H
#define RENDER_SARIF_RULES_H

#include <jansson.h>

#include "render/renderer.h"

/* Two descriptors for each rule: the missing fallback, and the lost flags. Rules that the run speaks of and the set
 * does not have get short ones. */
json_t *sarif_rules(const struct run *run, const struct rule_set *set);

/* "sysfall-RULE", "sysfall-RULE-flags"; and its index in what sarif_rules() gave. */
char *sarif_rule_id(const char *rule, bool flags);
int sarif_rule_index(const json_t *rules, const char *id);

#endif
