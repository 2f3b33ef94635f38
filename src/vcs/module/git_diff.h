/* Diffs of buffers. Private to the module. */
#ifndef VCS_GIT_DIFF_H
#define VCS_GIT_DIFF_H

#include <glib.h>

/* "diff --git a/PATH b/PATH …"; old NULL: the file is new. NULL with an error (VCS_ERROR) when libgit2 fails. */
char *git_diff_buffers_as_text(const char *path, const char *old, size_t old_length, const char *new, size_t new_length,
			       GError **error);

#endif
