/* A baseline: a text file, made to be committed, of the findings that are known and not to be told again. */
#ifndef POLICY_BASELINE_H
#define POLICY_BASELINE_H

#include <glib.h>
#include <stdbool.h>

#include "model/run.h"
#include "util/auto.h"

struct policy;

struct baseline {
	char *path;
	GPtrArray *entries; /* of struct known * (policy/compare.h) */
	GArray *lines;      /* of unsigned: where each stands in the file */
};

/* An error (BASELINE_ERROR, or G_FILE_ERROR) names the file and the line. */
struct baseline *baseline_load(const char *path, GError **error);
struct baseline *baseline_parse(const char *path, const char *text, size_t length, GError **error);
void baseline_free(struct baseline *baseline);

/* The text for a run's findings: sorted by path, function and id, one on a line; what a comment or the project's
 * settings suppress is left out. */
char *baseline_text(const struct run *run);

/* Suppresses what the baseline has and what has not become worse since. Unless the policy is partial, entries that are
 * of no use any more become problems. */
void baseline_apply(struct run *run, const struct baseline *baseline, const struct policy *policy);

#define BASELINE_ERROR baseline_error_quark()
GQuark baseline_error_quark(void);
enum baseline_error { BASELINE_ERROR_SYNTAX, BASELINE_ERROR_VERSION };

UTIL_DEFINE_AUTO(baseline, baseline_free)

#endif
