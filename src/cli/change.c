/* What differs from the base, and the state that is scanned for it: what is staged, or a commit, laid over the work
 * tree.
 */
#include "cli/change.h"

#include "source/walk.h"
#include "vcs/vcs.h"

struct change {
	struct vcs *vcs;
	struct source_overlay *overlay;
	GPtrArray *listed; /* of struct vcs_file *, owned: all files as they are now */
	GPtrArray *files;  /* of char *, borrowed: their paths */
	GHashTable *scope; /* as in scan_options */
};

static void lines_free(gpointer lines)
{
	if (lines)
		g_array_unref(lines);
}

void change_free(struct change *change)
{
	if (!change)
		return;
	source_overlay_free(change->overlay);
	if (change->listed)
		g_ptr_array_unref(change->listed);
	g_ptr_array_unref(change->files);
	g_hash_table_unref(change->scope);
	vcs_free(change->vcs);
	g_free(change);
}

const char *change_root(const struct change *change)
{
	return change->vcs->top;
}

/* Whether pre-commit runs us. It says so itself, but not into a container. */
static bool is_hook(const struct options *options)
{
	return options->hook || (options->staged && g_getenv("PRE_COMMIT"));
}

/* The range that pre-commit was asked about, in a hook. */
static void set_range(struct vcs_request *request, const struct options *options)
{
	const char *from = g_getenv("PRE_COMMIT_FROM_REF"), *to = g_getenv("PRE_COMMIT_TO_REF");

	if (!is_hook(options) || !from || !*from || !to || !*to)
		return;
	request->since = from;
	request->until = to;
}

static GArray *lines_of(const struct vcs_change *c)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct scan_lines));

	for (guint i = 0; i < c->lines->len; i++) {
		const struct vcs_lines *l = &g_array_index(c->lines, struct vcs_lines, i);
		struct scan_lines copy = {l->first, l->last};

		g_array_append_val(lines, copy);
	}
	return lines;
}

/* A hook that pre-commit runs over all files, or over files of the user's choice, is given some that did not change:
 * what it says of them must not be that they are clean. */
static bool is_about_files(const struct change *change, const struct options *options)
{
	const GPtrArray *names = change->vcs->names;

	for (guint i = 0; is_hook(options) && names && i < names->len; i++) {
		bool changed = false;

		for (guint k = 0; !changed && k < change->vcs->changes->len; k++) {
			const struct vcs_change *c = change->vcs->changes->pdata[k];

			changed = (c->path && vcs_holds(names->pdata[i], c->path)) ||
				  (c->old_path && vcs_holds(names->pdata[i], c->old_path));
		}
		if (!changed)
			return true;
	}
	return false;
}

/* With --whole-files, files that are named count whether they changed or not. */
static void add_named(struct change *change)
{
	for (guint i = 0; i < change->listed->len; i++) {
		const struct vcs_file *f = change->listed->pdata[i];

		if (source_is_c(f->path) && vcs_is_asked(change->vcs, f->path))
			g_hash_table_replace(change->scope, (gpointer)g_intern_string(f->path), NULL);
	}
}

static void take_scope(struct change *change, const struct options *options)
{
	bool whole = options->whole_files || is_about_files(change, options);

	for (guint i = 0; i < change->vcs->changes->len; i++) {
		const struct vcs_change *c = change->vcs->changes->pdata[i];

		if (c->path && c->file && source_is_c(c->path) && vcs_is_asked(change->vcs, c->path))
			g_hash_table_replace(change->scope, (gpointer)g_intern_string(c->path),
					     whole ? NULL : lines_of(c));
	}
	if (whole && change->vcs->names)
		add_named(change);
	for (guint i = 0; i < change->listed->len; i++)
		g_ptr_array_add(change->files, (gpointer)((struct vcs_file *)change->listed->pdata[i])->path);
}

struct change *change_find(const struct options *options)
{
	g_autofree char *here = g_get_current_dir();
	g_autoptr(GError) error = NULL;
	auto_ptr(change) change = g_new0(struct change, 1);
	struct vcs_request request = {.folder = here, .since = options->since, .only = options->arguments};

	set_range(&request, options);
	change->files = g_ptr_array_new();
	change->scope = g_hash_table_new_full(NULL, NULL, NULL, lines_free);
	change->vcs = vcs_look(&request, &error);
	if (change->vcs && vcs_read_lines(change->vcs, &error))
		change->listed = vcs_files(change->vcs, VCS_NOW, &error);
	if (!change->listed) {
		cli_error("%s", error->message);
		return NULL;
	}
	take_scope(change, options);
	return g_steal_pointer(&change);
}

bool change_prepare(struct change *change, struct scan_options *how)
{
	g_autoptr(GError) error = NULL;

	how->scope = change->scope;
	how->files = change->files;
	change->overlay = source_overlay_new();
	how->overlay = change->overlay;
	if (vcs_overlay(change->vcs, VCS_NOW, change->listed, change->overlay, &error))
		return true;
	cli_error("%s", error->message);
	return false;
}
