/* The order of things: what stands beside the code in the source, what the project's settings say, and at last the
 * baseline, which only holds what nobody has judged yet. */
#include "policy/policy.h"

#include "policy/comments.h"
#include "policy/finding.h"

void policy_apply(struct run *run, const struct policy *policy)
{
	for (guint i = 0; i < run->sites->len; i++)
		finding_tell_again(g_ptr_array_index(run->sites, i));
	comments_apply(run, policy);
	if (policy->project)
		project_suppress(run, policy->project, !policy->partial);
	if (policy->baseline)
		baseline_apply(run, policy->baseline, policy);
	run_finish(run);
}
