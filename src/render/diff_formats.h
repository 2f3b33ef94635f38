/* The formats that say themselves what changed. Private to this folder. */
#ifndef RENDER_DIFF_FORMATS_H
#define RENDER_DIFF_FORMATS_H

#include "render/diff.h"

void changes_text(const struct diff *diff, const struct render_options *options, GString *out);
void changes_json(const struct diff *diff, GString *out);

#endif
