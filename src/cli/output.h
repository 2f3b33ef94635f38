/* Where results go: standard output, and files. Writing is checked to the last byte; what goes wrong is said here. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <glib.h>
#include <stdbool.h>

#include "cli/options.h"
#include "render/diff.h"

/* False after a message. */
bool output_stdout(const char *bytes, size_t length);

/* Renders the run in every format that was asked for, then writes the files and standard output. False after a message;
 * then no file is half-written. */
bool output_run(const struct run *run, const struct rule_set *rules, const struct options *options);

/* The same for what changed between two runs; exit_code: that the program will end with. */
bool output_diff(const struct diff *diff, const struct rule_set *rules, const struct options *options, int exit_code);

/* Whether a format that was asked for names the commit that was scanned. */
bool output_shows_origin(const struct options *options);

#endif
