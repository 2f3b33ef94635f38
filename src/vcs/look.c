/* The two sides of a change and what differs between them: the index against HEAD, or a commit against where another
 * history left it. What is asked of git is the same for both, as are the answers' forms: raw records with the names of
 * the contents, and, where they are asked for, patches without context in the same order. */
#include <string.h>

#include "vcs/names.h"
#include "vcs/program.h"
#include "vcs/raw.h"
#include "vcs/vcs.h"

static void change_free(gpointer data)
{
	struct vcs_change *c = data;

	g_free(c->path);
	g_free(c->old_path);
	g_free(c->id);
	g_free(c->old_id);
	if (c->lines)
		g_array_unref(c->lines);
	g_free(c);
}

void vcs_free(struct vcs *vcs)
{
	if (!vcs)
		return;
	g_free(vcs->folder);
	g_free(vcs->top);
	g_free(vcs->trees[VCS_BASE]);
	g_free(vcs->trees[VCS_NOW]);
	g_ptr_array_unref(vcs->changes);
	g_ptr_array_unref(vcs->conflicts);
	if (vcs->names)
		g_ptr_array_unref(vcs->names);
	g_string_chunk_free(vcs->strings);
	g_free(vcs);
}

/* --- the sides -------------------------------------------------------------------------------------------------- */

static char *tree_of(const char *folder, const char *revision, GError **error)
{
	g_autofree char *name = g_strconcat(revision, "^{tree}", NULL);
	const char *const command[] = {"rev-parse", "--verify", "--quiet", "--end-of-options", name, NULL};

	return git_line(folder, command, error);
}

/* What HEAD stands for before the first commit. */
static char *empty_tree(const char *folder, GError **error)
{
	static const char *const command[] = {"hash-object", "-t", "tree", "--stdin", NULL};

	return git_line(folder, command, error);
}

char *vcs_top(const char *folder)
{
	static const char *const command[] = {"rev-parse", "--show-toplevel", NULL};

	return git_line(folder, command, NULL);
}

/* The top and HEAD's tree: with one call of git where there is a commit. */
static bool find_top(struct vcs *vcs, char **out_head, GError **error)
{
	static const char *const both[] = {"rev-parse", "--show-toplevel", "HEAD^{tree}", NULL};
	static const char *const top[] = {"rev-parse", "--show-toplevel", NULL};
	g_autofree char *lines = git_line(vcs->folder, both, NULL);
	char *last = lines ? strrchr(lines, '\n') : NULL;

	if (last) {
		vcs->top = g_strndup(lines, (gsize)(last - lines));
		*out_head = g_strdup(last + 1);
		return true;
	}
	vcs->top = git_line(vcs->folder, top, error);
	return vcs->top;
}

static char *commit_of(const struct vcs *vcs, const char *revision, GError **error)
{
	g_autofree char *name = g_strconcat(revision, "^{commit}", NULL);
	const char *const command[] = {"rev-parse", "--verify", "--quiet", "--end-of-options", name, NULL};
	char *commit = git_line(vcs->folder, command, NULL);

	if (!commit)
		g_set_error(error, VCS_ERROR, VCS_ERROR_REPOSITORY, "git knows no revision '%s'", revision);
	return commit;
}

/* Where the two part; the revision itself when they never were one, or it is a tree. */
static char *base_of(const struct vcs *vcs, const char *since, const char *until, GError **error)
{
	g_autofree char *commit = commit_of(vcs, since, NULL);
	const char *const command[] = {"merge-base", commit, until, NULL};
	g_autofree char *parted = commit ? git_line(vcs->folder, command, NULL) : NULL;
	g_autofree char *first = parted ? g_strndup(parted, strcspn(parted, "\n")) : NULL;
	char *tree = tree_of(vcs->folder, first ? first : commit ? commit : since, NULL);

	if (!tree)
		g_set_error(error, VCS_ERROR, VCS_ERROR_REPOSITORY, "git knows no revision '%s'", since);
	return tree;
}

