/* GitHub's primaryLocationLineHash: how code scanning recognises an alert when its line has moved. Private to this
 * folder. */
#ifndef RENDER_LINE_HASH_H
#define RENDER_LINE_HASH_H

#include <glib.h>
#include <stddef.h>

/* For each line of a file (the first at index 0) its hash as GitHub writes it, "39fa2ee980eb94b0:1"; of const char *,
 * freed with the array. Exactly what the upload action computes: any other value makes it warn. */
GPtrArray *line_hashes(const char *bytes, size_t length);

#endif
