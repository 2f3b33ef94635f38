/* The function that makes a call with its fallback. Private to fix/. */
#ifndef FIX_WRAPPER_H
#define FIX_WRAPPER_H

#include "fix/job.h"

/* The function's definition, with a blank line behind it. `original`: how the call is made ("accept4",
 * "syscall(SYS_accept4"). */
char *wrapper_text(const struct rule *rule, const struct style *style, const char *original, bool shared, bool nolint);
/* The job's header as its file includes it, with quotes. */
char *wrapper_include(const struct fix_job *job);
/* The whole header. */
char *wrapper_header(const struct rule *rule, const struct style *style, const char *path, bool nolint);

#endif
