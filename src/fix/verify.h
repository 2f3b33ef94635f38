/* Holding the analysis of a patched tree against the one before. Private to fix/. */
#ifndef FIX_VERIFY_H
#define FIX_VERIFY_H

#include "model/run.h"

/* All errnos lead to a fallback and no flag is lost. NULL, or what does not hold (g_free). `before`: a state that was
 * unknown may stay so, a deferral too; NULL: nothing is forgiven. */
char *verify_site(const struct site *after, const struct site *before);
/* NULL, or how the site is worse than it was. */
char *verify_not_worse(const struct site *after, const struct site *before);
/* The site with that id, NULL when there is none. */
const struct site *verify_find(const struct run *run, const char *id);
/* The site in the wrapper function of a file. */
const struct site *verify_find_wrapper(const struct run *run, const char *path, const char *function);
/* A problem, or a place that the parser does not reach, of the file that the run before did not have; NULL, or what it
 * is. path NULL: of any file. */
char *verify_new_problem(const struct run *after, const struct run *before, const char *path);

#endif
