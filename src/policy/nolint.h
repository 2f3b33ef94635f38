/* NOLINT comments of a file. Private to policy/. */
#ifndef POLICY_NOLINT_H
#define POLICY_NOLINT_H

#include <glib.h>
#include <stddef.h>

#include "model/run.h"

struct nolints;

/* NULL when the file has none. */
struct nolints *nolints_read(const char *bytes, size_t length);
void nolints_free(struct nolints *nolints);

/* What the comments about one of the lines cover of what there is to complain about at the site (policy/finding.h), and
 * the first one's reason where one is given, borrowed. NULL for nolints: no comments. */
unsigned nolints_cover(struct nolints *nolints, const struct site *site, unsigned first, unsigned last,
		       const char **out_reason);

/* Adds those comments that name sysfall and cover nothing that was asked about, or that have no counterpart. */
void nolints_tell_unused(const struct nolints *nolints, const char *path, GPtrArray *problems);

#endif
