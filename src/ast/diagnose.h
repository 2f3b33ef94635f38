/* The compiler's complaints about a file. */
#ifndef AST_DIAGNOSE_H
#define AST_DIAGNOSE_H

#include "ast/ladder.h"

/* Warnings and errors in the file itself, without their places, in all configurations that its calls need: of char *.
 */
GPtrArray *diagnose(const struct ast_request *request);

#endif
