/* The function that makes a call with its fallback. Private to fix/. */
#ifndef FIX_WRAPPER_H
#define FIX_WRAPPER_H

#include "fix/job.h"

struct wrapper_form {
	const struct style *style;
	const char *name; /* of the call */
	const char *base; /* blanks before each line */
	bool raw;         /* "syscall(name, …)" */
	bool shared;      /* in a header */
	bool nolint, cxx;
};

/* The function's definition, with a blank line behind it; g_free. */
char *wrapper_text(const struct rule *rule, const struct wrapper_form *form);
/* The job's header as its file includes it, with quotes. */
char *wrapper_include(const struct fix_job *job);
/* The whole header. */
char *wrapper_header(const struct rule *rule, const struct style *style, const char *path, bool nolint);

#endif
