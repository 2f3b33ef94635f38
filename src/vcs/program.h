/* Running git. Private to vcs/. */
#ifndef VCS_PROGRAM_H
#define VCS_PROGRAM_H

#include <glib.h>

/* What `git ARGUMENTS` writes to its standard output when it is run in the folder and reads `input` (NULL: nothing).
 * NULL with an error (VCS_ERROR) in git's own words when it fails or there is no git. */
GBytes *git_run(const char *folder, const char *const *arguments, GBytes *input, GError **error);

/* The same for what compares the work tree: the settings' filters, which git would run to see whether a file changed,
 * are not run. */
GBytes *git_run_unfiltered(const char *folder, const char *const *arguments, GError **error);

/* The same for an answer of one line, without the line's end. */
char *git_line(const char *folder, const char *const *arguments, GError **error);

#endif
