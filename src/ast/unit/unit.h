/* The parts of an ast_unit, for those who fill it. */
#ifndef AST_UNIT_UNIT_H
#define AST_UNIT_UNIT_H

#include "ast/ast.h"

struct ast_site *ast_site_new(const char *rule, const char *call);
void ast_site_free(struct ast_site *site);
void ast_occurrence_free(struct ast_occurrence *occurrence);

UTIL_DEFINE_AUTO(ast_site, ast_site_free)

#endif
