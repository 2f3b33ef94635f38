/* How bad what was found at a site is, as long as nothing is known of a target. */
#include "rules/severity.h"

enum severity rule_severity(const struct rule *rule, const struct site *site)
{
	unsigned handled = 0, unknown = 0, conditional = 0, total = site->verdicts->len;
	enum severity severity = SEVERITY_NONE;
	for (guint i = 0; i < total; i++) {
		const struct errno_verdict *v = site->verdicts->pdata[i];
		handled += v->verdict == VERDICT_HANDLED || v->verdict == VERDICT_DEFERRED;
		conditional += v->verdict == VERDICT_CONDITIONAL;
		unknown += v->verdict == VERDICT_UNKNOWN;
	}
	if (unknown)
		severity = SEVERITY_NOTE;
	if (handled + unknown < total)
		severity = handled || conditional || unknown ? SEVERITY_WARNING : rule->severity;
	for (guint i = 0; i < site->flags->len; i++)
		if (((struct flag_verdict *)site->flags->pdata[i])->state == FLAG_LOST)
			severity = MAX(severity, SEVERITY_WARNING);
	return severity;
}
