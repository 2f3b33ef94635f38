/* The readable form of an arm's stack of conditions. */
#ifndef SOURCE_GUARD_H
#define SOURCE_GUARD_H

#include "source/text.h"

/* The conjunction of the conditions as written, earlier arms negated, simplified but not evaluated; owned by the
 * caller, NULL when there is none. */
char *guard_describe(const struct source_text *text, int arm);

#endif
