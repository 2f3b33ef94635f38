/* The files of a side, and how the work tree is made to look like it: where git says that the two differ, and where it
 * does not look (a sparse checkout, files that are assumed unchanged), the side's content is laid over the disk's. */
#include <string.h>

#include "vcs/program.h"
#include "vcs/raw.h"
#include "vcs/vcs.h"

/* --- lists ------------------------------------------------------------------------------------------------------ */

/* Blobs other than links: "100644 ID 0" and "100644 blob ID". */
static bool is_file(const char *text)
{
	return g_str_has_prefix(text, "100");
}

static void add_file(struct vcs *vcs, GPtrArray *files, const char *path, const char *id, size_t length)
{
	struct vcs_file *f = g_new0(struct vcs_file, 1);

	f->path = g_string_chunk_insert(vcs->strings, path);
	f->id = g_string_chunk_insert_len(vcs->strings, id, (gssize)length);
	g_ptr_array_add(files, f);
}

/* "H 100644 ID STAGE" and a path; the letter says how git sees it. False when it is something else. */
static bool take_index_entry(struct vcs *vcs, GPtrArray *files, const char *text)
{
	const char *tab = strchr(text, '\t'), *mode = strchr(text, ' ');
	const char *id = mode && tab ? strchr(mode + 1, ' ') : NULL, *stage = id ? strchr(id + 1, ' ') : NULL;
	struct vcs_file *last = files->len ? files->pdata[files->len - 1] : NULL;

	if (!stage || stage > tab)
		return false;
	if (!is_file(mode + 1))
		return true;
	if (last && strcmp(last->path, tab + 1) == 0) {
		last->conflict = true;
		return true;
	}
	add_file(vcs, files, tab + 1, id + 1, (size_t)(stage - id - 1));
	last = files->pdata[files->len - 1];
	last->conflict = stage[1] != '0';
	last->untold = *text == 'S' || g_ascii_islower(*text);
	return true;
}

/* "100644 blob ID" and a path. */
static bool take_tree_entry(struct vcs *vcs, GPtrArray *files, const char *text)
{
	const char *tab = strchr(text, '\t'), *type = strchr(text, ' '), *id = type ? strchr(type + 1, ' ') : NULL;

	if (!tab || !id || id > tab)
		return false;
	if (is_file(text))
		add_file(vcs, files, tab + 1, id + 1, (size_t)(tab - id - 1));
	return true;
}

GPtrArray *vcs_files(struct vcs *vcs, enum vcs_side side, GError **error)
{
	static const char *const index[] = {"ls-files", "-s", "-v", "-z", "--full-name", "--", ":/", NULL};
	const char *const tree[] = {"ls-tree", "-r", "-z", "--full-tree", vcs->trees[side], NULL};
	g_autoptr(GBytes) bytes = git_run(vcs->folder, vcs->trees[side] ? tree : index, NULL, error);
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
	gsize length;
	const char *at = bytes ? g_bytes_get_data(bytes, &length) : NULL;
	bool ok = bytes != NULL;

	for (const char *end = ok ? at + length : NULL; ok && at < end; at += strlen(at) + 1)
		ok = vcs->trees[side] ? take_tree_entry(vcs, files, at) : take_index_entry(vcs, files, at);
	if (bytes && !ok)
		g_set_error_literal(error, VCS_ERROR, VCS_ERROR_PROGRAM, "git wrote a list that cannot be read");
	return ok ? g_steal_pointer(&files) : NULL;
}

/* --- contents --------------------------------------------------------------------------------------------------- */

/* "ID blob SIZE" newline, the bytes, newline. NULL when it is not that. */
static GBytes *next_content(GBytes *all, const char **at, const char *end)
{
	const char *line = *at, *stop = memchr(line, '\n', (size_t)(end - line));
	g_autofree char *head = stop ? g_strndup(line, (gsize)(stop - line)) : NULL;
	const char *size = head ? strrchr(head, ' ') : NULL;
	guint64 length;

	if (!size || !strstr(head, " blob ") ||
	    !g_ascii_string_to_unsigned(size + 1, 10, 0, (guint64)(end - stop - 1), &length, NULL))
		return NULL;
	*at = stop + 1 + length + 1;
	return g_bytes_new_from_bytes(all, (gsize)(stop + 1 - (const char *)g_bytes_get_data(all, NULL)), length);
}

static void unref_bytes(gpointer bytes)
{
	if (bytes)
		g_bytes_unref(bytes);
}

