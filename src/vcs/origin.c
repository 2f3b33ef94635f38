/* The commit that is checked out, its branch, and the remote that it can be had from: "origin", or else the branch's.
 */
#include "vcs/program.h"
#include "vcs/uri.h"
#include "vcs/vcs.h"

static char *setting(const char *folder, const char *section, const char *name, const char *key)
{
	g_autofree char *full = g_strdup_printf("%s.%s.%s", section, name, key);
	const char *const command[] = {"config", "--get", full, NULL};

	return git_line(folder, command, NULL);
}

static char *remote_uri(const char *folder, const char *branch)
{
	g_autofree char *url = setting(folder, "remote", "origin", "url");
	g_autofree char *name = url || !branch ? NULL : setting(folder, "branch", branch, "remote");
	g_autofree char *other = name ? setting(folder, "remote", name, "url") : NULL;

	return url || other ? vcs_uri(url ? url : other) : NULL;
}

bool vcs_origin_find(const char *folder, struct vcs_origin *out)
{
	static const char *const head[] = {"rev-parse", "--verify", "--quiet", "HEAD^{commit}", NULL};
	static const char *const symbol[] = {"symbolic-ref", "--quiet", "--short", "HEAD", NULL};
	g_autofree char *top = vcs_top(folder), *revision = top ? git_line(folder, head, NULL) : NULL;
	g_autofree char *branch = revision ? git_line(folder, symbol, NULL) : NULL;
	g_autofree char *uri = revision ? remote_uri(folder, branch) : NULL;

	if (!uri)
		return false;
	out->top = g_steal_pointer(&top);
	out->repository = g_steal_pointer(&uri);
	out->revision = g_steal_pointer(&revision);
	out->branch = g_steal_pointer(&branch);
	return true;
}
