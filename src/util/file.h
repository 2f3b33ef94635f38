/* Replacing a file's contents so that a reader, a crash or a full disk only ever sees the old bytes or the new ones. */
#ifndef UTIL_FILE_H
#define UTIL_FILE_H

#include <glib.h>
#include <stdbool.h>

/* Writes a temporary file beside path, syncs it and renames it over path. An existing file's mode is kept, a new one
 * gets 0666 less the umask; a symbolic link stays one, its target is replaced. On failure path is as it was, nothing is
 * left behind, and the error (G_FILE_ERROR) says "cannot write PATH: why". */
bool file_replace(const char *path, const void *bytes, size_t length, GError **error);

/* Writes bytes to where path leads: a file is replaced as above; devices, pipes and the process's own descriptors
 * (/dev/stdout, /dev/fd/3) are written into as they are. */
bool file_put(const char *path, const void *bytes, size_t length, GError **error);

#endif
