/* Where in a file a failed call could be helped. */
#ifndef SCAN_HELPS_H
#define SCAN_HELPS_H

#include "source/text.h"

struct helps;
/* The text must have been lexed with the helping names among its needles, and outlive the result. */
struct helps *helps_new(const struct source_text *text, const struct source_needles *helping);
void helps_free(struct helps *helps);
/* The function at that place helps. */
bool helps_at(const struct helps *helps, size_t offset);
UTIL_DEFINE_AUTO(helps, helps_free)

#endif
