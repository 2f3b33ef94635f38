/* How a tree has fared from run to run. */
#ifndef STORE_HISTORY_H
#define STORE_HISTORY_H

#include "model/run.h"
#include "store/store.h"

/* The totals of run `id` and of up to `limit` - 1 runs before it with the same root, oldest first: of struct run_totals
 * *. NULL with an error. */
GPtrArray *store_history(struct store *store, gint64 id, unsigned limit, GError **error);

#endif
