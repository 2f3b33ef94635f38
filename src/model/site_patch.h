/* A recorded patch, as reports show it. */
#ifndef MODEL_SITE_PATCH_H
#define MODEL_SITE_PATCH_H

#include <stdbool.h>

struct site_patch {
	char *site_id; /* owned, all of them */
	char *style;   /* how it was made: "inline", "wrapper" */
	char *status;  /* how far it was proven: "none", "applies", "parses", "analysed", "compiles" */
	char *diff;    /* unified, of the site's file; NULL when there is no patch */
	char *detail;  /* why there is none, or what failed; may be NULL */
};

void site_patch_free(struct site_patch *patch);

/* There is a patch, and the analysis that found the site has nothing to say against it. */
bool site_patch_is_proven(const struct site_patch *patch);

#endif
