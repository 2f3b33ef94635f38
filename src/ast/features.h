/* Which feature tests a made-up configuration takes as passed beside what the sites need. */
#ifndef AST_FEATURES_H
#define AST_FEATURES_H

#include "ast/ast.h"

/* Replaces configurations by ones that enable more: arms that hold calls which restore a flag. arms: of the n places
 * that the configurations are for, which[i] the one that arms[i] belongs to. */
void features_enable(const struct ast_request *request, GPtrArray *configs, const int *arms, const unsigned *which,
		     unsigned n);

#endif
