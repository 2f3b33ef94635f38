/* What holds a copy of errno. */
#ifndef FLOW_CARRIERS_H
#define FLOW_CARRIERS_H

#include "flow/program.h"

/* Whether the expression is errno, its negation, or something that is assigned, handed or returned one of those
 * somewhere: then a small number in it is meant as an error. */
bool carries_errno(const struct program *program, const struct cfg_function *f, const struct cfg_expr *e);
/* The same for the variable or member of that name that a condition reads. */
bool carries_errno_named(const struct program *program, const struct cfg_function *f, const struct cfg_expr *cond,
			 const char *name);
/* Whether one of the values that the function returns does. */
bool returns_errno(const struct program *program, const struct cfg_function *f);

#endif
