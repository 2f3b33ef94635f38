/* Names for the ways in which fallbacks go wrong in the field, so that a reader knows the kind of mistake at a glance.
 */
#ifndef ANALYSIS_PATTERNS_H
#define ANALYSIS_PATTERNS_H

#include "model/site.h"
#include "rules/rule.h"
#include "source/text.h"

/* "sticky-on-ambiguous-errno", "works-from-first-error": from the answer for one errno. */
void patterns_of_errno(const struct rule_errno *e, enum verdict verdict, bool sticky, GPtrArray *out);
/* "no-fallback", "wrong-errno-tested", "errno-list-incomplete", "flag-lost": from all answers together. */
void patterns_of_site(const GPtrArray *verdicts, const GPtrArray *flags, const GPtrArray *also_handled, GPtrArray *out);
/* "one-of-several-sites-guarded": sites of one file and rule of which some fall back and some don't. */
void patterns_across(GPtrArray *sites);
/* "compile-time-guard-only" in place of "no-fallback": the function around the site does name a fallback call, in an
 * arm that is compiled out where the site is compiled. */
void patterns_compiled_out(const struct rule *rule, const struct source_text *text, struct site *site);

#endif
