/* Changes to files, by byte offset. Changes of several sites to one file are kept together: equal ones count once,
 * overlapping ones are refused. */
#ifndef FIX_EDITS_H
#define FIX_EDITS_H

#include <glib.h>
#include <stdbool.h>

#include "util/auto.h"

struct edit {
	const char *path; /* interned, relative */
	size_t begin, end;
	char *text; /* owned: in place of [begin, end) */
};

struct edits {
	GPtrArray *list; /* of struct edit *, owned */
};

struct edits *edits_new(void);
void edits_free(struct edits *edits);
/* Takes text over. Insertions at one place stand in the order in which they were added. */
void edits_add(struct edits *edits, const char *path, size_t begin, size_t end, char *text);
/* All of `more`, or nothing and false when one of them overlaps what is there. */
bool edits_join(struct edits *edits, const struct edits *more);
/* The text of one file with its changes; g_free. */
char *edits_apply(const struct edits *edits, const char *path, const char *bytes, size_t length, size_t *out_length);
/* The files changed: of interned const char *, sorted. */
GPtrArray *edits_paths(const struct edits *edits);

UTIL_DEFINE_AUTO(edits, edits_free)

#endif
