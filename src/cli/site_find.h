/* Finding the sites that a user means. */
#ifndef CLI_SITE_FIND_H
#define CLI_SITE_FIND_H

#include <glib.h>

#include "model/run.h"

/* By id, or the beginning of one (4 letters at least) that no other site shares; or by "path:line" (":column" may
 * follow), the path relative to the current folder or to the run's root. Borrowed from the run; free the array. NULL
 * after a message. */
GPtrArray *site_find(const struct run *run, const char *word);
/* The same without a message. */
GPtrArray *site_look(const struct run *run, const char *word);

#endif
