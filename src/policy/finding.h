/* What there is to complain about at a site, under the names that people use in suppressions. Private to policy/. */
#ifndef POLICY_FINDING_H
#define POLICY_FINDING_H

#include <glib.h>
#include <stdbool.h>

#include "model/site.h"

/* Whether an error is not (always) handled, and whether a flag is lost; whatever the target. */
bool finding_is_unhandled(const struct site *site);
bool finding_loses_flag(const struct site *site);
static inline bool finding_is_any(const struct site *site)
{
	return finding_is_unhandled(site) || finding_loses_flag(site);
}

/* Whether a list of names (globs, a leading '-' takes away) covers what there is to complain about at the site.
 * "sysfall-RULE" stands for everything about it, "sysfall-RULE-flags" for lost flags. *out_touches: it covers a part
 * at least. */
bool finding_is_covered(const struct site *site, char *const *globs, bool *out_touches);

/* The first reason counts. */
void finding_suppress(struct site *site, const char *by, const char *reason);

#endif
