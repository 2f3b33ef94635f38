/* Names of findings are those that the text output puts in brackets. */
#include "policy/finding.h"

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

bool finding_is_covered(const struct site *site, char *const *globs, bool *out_touches)
{
	g_autofree char *whole = g_strconcat("sysfall-", site->rule, NULL);
	g_autofree char *flags = g_strconcat(whole, "-flags", NULL);
	bool unhandled = finding_is_unhandled(site), loses = finding_loses_flag(site);
	bool all = listed(globs, whole), part = loses && listed(globs, flags);

	*out_touches = (all && (unhandled || loses)) || part;
	return unhandled ? all : loses && (all || part);
}

void finding_suppress(struct site *site, const char *by, const char *reason)
{
	if (site->suppressed_by)
		return;
	site->suppressed_by = g_strdup(by);
	site->suppressed_reason = reason && *reason ? g_strdup(reason) : NULL;
}
