/* See wish.h. Kept like interned strings, so that sets and lists of wishes are sets and lists of pointers. */
#include "flow/wish.h"

#include <string.h>

G_LOCK_DEFINE_STATIC(wishes);

static guint wish_hash(gconstpointer data)
{
	const struct wish *w = data;
	return g_direct_hash(w->key) * 31 + (guint)w->kind * 7 + w->effects + g_direct_hash(w->path) * 17;
}

static gboolean wish_equal(gconstpointer a, gconstpointer b)
{
	const struct wish *x = a, *y = b;
	return x->kind == y->kind && x->key == y->key && x->path == y->path && x->effects == y->effects;
}

const struct wish *wish_of(enum wish_kind kind, const char *key, const char *path, unsigned effects)
{
	static GHashTable *wishes;
	struct wish wanted = {kind, g_intern_string(key), g_intern_string(path), effects};
	G_LOCK(wishes);
	if (!wishes)
		wishes = g_hash_table_new(wish_hash, wish_equal);
	struct wish *known = g_hash_table_lookup(wishes, &wanted);
	if (!known) {
		known = g_memdup2(&wanted, sizeof(wanted));
		g_hash_table_add(wishes, known);
	}
	G_UNLOCK(wishes);
	return known;
}

int wish_compare(gconstpointer a, gconstpointer b)
{
	const struct wish *x = *(const struct wish *const *)a, *y = *(const struct wish *const *)b;
	int order = strcmp(x->key, y->key);
	if (order == 0)
		order = (int)x->kind - (int)y->kind;
	if (order == 0)
		order = g_strcmp0(x->path, y->path);
	return order ? order : x->effects < y->effects ? -1 : x->effects > y->effects;
}

bool wish_is_for_callers(const struct wish *w)
{
	return w->kind == WISH_CALLERS || w->kind == WISH_HELPER || w->kind == WISH_ANY_CALLER;
}
