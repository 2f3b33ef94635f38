/* The index and its differences, through libgit2. Repositories are found as git itself finds them, the environment of a
 * hook included (GIT_DIR, GIT_INDEX_FILE: "git commit FILE" has an index of its own). */
#include <git2.h>
#include <string.h>

#include "source/path.h"
#include "source/walk.h"
#include "vcs/module/git_diff.h"
#include "vcs/module/git_origin.h"
#include "vcs/vcs.h"

#define NAMES_BLOCK 65536

struct repository {
	git_repository *git;
	git_index *index;
	GPtrArray *only; /* of char *: relative to the top; NULL: all */
};

static bool fail(GError **error, const char *what)
{
	const git_error *why = git_error_last();

	g_set_error(error, VCS_ERROR, VCS_ERROR_REPOSITORY, "%s: %s", what, why && why->message ? why->message : "?");
	return false;
}

static bool is_below(const char *folder, const char *path)
{
	size_t length = strlen(folder);

	return length == 0 || (strncmp(folder, path, length) == 0 && (path[length] == '/' || path[length] == '\0'));
}

static bool is_asked_for(const struct repository *r, const char *path)
{
	bool found = !r->only;

	for (guint i = 0; !found && i < r->only->len; i++)
		found = is_below(r->only->pdata[i], path);
	return found && source_is_c(path);
}

/* --- the index -------------------------------------------------------------------------------------------------- */

static bool is_file(const git_index_entry *e)
{
	return (e->mode & 0170000) == 0100000 && source_is_c(e->path);
}

static void take_files(struct vcs *vcs, const struct repository *r)
{
	size_t count = git_index_entrycount(r->index);

	vcs->store = g_new(struct vcs_file, count + 1);
	vcs->names = g_string_chunk_new(NAMES_BLOCK);
	for (size_t i = 0; i < count; i++) {
		const git_index_entry *e = git_index_get_byindex(r->index, i);
		struct vcs_file *last = vcs->files->len ? vcs->files->pdata[vcs->files->len - 1] : NULL;

		if (!is_file(e))
			continue;
		if (last && strcmp(last->path, e->path) == 0) {
			last->conflict = true;
			continue;
		}
		struct vcs_file *f = &vcs->store[vcs->files->len];

		f->path = g_string_chunk_insert(vcs->names, e->path);
		memcpy(f->id, e->id.id, sizeof(f->id));
		f->conflict = git_index_entry_stage(e) != 0;
		g_ptr_array_add(vcs->files, f);
	}
}

static GBytes *read_blob(git_repository *git, const git_oid *id, const char *path, GError **error)
{
	git_blob *blob = NULL;

	if (git_blob_lookup(&blob, git, id) != 0) {
		fail(error, path);
		return NULL;
	}
	GBytes *bytes = g_bytes_new(git_blob_rawcontent(blob), (gsize)git_blob_rawsize(blob));

	git_blob_free(blob);
	return bytes;
}

static GBytes *content(const struct vcs *vcs, const struct vcs_file *file, GError **error)
{
	const struct repository *r = vcs->repository;
	git_oid id;

	memcpy(id.id, file->id, sizeof(file->id));
	return read_blob(r->git, &id, file->path, error);
}

static bool lay_over(const struct vcs *vcs, const git_diff_delta *d, struct source_overlay *overlay, GError **error)
{
	const struct repository *r = vcs->repository;
	g_autofree char *absolute = g_build_filename(vcs->top, d->old_file.path, NULL);
	g_autoptr(GBytes) bytes = NULL;
	gsize length;
	const void *data;

	if ((d->old_file.mode & 0170000) != 0100000)
		return true;
	bytes = read_blob(r->git, &d->old_file.id, d->old_file.path, error);
	if (!bytes)
		return false;
	data = g_bytes_get_data(bytes, &length);
	return source_overlay_put(overlay, absolute, length ? data : "", length, error);
}

