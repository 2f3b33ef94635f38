/* Looking at the database before a scan. */
#ifndef CLI_RECORD_CHECK_H
#define CLI_RECORD_CHECK_H

#include <stdbool.h>

#include "cli/options.h"

/* Whether the database of a scan of root can be used. False after a message; a tree that may not be written is fine
 * unless the database was asked for by name. */
bool record_check(const struct options *options, const char *root);

#endif