static bool find_sides(struct vcs *vcs, const struct vcs_request *request, GError **error)
{
	g_autofree char *head = NULL, *until = NULL;

	if (!find_top(vcs, &head, error))
		return false;
	if (!request->since) {
		vcs->trees[VCS_BASE] = head ? g_steal_pointer(&head) : empty_tree(vcs->folder, error);
		return vcs->trees[VCS_BASE];
	}
	until = commit_of(vcs, request->until ? request->until : "HEAD", error);
	if (!until)
		return false;
	vcs->trees[VCS_BASE] = base_of(vcs, request->since, until, error);
	vcs->trees[VCS_NOW] = vcs->trees[VCS_BASE] ? tree_of(vcs->folder, until, error) : NULL;
	return vcs->trees[VCS_NOW];
}

/* --- what differs ----------------------------------------------------------------------------------------------- */

/* diff-index --cached BASE, or diff-tree BASE NOW. */
static GPtrArray *comparison(const struct vcs *vcs, const char *const *how)
{
	static const char *const common[] = {
		"-M", "--no-relative", "--ignore-submodules", "--no-ext-diff", "--no-textconv", "--no-color"};
	GPtrArray *command = g_ptr_array_new();

	if (vcs->trees[VCS_NOW]) {
		g_ptr_array_add(command, (gpointer) "diff-tree");
		g_ptr_array_add(command, (gpointer) "-r");
	} else {
		g_ptr_array_add(command, (gpointer) "diff-index");
		g_ptr_array_add(command, (gpointer) "--cached");
		g_ptr_array_add(command, (gpointer) "--ita-invisible-in-index");
	}
	for (guint i = 0; i < G_N_ELEMENTS(common); i++)
		g_ptr_array_add(command, (gpointer)common[i]);
	for (; *how; how++)
		g_ptr_array_add(command, (gpointer)*how);
	g_ptr_array_add(command, vcs->trees[VCS_BASE]);
	if (vcs->trees[VCS_NOW])
		g_ptr_array_add(command, vcs->trees[VCS_NOW]);
	g_ptr_array_add(command, (gpointer) "--");
	g_ptr_array_add(command, NULL);
	return command;
}

static void take_record(GPtrArray *changes, const struct raw_record *r)
{
	struct vcs_change *c = g_new0(struct vcs_change, 1);

	g_ptr_array_add(changes, c);
	if (r->status != 'A') {
		c->old_path = g_strdup(r->old_path);
		c->old_id = g_strdup(r->old_id);
		c->old_file = r->old_file;
	}
	if (r->status != 'D') {
		c->path = g_strdup(r->path);
		c->id = g_strdup(r->id);
		c->file = r->file;
	}
}

static bool read_changes(struct vcs *vcs, GError **error)
{
	static const char *const how[] = {"--raw", "-z", "--no-abbrev", NULL};
	g_autoptr(GPtrArray) command = comparison(vcs, how);
	g_autoptr(GBytes) bytes = git_run(vcs->folder, (const char *const *)command->pdata, NULL, error);
	struct raw_reader reader;
	struct raw_record record;

	if (!bytes)
		return false;
	raw_begin(&reader, bytes);
	while (raw_next(&reader, &record))
		if (record.status != 'U')
			take_record(vcs->changes, &record);
		else
			g_ptr_array_add(vcs->conflicts, g_strdup(record.path));
	return raw_end(&reader, error);
}

/* --- which lines are new ---------------------------------------------------------------------------------------- */

/* "3,4" or "3": none of them are behind the third. */
static void read_range(const char *text, unsigned *out_first, unsigned *out_last)
{
	char *end;
	unsigned first = (unsigned)g_ascii_strtoull(text, &end, 10);
	unsigned count = *end == ',' ? (unsigned)g_ascii_strtoull(end + 1, NULL, 10) : 1;

	*out_first = count ? first : first + 1;
	*out_last = count ? first + count - 1 : first;
}