static bool overlay_staged(const struct vcs *vcs, struct source_overlay *overlay, GError **error)
{
	const struct repository *r = vcs->repository;
	git_diff_options options;
	git_diff *diff = NULL;
	bool ok = true;

	(void)git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_IGNORE_SUBMODULES | GIT_DIFF_INCLUDE_TYPECHANGE;
	if (git_diff_index_to_workdir(&diff, r->git, r->index, &options) != 0)
		return fail(error, "cannot compare the git index with the work tree");
	for (size_t i = 0; ok && i < git_diff_num_deltas(diff); i++) {
		const git_diff_delta *d = git_diff_get_delta(diff, i);

		if (d->status == GIT_DELTA_MODIFIED || d->status == GIT_DELTA_DELETED ||
		    d->status == GIT_DELTA_TYPECHANGE)
			ok = lay_over(vcs, d, overlay, error);
	}
	git_diff_free(diff);
	return ok;
}

/* --- what is new ------------------------------------------------------------------------------------------------ */

static void change_free(gpointer data)
{
	struct vcs_change *c = data;

	g_free(c->path);
	g_array_unref(c->lines);
	g_free(c);
}

struct reading {
	struct vcs *vcs;
	const struct repository *repository;
	struct vcs_change *change; /* of the file that is being read; NULL: it is not asked for */
};

static int read_file(const git_diff_delta *d, float progress, void *data)
{
	struct reading *reading = data;
	const char *path = d->new_file.path;

	(void)progress;
	reading->change = NULL;
	if (d->status == GIT_DELTA_DELETED || (d->new_file.mode & 0170000) != 0100000 ||
	    !is_asked_for(reading->repository, path))
		return 0;
	reading->change = g_new0(struct vcs_change, 1);
	reading->change->path = g_strdup(path);
	reading->change->lines = g_array_new(FALSE, FALSE, sizeof(struct vcs_lines));
	g_ptr_array_add(reading->vcs->changes, reading->change);
	return 0;
}

static int read_hunk(const git_diff_delta *d, const git_diff_hunk *hunk, void *data)
{
	struct reading *reading = data;
	unsigned first = (unsigned)hunk->new_start, count = (unsigned)hunk->new_lines;
	struct vcs_lines lines = {first, first + count - 1};

	(void)d;
	if (count == 0)
		lines = (struct vcs_lines){first + 1, first};
	if (reading->change)
		g_array_append_val(reading->change->lines, lines);
	return 0;
}

static git_tree *tree_of(git_repository *git, const git_oid *commit)
{
	git_object *object = NULL;
	git_tree *tree = NULL;

	if (git_object_lookup(&object, git, commit, GIT_OBJECT_ANY) == 0)
		(void)git_object_peel((git_object **)&tree, object, GIT_OBJECT_TREE);
	git_object_free(object);
	return tree;
}

/* *out_tree stays NULL before the first commit. */
static bool base_of(git_repository *git, const char *since, git_tree **out_tree, GError **error)
{
	git_object *object = NULL;
	git_oid head, base;
	bool born = git_reference_name_to_id(&head, git, "HEAD") == 0;

	if (!since) {
		*out_tree = born ? tree_of(git, &head) : NULL;
		return !born || *out_tree || fail(error, "cannot read HEAD's tree");
	}
	if (git_revparse_single(&object, git, since) != 0) {
		g_set_error(error, VCS_ERROR, VCS_ERROR_REPOSITORY, "git knows no revision '%s'", since);
		return false;
	}
	base = *git_object_id(object);
	if (born && git_merge_base(&base, git, &head, git_object_id(object)) != 0)
		base = *git_object_id(object); /* a tree, or a history of its own */
	git_object_free(object);
	*out_tree = tree_of(git, &base);
	return *out_tree || fail(error, "cannot read the revision's tree");
}

static git_diff *compare(const struct repository *r, const struct vcs_request *request, git_tree *base, bool all)
{
	git_diff_options options;
	git_diff *diff = NULL;
	int failed;

	(void)git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.context_lines = 0;
	options.flags = GIT_DIFF_IGNORE_SUBMODULES | GIT_DIFF_DISABLE_PATHSPEC_MATCH;
	if (r->only && !all) {
		options.pathspec.strings = (char **)r->only->pdata;
		options.pathspec.count = r->only->len;
	}
	if (request->since) {
		options.flags |=
			GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS | GIT_DIFF_SHOW_UNTRACKED_CONTENT;
		failed = git_diff_tree_to_workdir_with_index(&diff, r->git, base, &options);
	} else {
		failed = git_diff_tree_to_index(&diff, r->git, base, r->index, &options);
	}
	return failed ? NULL : diff;
}

