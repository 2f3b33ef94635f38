/* What reports tell beside a run: how the tree has fared from run to run, and patches. */
#ifndef STORE_HISTORY_H
#define STORE_HISTORY_H

#include "model/run.h"
#include "model/site_patch.h"
#include "store/store.h"

/* The totals of run `id` and of up to `limit` - 1 runs before it with the same root and the same target, oldest first:
 * of struct run_totals *. NULL with an error. */
GPtrArray *store_history(struct store *store, gint64 id, unsigned limit, GError **error);

/* The newest patch for each site of a run: the site's id -> struct site_patch *. NULL with an error. */
GHashTable *store_patches(struct store *store, gint64 run_id, GError **error);

#endif
