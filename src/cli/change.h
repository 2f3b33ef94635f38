/* The part of a git repository that a change is about: what is staged, or what differs from a revision. */
#ifndef CLI_CHANGE_H
#define CLI_CHANGE_H

#include <stdbool.h>

#include "cli/options.h"
#include "scan/scan.h"
#include "util/auto.h"

struct change;

/* What --staged or --changed-since asks for; NULL after a message. */
struct change *change_find(const struct options *options);
void change_free(struct change *change);

/* The top of the work tree. */
const char *change_root(const struct change *change);

/* Sets files, scope and overlay, which stay the change's. False after a message. */
bool change_prepare(struct change *change, struct scan_options *how);

UTIL_DEFINE_AUTO(change, change_free)

#endif
