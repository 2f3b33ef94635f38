/* The severity of a site by its rule. */
#ifndef RULES_SEVERITY_H
#define RULES_SEVERITY_H

#include "model/site.h"
#include "rules/rule.h"

/* What the site's verdicts and flags have by default (SEMANTICS, "Severity"). */
enum severity rule_severity(const struct rule *rule, const struct site *site);

#endif
