/* Unified diffs as git writes them. */
#ifndef FIX_DIFF_H
#define FIX_DIFF_H

#include <glib.h>

/* "diff --git a/PATH b/PATH …"; old NULL: the file is new. NULL with an error (VCS_ERROR) when libgit2 fails
 * or is not there. */
char *unified_diff(const char *path, const char *old, size_t old_length, const char *new, size_t new_length,
		   GError **error);

#endif
