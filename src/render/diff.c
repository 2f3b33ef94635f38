/* Which format says changes how: text and JSON have a shape of their own, SARIF and HTML mark their sites, the others
 * are given a run that holds nothing but what is new or worse. */
#include "render/diff.h"

#include <string.h>

#include "policy/compare.h"
#include "render/diff_formats.h"
#include "render/formats.h"

/* A run with the sites that got worse; borrows everything. */
static bool render_worse(const struct diff *diff, const struct renderer *renderer, const struct render_options *options,
			 GString *out, GError **error)
{
	g_autoptr(GPtrArray) sites = g_ptr_array_new();
	struct run worse = *diff->now;

	for (guint i = 0; i < diff->changes->len; i++) {
		const struct change *c = g_ptr_array_index(diff->changes, i);

		if (c->worse)
			g_ptr_array_add(sites, c->now->site);
	}
	worse.sites = sites;
	return renderer->render(&worse, options, out, error);
}

bool diff_render(const struct diff *diff, const struct renderer *renderer, const struct render_options *options,
		 GString *out, GError **error)
{
	struct render_options marked = *options;

	if (renderer == &renderer_text) {
		changes_text(diff, options, out);
		return true;
	}
	if (renderer == &renderer_json) {
		changes_json(diff, out);
		return true;
	}
	if (!renderer->marks_changes)
		return render_worse(diff, renderer, options, out, error);
	marked.changes = diff->changes;
	return renderer->render(diff->now, &marked, out, error);
}
