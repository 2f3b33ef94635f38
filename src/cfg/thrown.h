/* What is thrown, and what a handler takes, as text: so that they can be held against each other where one file throws
 * and another one catches. What is thrown is "Derived|Base|…": its own type first, then all that it is made of. A
 * pointer's type begins with '*'. */
#ifndef CFG_THROWN_H
#define CFG_THROWN_H

#define CFG_THROWN_UNKNOWN "?"
#define CFG_CATCHES_ALL    "..."

/* Whether a handler of this type takes it: 1, 0, or -1 where that cannot be told (thrown NULL: nothing is known). */
int cfg_thrown_matches(const char *thrown, const char *handler);

#endif
