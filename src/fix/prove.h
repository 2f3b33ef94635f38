/* The rungs beside the analysis: parsing and compiling. Private to fix/. */
#ifndef FIX_PROVE_H
#define FIX_PROVE_H

#include "fix/fix.h"

/* Lowers the rung of patches whose files do not parse or compile as before; false when the tool itself failed. */
bool prove_changes(const struct fix_options *options, struct fix_result *result, GError **error);

#endif
