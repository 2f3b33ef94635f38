/* From a rule's file as it was read to a rule that makes sense. */
#ifndef RULES_RULE_BUILD_H
#define RULES_RULE_BUILD_H

#include "rules/rule.h"
#include "rules/rule_file.h"
#include "rules/yaml_doc.h"

/* NULL with an error that names the place in doc. */
struct rule *rule_build(const struct rule_file *file, const struct yaml_doc *doc, const char *path, GError **error);
void rule_free(struct rule *rule);

UTIL_DEFINE_AUTO(rule, rule_free)

#endif
