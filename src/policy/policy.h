/* What a project has decided about findings, put onto a finished run: comments in the source, the suppressions of its
 * .sysfall.yaml, a baseline. A pure step: it only looks at the run and at bytes that it is given, so that a run from
 * the cache and a fresh one come out the same. */
#ifndef POLICY_POLICY_H
#define POLICY_POLICY_H

#include <glib.h>
#include <stdbool.h>

#include "model/run.h"
#include "policy/baseline.h"
#include "policy/project.h"

struct policy {
	const struct project *project;   /* NULL: none */
	const struct baseline *baseline; /* NULL: none */
	/* Not everything was looked for (some rules, some errors, some paths only): what was not needed this time may
	 * be needed another time, so nothing is told to be unused. */
	bool partial;
	/* A file's bytes as they were analysed, NULL when there is no such file; free with g_bytes_unref. */
	GBytes *(*read)(const char *path, void *data);
	void *data;
};

/* Marks the suppressed sites (the first reason that fits counts: comment, config, baseline) and adds a problem for each
 * suppression that is of no use. The run is finished again. Applying it twice changes nothing. */
void policy_apply(struct run *run, const struct policy *policy);

#endif
