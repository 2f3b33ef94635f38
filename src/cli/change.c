/* Most commits hold no call of any rule. So the changed files are searched before anything else is done, for the rules'
 * names and for the macros of the tree that stand for them; only when one is found, what is staged is laid over the
 * work tree and scanned. */
#include "cli/change.h"

#include <string.h>

#include "scan/words.h"
#include "source/path.h"
#include "source/text.h"
#include "util/intern.h"
#include "vcs/vcs.h"

struct change {
	const struct vcs_module *module;
	struct vcs *vcs;
	struct source_overlay *overlay;
	GPtrArray *files;  /* of char *, borrowed: the index */
	GHashTable *scope; /* as in scan_options */
	bool staged;
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
	if (change->vcs)
		change->module->free(change->vcs);
	source_overlay_free(change->overlay);
	g_ptr_array_unref(change->files);
	g_hash_table_unref(change->scope);
	g_free(change);
}

const char *change_root(const struct change *change)
{
	return change->vcs->top;
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

/* With --whole-files, files that are named count whether they changed or not. */
static void add_named(struct change *change, const GPtrArray *only)
{
	for (guint i = 0; i < change->vcs->files->len; i++) {
		const struct vcs_file *f = change->vcs->files->pdata[i];
		g_autofree char *absolute = g_build_filename(change->vcs->top, f->path, NULL);

		for (guint k = 0; k < only->len; k++)
			if (path_below(only->pdata[k], absolute))
				g_hash_table_replace(change->scope, (gpointer)g_intern_string(f->path), NULL);
	}
}

static void take_scope(struct change *change, const struct options *options, const GPtrArray *only)
{
	for (guint i = 0; i < change->vcs->changes->len; i++) {
		const struct vcs_change *c = change->vcs->changes->pdata[i];

		g_hash_table_replace(change->scope, (gpointer)g_intern_string(c->path),
				     options->whole_files ? NULL : lines_of(c));
	}
	if (options->whole_files)
		add_named(change, only);
	for (guint i = 0; i < change->vcs->files->len; i++)
		g_ptr_array_add(change->files, (gpointer)((struct vcs_file *)change->vcs->files->pdata[i])->path);
}

struct change *change_find(const struct options *options)
{
	g_autofree char *here = g_get_current_dir();
	g_autoptr(GPtrArray) only = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;
	auto_ptr(change) change = g_new0(struct change, 1);

	change->files = g_ptr_array_new();
	change->scope = g_hash_table_new_full(NULL, NULL, NULL, lines_free);
	change->staged = options->staged;
	for (guint i = 0; i < options->arguments->len; i++)
		g_ptr_array_add(only, path_absolute(here, g_ptr_array_index(options->arguments, i)));
	struct vcs_request request = {.folder = here, .since = options->since, .only = only};

	change->module = vcs_load(&error);
	if (change->module)
		change->vcs = change->module->look(&request, &error);
	if (!change->vcs) {
		cli_error("%s", error->message);
		return NULL;
	}
	take_scope(change, options, only);
	return g_steal_pointer(&change);
}

static GBytes *read_content(guint index, void *data)
{
	const struct change *change = data;

	return change->module->content(change->vcs, change->vcs->files->pdata[index], NULL);
}

static GArray *contents_of(const struct vcs *vcs)
{
	GArray *files = g_array_sized_new(FALSE, FALSE, sizeof(struct scan_content), vcs->files->len);

	for (guint i = 0; i < vcs->files->len; i++) {
		const struct vcs_file *f = vcs->files->pdata[i];
		struct scan_content content = {f->path, f->id};

		g_array_append_val(files, content);
	}
	return files;
}

/* What can't be read is left for the scan to tell. */
static bool holds_word(const struct change *change, guint index, const struct source_needles *needles)
{
	const struct vcs_file *f = change->vcs->files->pdata[index];
	g_autoptr(GBytes) bytes = f->conflict ? NULL : read_content(index, (gpointer)change);
	gsize length;
	const char *data = bytes ? g_bytes_get_data(bytes, &length) : NULL;

	return !bytes ||
	       (length && (source_needles_hit(needles, data, length) || source_bytes_unreadable(data, length) != NULL));
}

struct run *change_without_words(const struct change *change, const struct scan_options *how)
{
	struct run *run;

	if (!change->staged)
		return NULL;
	g_autoptr(GArray) files = contents_of(change->vcs);
	g_autoptr(GPtrArray) names = scan_words(how, files, read_content, (gpointer)change);
	auto_ptr(source_needles) needles = source_needles_new(names);

	for (guint i = 0; i < change->vcs->files->len; i++) {
		const struct vcs_file *f = change->vcs->files->pdata[i];

		const char *path = intern_known(f->path); /* all of the scope are */

		if (path && g_hash_table_contains(change->scope, path) && holds_word(change, i, needles))
			return NULL;
	}
	run = scan_run_empty(how);
	run->files.seen = run->files.searched = g_hash_table_size(change->scope);
	return run;
}

bool change_prepare(struct change *change, struct scan_options *how)
{
	g_autoptr(GError) error = NULL;

	how->scope = change->scope;
	if (!change->staged)
		return true;
	how->files = change->files;
	change->overlay = source_overlay_new();
	how->overlay = change->overlay;
	if (change->module->overlay(change->vcs, change->overlay, &error))
		return true;
	cli_error("%s", error->message);
	return false;
}
