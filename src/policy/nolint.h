/* NOLINT comments. Private to policy/. */
#ifndef POLICY_NOLINT_H
#define POLICY_NOLINT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "model/run.h"

/* Suppresses the sites of one file (of struct site *) that its comments are about. Adds to problems (NULL: does not)
 * those comments that name sysfall and suppress nothing, or that have no counterpart. */
void nolint_apply(const char *path, const char *bytes, size_t length, const GPtrArray *sites, GPtrArray *problems);

#endif
