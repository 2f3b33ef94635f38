/* Which feature tests a made-up configuration takes as passed beside what the sites need. */
#ifndef AST_FEATURES_H
#define AST_FEATURES_H

#include "ast/ast.h"
#include "source/conditions.h"

/* The arms in functions that matter which hold calls that restore a flag: of int, numbers of arms of the file. */
GArray *features_arms(const struct ast_request *request);

/* Replaces configurations by ones that enable more: the wished arms (of the solved text; -1: none over it). arms: of
 * the n places that the configurations are for, which[i] the one that arms[i] belongs to. */
void features_enable(const struct source_text *text, const GArray *wished, GPtrArray *configs, const int *arms,
		     const unsigned *which, unsigned n);

#endif
