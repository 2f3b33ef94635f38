/* Whether the work tree is as the commit has it is not asked: consumers want to know which commit to look at. */
#include "cli/origin.h"

#include "cli/output.h"
#include "vcs/vcs.h"

void origin_take(const struct options *options, struct run *run)
{
	struct vcs_origin origin = {0};

	if (options->staged || options->from_stdin || !output_shows_origin(options))
		return;
	if (vcs_origin_find(run->root, &origin))
		run->origin = (struct run_origin){origin.top, origin.repository, origin.revision, origin.branch};
}
