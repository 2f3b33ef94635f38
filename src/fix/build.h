/* Compiling patched text with the file's own command. Private to fix/. */
#ifndef FIX_BUILD_H
#define FIX_BUILD_H

#include "source/compdb.h"

/* NULL when the text (of the file, from standard input, in memory otherwise) compiles; else the compiler's first
 * message. `extra`: a folder with patched headers to look in first; may be NULL. */
char *build_try(const struct compdb_command *command, const char *file, const char *bytes, size_t length,
		const char *extra);

#endif
