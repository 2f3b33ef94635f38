/* The order of things: what stands beside the code in the source, what the project's settings say, and at last the
 * baseline, which only holds what nobody has judged yet. */
#include "policy/policy.h"

#include <string.h>

#include "policy/finding.h"
#include "policy/nolint.h"

/* interned path -> of struct site *; also for the files of comments that may be of no use. */
static GHashTable *sites_by_path(const struct run *run)
{
	GHashTable *files = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);

	for (guint i = 0; i < run->remarked->len; i++)
		g_hash_table_insert(files, g_ptr_array_index(run->remarked, i), g_ptr_array_new());
	for (guint i = 0; i < run->sites->len; i++) {
		struct site *site = g_ptr_array_index(run->sites, i);
		GPtrArray *sites = g_hash_table_lookup(files, site->where.path);

		if (!sites) {
			sites = g_ptr_array_new();
			g_hash_table_insert(files, (gpointer)site->where.path, sites);
		}
		g_ptr_array_add(sites, site);
	}
	return files;
}

static void apply_comments(struct run *run, const struct policy *policy)
{
	g_autoptr(GHashTable) files = sites_by_path(run);
	GHashTableIter iter;
	gpointer path, sites;

	g_hash_table_iter_init(&iter, files);
	while (g_hash_table_iter_next(&iter, &path, &sites)) {
		g_autoptr(GBytes) bytes = policy->read(path, policy->data);
		gsize length = 0;
		const char *text = bytes ? g_bytes_get_data(bytes, &length) : NULL;

		if (text)
			nolint_apply(path, text, length, sites, policy->partial ? NULL : run->problems);
	}
}

static void forget(struct run *run)
{
	for (guint i = 0; i < run->sites->len; i++) {
		struct site *site = g_ptr_array_index(run->sites, i);

		g_clear_pointer(&site->suppressed_by, g_free);
		g_clear_pointer(&site->suppressed_reason, g_free);
	}
}

void policy_apply(struct run *run, const struct policy *policy)
{
	forget(run);
	apply_comments(run, policy);
	if (policy->project)
		project_suppress(run, policy->project, !policy->partial);
	if (policy->baseline)
		baseline_apply(run, policy->baseline, policy);
	run_finish(run);
}
