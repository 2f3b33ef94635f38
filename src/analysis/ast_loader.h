/* Loads the module that holds libclang. Done in the parent right before the first parse, so that all workers share it.
 */
#ifndef ANALYSIS_AST_LOADER_H
#define ANALYSIS_AST_LOADER_H

#include "ast/ast.h"

/* The module, loaded once per process; an error says where it was looked for. */
const struct ast_module *ast_load(GError **error);

#define ANALYSIS_ERROR analysis_error_quark()
GQuark analysis_error_quark(void);
enum analysis_error { ANALYSIS_ERROR_MODULE, ANALYSIS_ERROR_WIRE };

#endif
