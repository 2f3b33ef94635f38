/* What comments in the source have decided. Private to policy/. */
#ifndef POLICY_COMMENTS_H
#define POLICY_COMMENTS_H

#include "policy/policy.h"

/* Suppresses the sites that NOLINT comments are about: beside the call, or beside the definition of the macro that
 * makes it. Tells those of no use. */
void comments_apply(struct run *run, const struct policy *policy);

#endif
