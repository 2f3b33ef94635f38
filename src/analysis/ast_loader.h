/* Loads the module that holds libclang. Done in the parent right before the first parse, so that all workers share it.
 */
#ifndef ANALYSIS_AST_LOADER_H
#define ANALYSIS_AST_LOADER_H

#include "ast/ast.h"

/* The module, loaded once per process; an error says where it was looked for. */
const struct ast_module *ast_load(GError **error);

/* The same beside other work: begin() when it is clear that the module will be needed, end() where it is, or to have
 * the thread over before anything forks. */
struct ast_loading;
struct ast_loading *ast_load_begin(void);
const struct ast_module *ast_load_end(struct ast_loading *loading, GError **error);

#define ANALYSIS_ERROR analysis_error_quark()
GQuark analysis_error_quark(void);
enum analysis_error { ANALYSIS_ERROR_MODULE, ANALYSIS_ERROR_WIRE };

#endif
