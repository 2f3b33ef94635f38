/* Names that a header of the tree declares under a condition which a made-up configuration leaves off. */
#ifndef AST_GATES_H
#define AST_GATES_H

#include "ast/ladder.h"

/* The names in functions around a rule's name that this parse has no declaration for: those that a stub stands for, and
 * functions that are called without one. Of interned const char *; free with g_ptr_array_unref. */
GPtrArray *gates_missing(const struct lower_unit *unit, const struct stubs *stubs, const GArray *matches);

/* The configuration with what opens those conditions; NULL when no header would declare one of the names then. */
struct config *gates_open(const struct ast_request *request, const struct config *config, const GPtrArray *missing);

#endif
