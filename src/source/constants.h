/* What names of constants stand for in a tree: the bodies of macros and the values of enumerators, in every file and
 * every arm of every #if together. A name that anything else is called as well, or that a build may define as it likes,
 * has no value here. */
#ifndef SOURCE_CONSTANTS_H
#define SOURCE_CONSTANTS_H

#include <glib.h>
#include <stdbool.h>

#include "util/auto.h"

struct constants;

struct constants *constants_new(void);
void constants_free(struct constants *c);

/* The names in an expression are wanted, as far as they are new. */
void constants_want(struct constants *c, const char *expression);
/* The wanted names that no file has been read for: of interned const char *; they count as looked for from now on.
 * Free with g_ptr_array_unref. */
GPtrArray *constants_take_wanted(struct constants *c);
/* Reads a file for these names; what they stand for may make further ones wanted. */
void constants_read(struct constants *c, const GPtrArray *names, const char *bytes, size_t length);

/* Adds the values that the expression has (of gint64, 0 to the largest int, not sorted); false when they are not all
 * known. */
bool constants_evaluate(struct constants *c, const char *expression, GArray *out_values);

UTIL_DEFINE_AUTO(constants, constants_free)

#endif
