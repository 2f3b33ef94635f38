/* What counts as proven is said here, once for all formats. */
#include "model/site_patch.h"

#include <glib.h>

void site_patch_free(struct site_patch *patch)
{
	if (!patch)
		return;
	g_free(patch->site_id);
	g_free(patch->style);
	g_free(patch->status);
	g_free(patch->diff);
	g_free(patch->detail);
	g_free(patch);
}

bool site_patch_is_proven(const struct site_patch *patch)
{
	return patch->diff && (g_strcmp0(patch->status, "analysed") == 0 || g_strcmp0(patch->status, "compiles") == 0);
}
