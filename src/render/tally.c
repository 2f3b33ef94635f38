/* Counting, once for all formats, so that the text's last line and the JSON never disagree. */
#include "render/tally.h"

enum site_outcome tally_outcome(const struct site *site)
{
	unsigned counts[VERDICT_COUNT] = {0};
	unsigned good;

	for (guint i = 0; i < site->verdicts->len; i++)
		counts[((const struct errno_verdict *)g_ptr_array_index(site->verdicts, i))->verdict]++;
	good = counts[VERDICT_HANDLED] + counts[VERDICT_DEFERRED];
	if (counts[VERDICT_CONDITIONAL] || (good && counts[VERDICT_UNHANDLED]))
		return OUTCOME_PARTLY;
	if (counts[VERDICT_UNHANDLED])
		return OUTCOME_UNHANDLED;
	return good && !counts[VERDICT_UNKNOWN] ? OUTCOME_HANDLED : OUTCOME_UNDECIDED;
}

bool tally_loses_flag(const struct site *site)
{
	for (guint i = 0; i < site->flags->len; i++) {
		if (((const struct flag_verdict *)g_ptr_array_index(site->flags, i))->state == FLAG_LOST)
			return true;
	}
	return false;
}

static void count_site(const struct site *site, struct tally *tally)
{
	enum site_outcome outcome = tally_outcome(site);
	bool lost = tally_loses_flag(site);

	tally->sites[outcome]++;
	tally->lost_flags += lost;
	tally->partly_suppressed += site->suppressed_part != PART_NONE;
	if (site->suppressed_by)
		tally->suppressed++;
	else if (site->severity == SEVERITY_NONE && (outcome != OUTCOME_HANDLED || lost))
		tally->turned_off++;
}

void tally_run(const struct run *run, struct tally *out)
{
	*out = (struct tally){0};
	for (guint i = 0; i < run->sites->len; i++)
		count_site(g_ptr_array_index(run->sites, i), out);
	for (guint i = 0; i < run->occurrences->len; i++)
		out->occurrences[((const struct occurrence *)g_ptr_array_index(run->occurrences, i))->class]++;
	for (guint i = 0; i < run->problems->len; i++)
		out->incomplete += ((const struct problem *)g_ptr_array_index(run->problems, i))->incomplete;
}
