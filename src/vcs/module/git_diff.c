/* Unified diffs as git writes them: libgit2 compares the buffers, no repository is needed. */
#include <git2.h>
#include <string.h>

#include "vcs/vcs.h"

/* What patch(1) takes for the end of a name that holds a blank: git writes a tab there, libgit2 does not. */
static char *end_names(const char *path, const char *text, size_t length)
{
	GString *out = g_string_new_len(text, (gssize)length);
	const char *hunk = strstr(out->str, "\n@@");
	gssize end = hunk ? hunk - out->str : 0;

	for (gssize at = end; strchr(path, ' ') && at > 0; at--) {
		gssize line = at;

		if (out->str[at] != '\n')
			continue;
		while (line > 0 && out->str[line - 1] != '\n')
			line--;
		if (strncmp(out->str + line, "--- ", 4) == 0 || strncmp(out->str + line, "+++ ", 4) == 0)
			g_string_insert_c(out, at, '\t');
	}
	return g_string_free(out, FALSE);
}

static char *diff(const char *path, const char *old, size_t old_length, const char *new, size_t new_length,
		  GError **error)
{
	git_patch *patch = NULL;
	git_buf buf = {0};
	char *text = NULL;
	git_diff_options options;

	git_libgit2_init();
	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_FORCE_TEXT;
	if (git_patch_from_buffers(&patch, old, old_length, path, new, new_length, path, &options) == 0 &&
	    git_patch_to_buf(&buf, patch) == 0)
		text = end_names(path, buf.ptr ? buf.ptr : "", buf.size);
	else
		g_set_error(error, VCS_ERROR, VCS_ERROR_DIFF, "cannot make the diff of %s: %s", path,
			    git_error_last() ? git_error_last()->message : "libgit2 failed");
	git_buf_dispose(&buf);
	git_patch_free(patch);
	git_libgit2_shutdown();
	return text;
}

extern __attribute__((visibility("default"))) const struct vcs_module vcs_module;
const struct vcs_module vcs_module = {VCS_MODULE_VERSION, diff};
