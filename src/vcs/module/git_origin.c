/* The commit that is checked out, its branch, and the remote that it can be had from: "origin", or else the first. */
#include "vcs/module/git_origin.h"

#include <git2.h>

#include "source/path.h"
#include "vcs/uri.h"

static char *remote_uri(git_repository *git)
{
	git_remote *remote = NULL;
	git_strarray names = {0};
	char *uri = NULL;

	if (git_remote_lookup(&remote, git, "origin") != 0 && git_remote_list(&names, git) == 0 && names.count > 0)
		(void)git_remote_lookup(&remote, git, names.strings[0]);
	if (remote && git_remote_url(remote))
		uri = vcs_uri(git_remote_url(remote));
	git_remote_free(remote);
	git_strarray_dispose(&names);
	return uri;
}

static bool take_head(git_repository *git, struct vcs_origin *out)
{
	git_reference *head = NULL;
	bool there = git_repository_head(&head, git) == 0 && git_reference_target(head);

	if (there) {
		out->revision = g_strdup(git_oid_tostr_s(git_reference_target(head)));
		out->branch = git_reference_is_branch(head) ? g_strdup(git_reference_shorthand(head)) : NULL;
	}
	git_reference_free(head);
	return there;
}

bool git_origin_find(const char *folder, struct vcs_origin *out)
{
	git_repository *git = NULL;
	bool known = false;

	git_libgit2_init();
	if (git_repository_open_ext(&git, folder, 0, NULL) == 0 && git_repository_workdir(git)) {
		g_autofree char *uri = remote_uri(git);

		known = uri && take_head(git, out);
		if (known) {
			out->repository = g_steal_pointer(&uri);
			out->top = path_absolute("/", git_repository_workdir(git));
		}
	}
	git_repository_free(git);
	git_libgit2_shutdown();
	return known;
}
