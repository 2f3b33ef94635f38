/* The styles of patching, one struct each: either a list of ways that are tried at each site until one can be proven,
 * or text of its own for people who patch nothing. */
#ifndef FIX_STYLES_H
#define FIX_STYLES_H

#include "fix/job.h"
#include "rules/rule.h"

struct fix_try {
	const char *name; /* as it is told: "inline" */
	fix_way make;
	bool wraps; /* the call moves into a function of its own */
	bool told;  /* its reason is worth telling when a later one is used */
};

struct fix_style {
	const char *name, *summary;
	const struct fix_try *tries; /* ended by a NULL name; NULL: the style patches no site */
	/* Files of their own: below dir, or all on one text when dir is NULL. NULL for styles that patch. */
	bool (*write)(const struct rule_set *rules, const char *dir, GString *out, GError **error);
};

/* Ended by NULL; the first is the default. */
extern const struct fix_style *const fix_styles[];
const struct fix_style *fix_style_find(const char *name);

#endif
