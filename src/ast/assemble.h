/* Putting what the configurations of a file show into one unit. */
#ifndef AST_ASSEMBLE_H
#define AST_ASSEMBLE_H

#include "ast/lower.h"

/* Takes the functions, variables and sites of a configuration; suffixed: its functions get keys of their own ("KEY@2").
 * *base: the number of sites taken so far, which is moved on. */
void assemble_code(struct ast_unit *unit, struct lower_unit *u, unsigned config, bool suffixed, int *base);
/* When all are in: the same order whatever the tables' was. */
void assemble_sort(struct ast_unit *unit);

#endif
