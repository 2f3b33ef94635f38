/* The commit that is checked out, its branch, and the remote that it can be had from: "origin", or else the branch's.
 * Read from the configuration, since libgit2 1.5 leaks what it matches when it is asked for remotes. */
#include "vcs/module/git_origin.h"

#include <git2.h>

#include "source/path.h"
#include "vcs/uri.h"

static char *setting(git_config *config, const char *section, const char *name, const char *key)
{
	g_autofree char *full = g_strdup_printf("%s.%s.%s", section, name, key);
	git_buf value = {0};
	char *text = git_config_get_string_buf(&value, config, full) == 0 ? g_strdup(value.ptr) : NULL;

	git_buf_dispose(&value);
	return text;
}

static char *remote_uri(git_repository *git, const char *branch)
{
	git_config *config = NULL;

	if (git_repository_config(&config, git) != 0)
		return NULL;
	g_autofree char *url = setting(config, "remote", "origin", "url");
	g_autofree char *name = url || !branch ? NULL : setting(config, "branch", branch, "remote");
	g_autofree char *other = name ? setting(config, "remote", name, "url") : NULL;

	git_config_free(config);
	return url || other ? vcs_uri(url ? url : other) : NULL;
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

static void origin_clear(struct vcs_origin *origin)
{
	g_free(origin->top);
	g_free(origin->repository);
	g_free(origin->revision);
	g_free(origin->branch);
}

bool git_origin_find(const char *folder, struct vcs_origin *out)
{
	struct vcs_origin origin = {0};
	git_repository *git = NULL;

	git_libgit2_init();
	if (git_repository_open_ext(&git, folder, 0, NULL) == 0 && git_repository_workdir(git) &&
	    take_head(git, &origin)) {
		origin.top = path_absolute("/", git_repository_workdir(git));
		origin.repository = remote_uri(git, origin.branch);
	}
	git_repository_free(git);
	git_libgit2_shutdown();
	if (!origin.repository) {
		origin_clear(&origin);
		return false;
	}
	*out = origin;
	return true;
}
