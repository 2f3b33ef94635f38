/* The members of aggregates with static storage, as their initialisers have them. */
#ifndef AST_MEMBERS_H
#define AST_MEMBERS_H

#include "ast/lower.h"

/* Adds an entry (of struct lower_global *, owned by the caller) for every member whose value is known; what the whole
 * says of constness, linkage and unseen writes holds for them. */
void members_of(struct lower_unit *unit, struct lower_global *whole, CXCursor definition, GPtrArray *out);

#endif
