/* Functions and globals of many units, linked by key: what paths are explored over. The cfg_text's given to it are
 * owned by the program afterwards. Of a function defined more than once (two configurations, two programs in one tree)
 * the one in the asking function's own file wins, then any; an external name with several definitions is told by
 * program_ambiguous(). */
#ifndef FLOW_PROGRAM_H
#define FLOW_PROGRAM_H

#include "cfg/text.h"
#include "rules/rule.h"

struct program;

struct program *program_new(void);
void program_free(struct program *program);
void program_add(struct program *program, struct cfg_text *unit);
/* After the last program_add(): resolves calls, builds the call graph and the globals' possible values. */
void program_link(struct program *program);

const struct cfg_function *program_find(const struct program *program, const char *key, const char *from_path);

UTIL_DEFINE_AUTO(program, program_free)

#endif
