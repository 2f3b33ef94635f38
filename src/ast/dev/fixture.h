/* For the tests of this folder: a tree in a temporary folder, analysed. */
#ifndef AST_DEV_FIXTURE_H
#define AST_DEV_FIXTURE_H

#include "ast/dev/input.h"

/* Pairs of path and text, NULL-terminated; the first is the file that is analysed. `wanted` is one name, or NULL; flags
 * as in ast_input_options. Aborts the test when the file cannot be analysed at all. */
struct ast_unit *fixture_analyse(const char *const *files, const char *wanted, char **flags);

/* One function of the unit in the text form, without its variables and locations; "" when there is none of that name.
 * Free with g_free. */
char *fixture_function(const struct ast_unit *unit, const char *name);

/* The unit's sites and occurrences (all but strings and comments), one line each. */
char *fixture_places(const struct ast_unit *unit);

#endif
