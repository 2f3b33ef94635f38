/* One line on a terminal that says how far a long piece of work is. It appears when the work has taken over a second,
 * is written anew a few times a second at most, and is gone at the end. */
#ifndef UTIL_PROGRESS_H
#define UTIL_PROGRESS_H

#include <glib.h>
#include <stdbool.h>

#include "util/auto.h"

struct progress;

/* fd: where it goes; nothing is ever written when shown is false (no terminal, --quiet). now: microseconds that only
 * grow; NULL: g_get_monotonic_time. */
struct progress *progress_new(int fd, bool shown, gint64 (*now)(void));
/* Cheap enough to be called for every file. A new phase starts its own count and rate; total 0: not known. */
void progress_update(struct progress *progress, const char *phase, unsigned done, unsigned total);
/* Takes the line away, so that something else may be written; the next update brings it back. */
void progress_clear(struct progress *progress);
void progress_free(struct progress *progress);

UTIL_DEFINE_AUTO(progress, progress_free)

#endif
