/* A project's settings: .sysfall.yaml in the scanned root. Options of the command line win over them. */
#ifndef POLICY_PROJECT_H
#define POLICY_PROJECT_H

#include <glib.h>
#include <stdbool.h>

#include "model/run.h"
#include "model/verdict.h"
#include "util/auto.h"

#define PROJECT_FILE ".sysfall.yaml"

/* Sites that all of the given properties fit; at least one is given. */
struct project_suppression {
	char *path, *function, *rule; /* globs, NULL: any */
	char *reason;
	unsigned line; /* in the file */
};

struct project {
	char *path;                 /* as it was opened */
	char *place;                /* before paths of a run, to have them from the file's folder; NULL: nothing */
	char *kernel, *arch, *libc; /* NULL: not given, here and below */
	bool sandbox;
	GPtrArray *rules, *errnos, *excludes; /* of char *, may be empty */
	bool has_fail_on;
	enum severity fail_on;      /* SEVERITY_COUNT: never */
	char *build_dir, *baseline; /* relative to the root */
	GPtrArray *suppressions;    /* of struct project_suppression * */
};

/* Reads a file; an error (PROJECT_ERROR, or G_FILE_ERROR when it cannot be read) says "FILE:LINE:COLUMN: expected …".
 * A file without settings is fine. */
struct project *project_load(const char *path, GError **error);
struct project *project_parse(const char *path, const char *bytes, size_t length, GError **error);
void project_free(struct project *project);

/* tell: adds a problem for each suppression that fits no finding. */
void project_suppress(struct run *run, const struct project *project, bool tell);

UTIL_DEFINE_AUTO(project, project_free)

#endif