/* "@@ -1,2 +3,4 @@" */
static void take_hunk(GArray *lines, const char *line)
{
	const char *minus = strstr(line, " -"), *plus = strstr(line, " +");
	struct vcs_lines l;

	if (!plus || !minus)
		return;
	read_range(minus + 2, &l.old_first, &l.old_last);
	read_range(plus + 2, &l.first, &l.last);
	g_array_append_val(lines, l);
}

/* Those of which git shows a patch: changed or renamed, in the order of its records. */
static GPtrArray *patched(const struct vcs *vcs)
{
	GPtrArray *out = g_ptr_array_new();

	for (guint i = 0; i < vcs->changes->len; i++) {
		struct vcs_change *c = vcs->changes->pdata[i];

		if (!c->path)
			continue;
		c->lines = g_array_new(FALSE, FALSE, sizeof(struct vcs_lines));
		struct vcs_lines all = {1, G_MAXINT, 1, 0};

		if (c->old_path && c->old_file == c->file)
			g_ptr_array_add(out, c);
		else
			g_array_append_val(c->lines, all);
	}
	return out;
}

/* Each patch begins with "diff --git"; lines of content never do, since a sign stands before them. False when they are
 * not as many as there are files. */
static bool take_patches(const GPtrArray *files, GBytes *bytes)
{
	gsize length;
	const char *at = g_bytes_get_data(bytes, &length), *end = at + length;
	guint next = 0;

	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		g_autofree char *line = NULL;

		stop = stop ? stop : end;
		if (*at == 'd' && g_str_has_prefix(at, "diff --git "))
			next++;
		if (*at == '@' && next && next <= files->len) {
			line = g_strndup(at, (gsize)(stop - at));
			take_hunk(((struct vcs_change *)files->pdata[next - 1])->lines, line);
		}
		at = stop + (stop < end);
	}
	return next == files->len;
}

bool vcs_read_lines(struct vcs *vcs, GError **error)
{
	static const char *const how[] = {"--patch", "--unified=0", "--text", "--diff-filter=MR", NULL};
	g_autoptr(GPtrArray) command = comparison(vcs, how), files = patched(vcs);
	g_autoptr(GBytes) bytes =
		files->len ? git_run(vcs->folder, (const char *const *)command->pdata, NULL, error) : NULL;

	if (files->len && !bytes)
		return false;
	if (!files->len || take_patches(files, bytes))
		return true;
	g_set_error_literal(error, VCS_ERROR, VCS_ERROR_PROGRAM, "git's list of changes and its patches do not agree");
	return false;
}

GPtrArray *vcs_differing(const struct vcs *vcs, const char *tree)
{
	const char *const command[] = {
		"diff-tree",          "-r", "-z", "--raw", "--no-abbrev", "--no-relative", tree, "--no-renames",
		vcs->trees[VCS_BASE], "--", NULL};
	g_autoptr(GBytes) bytes = git_run(vcs->folder, command, NULL, NULL);
	GPtrArray *out = bytes ? g_ptr_array_new_with_free_func(change_free) : NULL;
	struct raw_reader reader;
	struct raw_record record;

	if (!bytes)
		return NULL;
	raw_begin(&reader, bytes);
	while (raw_next(&reader, &record))
		take_record(out, &record);
	(void)raw_end(&reader, NULL);
	return out;
}

struct vcs *vcs_look(const struct vcs_request *request, GError **error)
{
	auto_ptr(vcs) vcs = g_new0(struct vcs, 1);

	vcs->folder = g_strdup(request->folder);
	vcs->changes = g_ptr_array_new_with_free_func(change_free);
	vcs->conflicts = g_ptr_array_new_with_free_func(g_free);
	vcs->strings = g_string_chunk_new(65536);
	if (!find_sides(vcs, request, error) || !read_changes(vcs, error) || !names_find(vcs, request->only, error))
		return NULL;
	return g_steal_pointer(&vcs);
}
