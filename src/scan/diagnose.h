/* What the compiler says about files of a tree, with the flags that a scan would use. */
#ifndef SCAN_DIAGNOSE_H
#define SCAN_DIAGNOSE_H

#include "scan/scan.h"

/* paths: of interned const char *, relative. For each the complaints, of char * (sorted), in the same order; an empty
 * list for a file that is not there. Of GPtrArray *; NULL with an error when the answer could not be trusted. */
GPtrArray *scan_diagnose(const struct scan_options *options, const GPtrArray *paths, GError **error);

#endif