GPtrArray *vcs_contents(const struct vcs *vcs, const GPtrArray *ids, GError **error)
{
	static const char *const command[] = {"cat-file", "--batch", NULL};
	g_autoptr(GPtrArray) out = g_ptr_array_new_with_free_func(unref_bytes);
	GString *list = g_string_new(NULL);

	for (guint i = 0; i < ids->len; i++)
		if (ids->pdata[i])
			g_string_append_printf(list, "%s\n", (const char *)ids->pdata[i]);
	g_autoptr(GBytes) input = g_string_free_to_bytes(list);
	g_autoptr(GBytes) all =
		g_bytes_get_size(input) ? git_run(vcs->folder, command, input, error) : g_bytes_new(NULL, 0);
	gsize length;
	const char *at = all ? g_bytes_get_data(all, &length) : NULL, *end = all ? at + length : NULL;

	if (!all)
		return NULL;
	for (guint i = 0; i < ids->len; i++) {
		GBytes *content = ids->pdata[i] && at < end ? next_content(all, &at, end) : NULL;

		g_ptr_array_add(out, content);
		if (ids->pdata[i] && !content) {
			g_set_error(error, VCS_ERROR, VCS_ERROR_PROGRAM, "git does not have the content %s",
				    (const char *)ids->pdata[i]);
			return NULL;
		}
	}
	return g_steal_pointer(&out);
}

/* --- laying over ------------------------------------------------------------------------------------------------ */

struct laying {
	GPtrArray *paths, *ids; /* of char *, owned; no id: the side has no such file */
	GHashTable *known;      /* set of the paths */
};

static void lay(struct laying *l, const char *path, const char *id)
{
	char *copy = g_strdup(path);

	if (!g_hash_table_add(l->known, copy)) {
		g_free(copy);
		return;
	}
	g_ptr_array_add(l->paths, copy);
	g_ptr_array_add(l->ids, g_strdup(id));
}

/* Where the work tree differs from the side. */
static bool lay_differences(const struct vcs *vcs, const char *tree, struct laying *l, GError **error)
{
	static const char *const index[] = {"diff-files",          "--raw", "-z", "--no-abbrev", "--no-relative",
					    "--ignore-submodules", NULL};
	const char *const commit[] = {"diff-index",          "--raw", "-z", "--no-abbrev", "--no-relative",
				      "--ignore-submodules", tree,    "--", NULL};
	g_autoptr(GBytes) bytes = git_run_unfiltered(vcs->folder, tree ? commit : index, error);
	struct raw_reader reader;
	struct raw_record r;

	if (!bytes)
		return false;
	raw_begin(&reader, bytes);
	while (raw_next(&reader, &r)) {
		if (r.status == 'A')
			lay(l, r.path, NULL);
		else if (r.status != 'U' && r.old_file)
			lay(l, r.path, r.old_id);
	}
	return raw_end(&reader, error);
}

static bool put_all(const struct vcs *vcs, const struct laying *l, struct source_overlay *overlay, GError **error)
{
	g_autoptr(GPtrArray) contents = vcs_contents(vcs, l->ids, error);
	bool ok = contents;

	for (guint i = 0; ok && i < contents->len; i++) {
		g_autofree char *absolute = g_build_filename(vcs->top, l->paths->pdata[i], NULL);
		gsize length = 0;
		const void *data = contents->pdata[i] ? g_bytes_get_data(contents->pdata[i], &length) : NULL;

		ok = source_overlay_put(overlay, absolute, contents->pdata[i] && !length ? "" : data, length, error);
	}
	return ok;
}

/* What git does not look at in the work tree has the index's content there, whichever side is wanted, unless the sides
 * differ in it: then it is among the differences. */
static void lay_untold(struct laying *l, const GPtrArray *files)
{
	for (guint i = 0; i < files->len; i++) {
		const struct vcs_file *f = files->pdata[i];

		if (f->untold)
			lay(l, f->path, f->id);
	}
}

static bool lay_all(struct vcs *vcs, enum vcs_side side, const GPtrArray *files, struct laying *l, GError **error)
{
	const char *tree = vcs->trees[side];

	if (!lay_differences(vcs, tree, l, error))
		return false;
	if (!tree) {
		lay_untold(l, files);
		return true;
	}
	char *kept = g_steal_pointer(&vcs->trees[side]); /* the index's list */
	g_autoptr(GPtrArray) index = vcs_files(vcs, side, error);

	vcs->trees[side] = kept;
	if (index)
		lay_untold(l, index);
	return index;
}

bool vcs_overlay(struct vcs *vcs, enum vcs_side side, const GPtrArray *files, struct source_overlay *overlay,
		 GError **error)
{
	struct laying l = {g_ptr_array_new_with_free_func(g_free), g_ptr_array_new_with_free_func(g_free),
			   g_hash_table_new(g_str_hash, g_str_equal)};
	bool ok = lay_all(vcs, side, files, &l, error) && put_all(vcs, &l, overlay, error);

	g_hash_table_unref(l.known);
	g_ptr_array_unref(l.paths);
	g_ptr_array_unref(l.ids);
	return ok;
}
