/* What a run looked at, in full: the long form of the text's last lines, for `sysfall show --coverage`. */
#ifndef RENDER_COVERAGE_H
#define RENDER_COVERAGE_H

#include "model/run.h"

/* prefix: goes before relative paths. */
void coverage_text(const struct run *run, const char *prefix, GString *out);

#endif
