/* A shim: a C file that stands between a program and the C library and falls back in the program's stead. For vendored
 * code that nobody patches and for programs that are only there as binaries. Made from the rule alone. */
#ifndef FIX_SHIM_SHIM_H
#define FIX_SHIM_SHIM_H

#include <glib.h>
#include <stdbool.h>

#include "rules/rule.h"

struct shim_file {
	char *name; /* "accept4_shim.c" */
	char *text;
};

/* The shim's files: C source, header, and what a makefile or CMake includes. Of struct shim_file *; free with
 * g_ptr_array_unref. NULL with SHIM_ERROR_RULE when the rule does not say how patches are written, or has no fallback
 * that takes the call's first arguments. */
GPtrArray *shim_files(const struct rule *rule, GError **error);

/* Writes them to a folder, which is made if it is not there. A file that is there and has other contents is not
 * overwritten: nothing is written then. */
bool shim_write(const char *dir, const struct rule *rule, GError **error);

#define SHIM_ERROR shim_error_quark()
GQuark shim_error_quark(void);
enum shim_error { SHIM_ERROR_RULE, SHIM_ERROR_EXISTS, SHIM_ERROR_WRITE };

#endif
