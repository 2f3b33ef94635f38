/* A gate: what a change of a git repository makes worse. The change is what is staged, or what a commit has against
 * another. A site counts when it stands in changed code, or when a verdict or a flag of it is worse than in the base.
 */
#ifndef CLI_GATE_H
#define CLI_GATE_H

#include <stdbool.h>

#include "cli/options.h"
#include "cli/settings.h"
#include "model/run.h"
#include "scan/scan.h"
#include "util/auto.h"

struct gate;

/* What --staged, --hook or --changed-since asks for; NULL after a message. */
struct gate *gate_find(const struct options *options);
void gate_free(struct gate *gate);

/* The top of the work tree. */
const char *gate_root(const struct gate *gate);

/* Scans the changed state, and the base where it has to be known. `how`: what a scan of the root takes; its files and
 * overlay are set, and stay the gate's. The run has all sites. NULL with an error, or cancelled. */
struct run *gate_scan(struct gate *gate, struct scan_options *how, GError **error);

/* Leaves what counts, when everything else has been decided about the run. */
void gate_narrow(struct gate *gate, struct run *run, const struct settings *settings);

/* Says on standard error what to do about the findings of a hook. kept: `sysfall show` has them. */
void gate_advise(const struct gate *gate, const struct run *run, bool kept);

UTIL_DEFINE_AUTO(gate, gate_free)

#endif
