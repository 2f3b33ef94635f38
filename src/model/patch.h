/* A patch for a site, as it is recorded: how it was made, and how far it was proven. */
#ifndef MODEL_PATCH_H
#define MODEL_PATCH_H

#include "model/site.h"

struct patch_record {
	const struct site *site; /* borrowed from the run */
	const char *style;       /* static: "inline", "wrapper" */
	const char *status; /* static: the last rung that holds: "none", "applies", "parses", "analysed", "compiles" */
	const char *diff;   /* borrowed: of the site's file; NULL when there is no patch */
	const char *detail; /* borrowed: why there is none, why not inline, what failed; may be NULL */
};

#endif
