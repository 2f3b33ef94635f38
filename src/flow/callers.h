/* Which callers are worth asking. */
#ifndef FLOW_CALLERS_H
#define FLOW_CALLERS_H

#include <glib.h>
#include <stdbool.h>

#include "flow/program.h"

/* True when the function around the call makes a fallback call of the rule, itself or through what it calls, behind the
 * call (ref), or in an arm that excludes it. on_the_way: set of const struct function_info *: functions that do not
 * count, as they have had their say. */
bool caller_may_fall_back(const struct program *program, const struct rule *rule, const struct call_ref *ref,
			  GHashTable *on_the_way);

#endif
