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

/* A set of what there is to complain about: bits. */
#define FINDING_FALLBACK (1u << PART_FALLBACK)
#define FINDING_FLAGS    (1u << PART_FLAGS)
#define FINDING_ALL      (FINDING_FALLBACK | FINDING_FLAGS)
unsigned finding_set(const struct site *site);

/* What a list of names (globs, a leading '-' takes away) covers of what there is to complain about at the site:
 * "sysfall-RULE" stands for the missing fallback, "sysfall-RULE-flags" for lost flags. */
unsigned finding_covered(const struct site *site, char *const *globs);

/* Suppresses what is in the set, and whatever of it was not suppressed before: the first reason counts. */
void finding_suppress(struct site *site, unsigned set, const char *by, const char *reason);
/* As if nothing had been suppressed. */
void finding_tell_again(struct site *site);

#endif
