/* Names of findings are those that the text output puts in brackets. */
#include "policy/finding.h"

#include <string.h>

#include "model/verdict.h"

bool finding_is_unhandled(const struct site *site)
{
	for (guint i = 0; i < site->verdicts->len; i++) {
		const struct errno_verdict *v = g_ptr_array_index(site->verdicts, i);

		if (v->verdict != VERDICT_HANDLED && v->verdict != VERDICT_DEFERRED)
			return true;
	}
	return false;
}

bool finding_loses_flag(const struct site *site)
{
	for (guint i = 0; i < site->flags->len; i++) {
		if (((const struct flag_verdict *)g_ptr_array_index(site->flags, i))->state == FLAG_LOST)
			return true;
	}
	return false;
}

/* The last glob that fits decides. */
static bool listed(char *const *globs, const char *name)
{
	bool in = false;

	for (; *globs; globs++) {
		bool taken_away = (*globs)[0] == '-';

		if (g_pattern_match_simple(*globs + taken_away, name))
			in = !taken_away;
	}
	return in;
}

unsigned finding_set(const struct site *site)
{
	return (finding_is_unhandled(site) ? FINDING_FALLBACK : 0) | (finding_loses_flag(site) ? FINDING_FLAGS : 0);
}

unsigned finding_covered(const struct site *site, char *const *globs)
{
	g_autofree char *fallback = g_strconcat("sysfall-", site->rule, NULL);
	g_autofree char *flags = g_strconcat(fallback, "-flags", NULL);
	unsigned named = (listed(globs, fallback) ? FINDING_FALLBACK : 0) | (listed(globs, flags) ? FINDING_FLAGS : 0);

	return finding_set(site) & named;
}

void finding_tell_again(struct site *site)
{
	g_clear_pointer(&site->suppressed_by, g_free);
	g_clear_pointer(&site->suppressed_reason, g_free);
	g_clear_pointer(&site->part_by, g_free);
	g_clear_pointer(&site->part_reason, g_free);
	site->suppressed_part = PART_NONE;
}

/* The second of two parts: the site is suppressed as a whole, for both reasons. */
static void suppress_rest(struct site *site, const char *by, const char *reason)
{
	bool two = site->part_reason && reason && strcmp(site->part_reason, reason) != 0;
	g_autofree char *both = two ? g_strconcat(site->part_reason, "; ", reason, NULL) : NULL;
	g_autofree char *one = g_strdup(both ? both : reason ? reason : site->part_reason);

	finding_tell_again(site);
	site->suppressed_by = g_strdup(by);
	site->suppressed_reason = g_steal_pointer(&one);
}

void finding_suppress(struct site *site, unsigned set, const char *by, const char *reason)
{
	unsigned there = finding_set(site);
	unsigned left = site->suppressed_part ? there & ~(1u << site->suppressed_part) : there;
	const char *why = reason && *reason ? reason : NULL;

	if (site->suppressed_by || !(set & left))
		return;
	if ((set & left) == left) {
		suppress_rest(site, by, why);
		return;
	}
	site->suppressed_part = set & FINDING_FALLBACK ? PART_FALLBACK : PART_FLAGS;
	site->part_by = g_strdup(by);
	site->part_reason = g_strdup(why);
}
