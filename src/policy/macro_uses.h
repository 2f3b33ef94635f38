/* Which macro definitions lead from a site to the call, by the text of the files that mention it. Private to policy/.
 */
#ifndef POLICY_MACRO_USES_H
#define POLICY_MACRO_USES_H

#include <glib.h>

#include "policy/policy.h"
#include "util/auto.h"

struct macro_definition {
	const char *path; /* interned */
	char *name;
	unsigned first_line, last_line;
	GPtrArray *words; /* of char *: the identifiers of its body */
};

struct macro_uses;

/* For the sites of a run; reads no file before a site is asked about. */
struct macro_uses *macro_uses_new(const struct run *run, const struct policy *policy);
void macro_uses_free(struct macro_uses *uses);

/* The ways from the macro at the site to the call: of GPtrArray * of struct macro_definition *, borrowed until uses is
 * freed; none when the text does not tell. */
GPtrArray *macro_uses_chains(struct macro_uses *uses, const struct site *site);

UTIL_DEFINE_AUTO(macro_uses, macro_uses_free)

#endif
