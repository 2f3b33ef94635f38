/* A path means what it means to a shell: the file that the kernel finds for it, links and ".." followed. What is only
 * in git (a file that was deleted, or exists in the index alone) is found by its letters. A name that neither the
 * commit nor the index has is a mistake: a gate that passed it would say "clean" without having looked. */
#include "vcs/names.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "source/path.h"
#include "vcs/program.h"

bool vcs_holds(const char *name, const char *path)
{
	size_t length = strlen(name);

	return length == 0 || (strncmp(name, path, length) == 0 && (path[length] == '/' || path[length] == '\0'));
}

/* The path with the links of as much of it as there is resolved. */
static char *resolve(const char *absolute)
{
	char *whole = realpath(absolute, NULL);
	char *copy;

	if (whole) {
		copy = g_strdup(whole);
		free(whole);
		return copy;
	}
	g_autofree char *parent = g_path_get_dirname(absolute), *last = g_path_get_basename(absolute);

	if (strcmp(parent, absolute) == 0)
		return g_strdup(absolute);
	g_autofree char *folder = resolve(parent);

	return path_absolute(folder, last);
}

static void add(GPtrArray *out, const char *top, const char *absolute)
{
	const char *below = path_below(top, absolute);

	if (below)
		g_ptr_array_add(out, g_strdup(below));
}

/* The names below the top that a path may stand for, the likeliest first. */
static GPtrArray *meanings(const struct vcs *vcs, const char *given)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *plain = path_absolute(vcs->folder, given);
	g_autofree char *joined =
		g_path_is_absolute(given) ? g_strdup(given) : g_strconcat(vcs->folder, "/", given, NULL);
	g_autofree char *real = resolve(joined);
	g_autofree char *parent = g_path_get_dirname(joined), *last = g_path_get_basename(joined);
	g_autofree char *folder = resolve(parent), *itself = path_absolute(folder, last);

	add(out, vcs->top, real);
	add(out, vcs->top, itself); /* a link */
	add(out, vcs->top, plain);
	return out;
}

/* Everything that either side has: of char *, owned. */
static GPtrArray *all_paths(struct vcs *vcs, GError **error)
{
	static const char *const index[] = {"ls-files", "-z", "--full-name", "--", ":/", NULL};
	const char *const tree[] = {"ls-tree", "-r", "-z", "--name-only", "--full-tree", vcs->trees[VCS_NOW], NULL};
	g_autoptr(GBytes) bytes = git_run(vcs->folder, vcs->trees[VCS_NOW] ? tree : index, NULL, error);
	GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
	gsize length;
	const char *at = bytes ? g_bytes_get_data(bytes, &length) : NULL;

	if (!bytes) {
		g_ptr_array_unref(out);
		return NULL;
	}
	for (const char *end = at + length; at < end; at += strlen(at) + 1)
		g_ptr_array_add(out, g_strdup(at));
	return out;
}

static bool is_changed(const struct vcs *vcs, const char *name)
{
	for (guint i = 0; i < vcs->changes->len; i++) {
		const struct vcs_change *c = vcs->changes->pdata[i];

		if ((c->path && vcs_holds(name, c->path)) || (c->old_path && vcs_holds(name, c->old_path)))
			return true;
	}
	return *name == '\0';
}

static bool is_there(const GPtrArray *paths, const char *name)
{
	for (guint i = 0; i < paths->len; i++)
		if (vcs_holds(name, paths->pdata[i]))
			return true;
	return false;
}

/* The first meaning that names something; the list of all paths is only made where no change has it. */
static const char *choose(struct vcs *vcs, const GPtrArray *meant, GPtrArray **paths, GError **error)
{
	for (guint i = 0; i < meant->len; i++)
		if (is_changed(vcs, meant->pdata[i]))
			return meant->pdata[i];
	if (!*paths && !(*paths = all_paths(vcs, error)))
		return NULL;
	for (guint i = 0; i < meant->len; i++)
		if (is_there(*paths, meant->pdata[i]))
			return meant->pdata[i];
	return NULL;
}

static void tell(const struct vcs *vcs, const char *given, bool inside, GError **error)
{
	g_autofree char *absolute = path_absolute(vcs->folder, given);
	const char *where = vcs->trees[VCS_NOW] ? "the commit" : "git's index";
	struct stat status;

	if (lstat(absolute, &status) != 0)
		g_set_error(error, VCS_ERROR, VCS_ERROR_NAME, "cannot scan '%s': %s, and %s has no such file", given,
			    g_strerror(errno), where);
	else if (!inside)
		g_set_error(error, VCS_ERROR, VCS_ERROR_NAME, "cannot scan '%s': it lies outside of the repository %s",
			    given, vcs->top);
	else
		g_set_error(error, VCS_ERROR, VCS_ERROR_NAME, "cannot scan '%s': %s has nothing of it%s", given, where,
			    vcs->trees[VCS_NOW] ? "" : " (git add puts it there)");
}

bool names_find(struct vcs *vcs, const GPtrArray *given, GError **error)
{
	g_autoptr(GPtrArray) paths = NULL;

	if (!given || given->len == 0)
		return true;
	vcs->names = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < given->len; i++) {
		g_autoptr(GPtrArray) meant = meanings(vcs, given->pdata[i]);
		GError *failed = NULL;
		const char *name = choose(vcs, meant, &paths, &failed);

		if (failed) {
			g_propagate_error(error, failed);
			return false;
		}
		if (!name) {
			tell(vcs, given->pdata[i], meant->len > 0, error);
			return false;
		}
		g_ptr_array_add(vcs->names, g_strdup(name));
	}
	return true;
}

bool vcs_is_asked(const struct vcs *vcs, const char *path)
{
	bool found = !vcs->names;

	for (guint i = 0; !found && i < vcs->names->len; i++)
		found = vcs_holds(vcs->names->pdata[i], path);
	return found;
}
