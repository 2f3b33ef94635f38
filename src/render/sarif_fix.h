/* A recorded patch as a SARIF fix. Private to this folder. */
#ifndef RENDER_SARIF_FIX_H
#define RENDER_SARIF_FIX_H

#include <jansson.h>

#include "render/renderer.h"

/* NULL when the diff does not fit the file as it is now: a fix that cannot be applied is worse than none. */
json_t *sarif_fix(const struct render_options *options, const char *path, const struct site_patch *patch);

#endif
