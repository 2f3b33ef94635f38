/* Which memory may still be read: names of members, keys of variables with static storage, and "*" for what a pointer
 * or an index leads to. What is known about memory that nobody reads any more is forgotten. */
#ifndef FLOW_READS_H
#define FLOW_READS_H

#include "flow/program.h"

struct reads;

struct reads *reads_new(const struct program *program);
void reads_free(struct reads *reads);
/* The names under which a function, with all that it calls, reads memory; the set is owned by r. */
GHashTable *reads_of(struct reads *r, const struct cfg_function *f);
/* The names under which a function, with all that it calls, may write memory. The set stays the reads'. */
GHashTable *reads_written(struct reads *r, const struct cfg_function *f);
/* Whether `name` (interned) may be read from the start of this block on, in the function or in what it calls. */
bool reads_later(struct reads *reads, const struct cfg_function *f, int block, const char *name);

#define READS_ANY g_intern_static_string("*")

UTIL_DEFINE_AUTO(reads, reads_free)

#endif
