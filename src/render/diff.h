/* Two runs held against each other, for a format to print. */
#ifndef RENDER_DIFF_H
#define RENDER_DIFF_H

#include <glib.h>
#include <stdbool.h>

#include "model/run.h"
#include "render/renderer.h"

struct diff {
	const struct run *before; /* NULL: it was a baseline */
	const char *before_name;  /* "run 3", "known.baseline" */
	const struct run *now;
	const GPtrArray *changes; /* of struct change * (policy/compare.h) */
};

/* Renders what changed in a renderer's format. Those that have no notion of a change get what is new or worse alone. */
bool diff_render(const struct diff *diff, const struct renderer *renderer, const struct render_options *options,
		 GString *out, GError **error);

#endif