/* A file that looks new may have had another name, which is only seen where all names are. */
static bool has_new_file(const git_diff *diff)
{
	for (size_t i = 0; i < git_diff_num_deltas(diff); i++)
		if (git_diff_get_delta(diff, i)->status == GIT_DELTA_ADDED)
			return true;
	return false;
}

static bool take_changes(struct vcs *vcs, const struct vcs_request *request, GError **error)
{
	const struct repository *r = vcs->repository;
	struct reading reading = {.vcs = vcs, .repository = r};
	git_tree *base = NULL;
	bool ok;

	if (!base_of(r->git, request->since, &base, error))
		return false;
	git_diff *diff = compare(r, request, base, false);

	if (diff && r->only && has_new_file(diff)) {
		git_diff_free(diff);
		diff = compare(r, request, base, true);
	}
	ok = diff && git_diff_find_similar(diff, NULL) == 0 &&
	     git_diff_foreach(diff, read_file, NULL, read_hunk, NULL, &reading) == 0;
	if (!ok)
		fail(error, "cannot tell what was changed");
	git_diff_free(diff);
	git_tree_free(base);
	return ok;
}

/* --- the door --------------------------------------------------------------------------------------------------- */

static void vcs_free(struct vcs *vcs)
{
	struct repository *r;

	if (!vcs)
		return;
	r = vcs->repository;
	git_index_free(r->index);
	git_repository_free(r->git);
	if (r->only)
		g_ptr_array_unref(r->only);
	g_free(r);
	g_ptr_array_unref(vcs->files);
	g_free(vcs->store);
	if (vcs->names)
		g_string_chunk_free(vcs->names);
	g_ptr_array_unref(vcs->changes);
	g_free(vcs->top);
	g_free(vcs);
	git_libgit2_shutdown();
}

static bool open_repository(struct vcs *vcs, const struct vcs_request *request, GError **error)
{
	struct repository *r = vcs->repository;
	const char *top;
	int code = git_repository_open_ext(&r->git, request->folder, GIT_REPOSITORY_OPEN_FROM_ENV, NULL);

	if (code != 0)
		code = git_repository_open_ext(&r->git, request->folder, 0, NULL);
	if (code == GIT_ENOTFOUND) { /* in words that no release of libgit2 changes */
		g_set_error(error, VCS_ERROR, VCS_ERROR_REPOSITORY, "%s does not lie in a git repository",
			    request->folder);
		return false;
	}
	if (code != 0)
		return fail(error, "cannot open the git repository");
	top = git_repository_workdir(r->git);
	if (!top) {
		g_set_error(error, VCS_ERROR, VCS_ERROR_REPOSITORY, "the git repository %s has no work tree",
			    git_repository_path(r->git));
		return false;
	}
	vcs->top = path_absolute("/", top);
	return git_repository_index(&r->index, r->git) == 0 || fail(error, "cannot read the git index");
}

/* Names below the top, which may be reached by another name than git's. */
static void take_only(struct vcs *vcs, const struct vcs_request *request)
{
	struct repository *r = vcs->repository;

	if (!request->only || request->only->len == 0)
		return;
	r->only = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < request->only->len; i++) {
		const char *path = request->only->pdata[i];
		const char *below = path_below(vcs->top, path);

		g_ptr_array_add(r->only, g_strdup(below ? below : path));
	}
}

static int by_path(gconstpointer a, gconstpointer b)
{
	return strcmp((*(const struct vcs_change *const *)a)->path, (*(const struct vcs_change *const *)b)->path);
}

static struct vcs *look(const struct vcs_request *request, GError **error)
{
	struct vcs *vcs = g_new0(struct vcs, 1);

	git_libgit2_init();
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	vcs->files = g_ptr_array_new();
	vcs->changes = g_ptr_array_new_with_free_func(change_free);
	vcs->repository = g_new0(struct repository, 1);
	if (!open_repository(vcs, request, error))
		goto failed;
	take_only(vcs, request);
	if (!take_changes(vcs, request, error))
		goto failed;
	if (!request->since)
		take_files(vcs, vcs->repository);
	g_ptr_array_sort(vcs->changes, by_path);
	return vcs;
failed:
	vcs_free(vcs);
	return NULL;
}

extern __attribute__((visibility("default"))) const struct vcs_module vcs_module;
const struct vcs_module vcs_module = {VCS_MODULE_VERSION,       look,           content, overlay_staged, vcs_free,
				      git_diff_buffers_as_text, git_origin_find};
