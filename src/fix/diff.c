/* The module that knows git makes the diffs, so that only a command that shows patches loads libgit2. */
#include "fix/diff.h"

#include "vcs/vcs.h"

char *unified_diff(const char *path, const char *old, size_t old_length, const char *new, size_t new_length,
		   GError **error)
{
	const struct vcs_module *module = vcs_load(error);

	return module ? module->diff(path, old, old_length, new, new_length, error) : NULL;
}
