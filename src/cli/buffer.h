/* A file whose contents come from standard input: what an editor has in its buffer, and the disk not yet. */
#ifndef CLI_BUFFER_H
#define CLI_BUFFER_H

#include <glib.h>
#include <stdbool.h>

#include "cli/options.h"
#include "model/run.h"
#include "util/auto.h"

struct buffer;

/* Reads standard input for --stdin and --stdin-filename; NULL after a message. The options'
 * PATHs have the file from then on, or its folder. */
struct buffer *buffer_read(struct options *options);
void buffer_free(struct buffer *buffer);

/* The root of the scan; NULL after a message. */
char *buffer_root(const struct buffer *buffer, const struct options *options);
const struct source_overlay *buffer_overlay(const struct buffer *buffer);

/* Leaves what is about the file. */
void buffer_narrow(const struct buffer *buffer, struct run *run);

UTIL_DEFINE_AUTO(buffer, buffer_free)

#endif
