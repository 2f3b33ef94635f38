/* What a run reports, as one flat list in its order: a missing fallback and the lost flags of a site are two, a place
 * or a file that was not analysed is one. For formats that have a row or an entry for each. Private to this folder. */
#ifndef RENDER_FINDINGS_H
#define RENDER_FINDINGS_H

#include <glib.h>
#include <stdbool.h>

#include "render/renderer.h"

struct finding {
	char *id;   /* "sysfall-accept4-flags", "sysfall-timeout" */
	char *path; /* as the reader sees it: behind the options' prefix; "" when it is about no file */
	struct location_range where;
	enum severity severity;
	char *message;           /* one sentence, with what happens at run time */
	const struct site *site; /* borrowed; NULL: something was not analysed */
	enum site_part part;
};

/* Of struct finding *, freed with the array. What is suppressed, or not for the run's target, is left out. */
GPtrArray *findings_of(const struct run *run, const struct render_options *options);

#endif
