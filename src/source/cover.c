/* Grouping arms into few configurations: each arm joins the first group whose arms can all be enabled together with it.
 * The arms that ask for most go first, since they are the hardest to place. */
#include "source/conditions.h"

#include <string.h>

#include "source/cond_search.h"

struct cover_group {
	GArray *arms; /* of int */
	struct config *config;
};

struct cover_item {
	int arm;
	unsigned weight;
};

static void group_free(gpointer p)
{
	struct cover_group *group = p;

	g_array_unref(group->arms);
	config_free(group->config);
	g_free(group);
}

/* How many definitions the arm asks for by itself. */
static unsigned weight_of(struct solver *s, int arm)
{
	auto_ptr(config) config = search_together(s, &arm, 1);

	return config ? config->macros->len : 0;
}

static int item_compare(gconstpointer a, gconstpointer b)
{
	const struct cover_item *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return x->arm < y->arm ? -1 : x->arm > y->arm;
}

/* The arms to place, each once, the most demanding first. */
static GArray *items_from(struct solver *s, const int *arms, unsigned n)
{
	GArray *items = g_array_new(FALSE, FALSE, sizeof(struct cover_item));
	unsigned kept = 0;

	for (unsigned i = 0; i < n; i++) {
		struct cover_item item = {arms[i], 0};

		item.weight = i && arms[i] == arms[i - 1] ? g_array_index(items, struct cover_item, i - 1).weight
							  : weight_of(s, arms[i]);
		g_array_append_val(items, item);
	}
	g_array_sort(items, item_compare);
	for (unsigned i = 0; i < items->len; i++) {
		struct cover_item item = g_array_index(items, struct cover_item, i);

		if (kept == 0 || g_array_index(items, struct cover_item, kept - 1).arm != item.arm)
			g_array_index(items, struct cover_item, kept++) = item;
	}
	g_array_set_size(items, kept);
	return items;
}

static bool join(struct solver *s, struct cover_group *group, int arm)
{
	struct config *config;

	g_array_append_val(group->arms, arm);
	config = search_together(s, (const int *)(const void *)group->arms->data, group->arms->len);
	if (!config) {
		g_array_set_size(group->arms, group->arms->len - 1);
		return false;
	}
	config_free(group->config);
	group->config = config;
	return true;
}

static void place(struct solver *s, GPtrArray *groups, int arm)
{
	struct cover_group *group;

	for (unsigned i = 0; i < groups->len; i++)
		if (join(s, groups->pdata[i], arm))
			return;
	group = g_new0(struct cover_group, 1);
	group->arms = g_array_new(FALSE, FALSE, sizeof(int));
	g_ptr_array_add(groups, group);
	if (!join(s, group, arm)) {
		g_array_append_val(group->arms, arm);
		group->config = config_new();
	}
}

static unsigned group_of(const GPtrArray *groups, int arm)
{
	for (unsigned i = 0; i < groups->len; i++) {
		const GArray *arms = ((struct cover_group *)groups->pdata[i])->arms;

		for (unsigned j = 0; j < arms->len; j++)
			if (g_array_index(arms, int, j) == arm)
				return i;
	}
	return 0;
}

GPtrArray *conditions_cover(const struct source_text *text, const int *arms, unsigned n, unsigned *which_config)
{
	GPtrArray *configs = g_ptr_array_new_with_free_func((GDestroyNotify)config_free);
	g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func(group_free);
	g_autoptr(GArray) items = NULL;
	struct solver s;

	solver_init(&s, text);
	items = items_from(&s, arms, n);
	for (unsigned i = 0; i < items->len; i++)
		place(&s, groups, g_array_index(items, struct cover_item, i).arm);
	solver_clear(&s);
	for (unsigned i = 0; i < n; i++)
		which_config[i] = group_of(groups, arms[i]);
	for (unsigned i = 0; i < groups->len; i++)
		g_ptr_array_add(configs, g_steal_pointer(&((struct cover_group *)groups->pdata[i])->config));
	return configs;
}
