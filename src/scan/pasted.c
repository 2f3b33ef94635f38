/* See pasted.h. The macros that join are found first, those that lead to one after them, then the files that use one
 * are read for what they give it, and last the definitions of what is given. Each step is a look at all files for a few
 * words; what can then make a name is for the compiler to expand. */
#include "scan/pasted.h"

#include <string.h>

#include "scan/defined.h"
#include "source/pasting.h"
#include "util/set.h"

struct search {
	struct tree *tree;
	struct pasting *pasting;
	GHashTable *options; /* set of const char *: those of command lines that were read */
	GHashTable *only;    /* set of interned names: the definitions to be read; NULL: all */
	GHashTable *made;    /* const struct source_entry * -> GPtrArray of interned names, owned */
	GPtrArray *aliases;  /* of interned names */
};

static void read_definitions(const struct source_entry *e, const char *bytes, size_t length, void *data)
{
	const struct search *s = data;

	(void)e;
	pasting_define(s->pasting, bytes, length, s->only);
}

static void read_uses(const struct source_entry *e, const char *bytes, size_t length, void *data)
{
	const struct search *s = data;

	if (!source_bytes_unreadable(bytes, length))
		pasting_use(s->pasting, bytes, length, e);
}

/* Most commands have the same ones. */
static void read_option(const char *definition, void *data)
{
	const struct search *s = data;

	if (g_hash_table_add(s->options, (gpointer)definition))
		pasting_define_option(s->pasting, definition);
}

/* All macros that lead to one that joins. Of interned names; free the array. */
static GPtrArray *find_joiners(struct search *s)
{
	GPtrArray *joiners = g_ptr_array_new();
	bool pastes = true;

	g_ptr_array_extend(joiners, (GPtrArray *)pasting_library(s->pasting), NULL, NULL);
	g_autoptr(GPtrArray) fresh = g_ptr_array_copy(joiners, NULL, NULL);

	while (fresh->len && !tree_cancelled(s->tree)) {
		(void)tree_each_file(s->tree, fresh, pastes, read_definitions, s);
		g_ptr_array_unref(fresh);
		fresh = pasting_new_joiners(s->pasting);
		g_ptr_array_extend(joiners, fresh, NULL, NULL);
		pastes = false;
	}
	return joiners;
}

/* Further definitions, of what the uses are given, as long as they lead to further words. */
static void find_words(struct search *s)
{
	bool more = true;

	while (more && !tree_cancelled(s->tree)) {
		g_autoptr(GHashTable) open = pasting_open_words(s->pasting);
		g_autoptr(GPtrArray) names = g_ptr_array_new();

		list_add_keys(names, open);
		more = names->len > 0;
		s->only = open;
		if (more)
			(void)tree_each_file(s->tree, names, false, read_definitions, s);
		s->only = NULL;
	}
}

static void take_made(const char *macro, const void *file, void *data)
{
	struct search *s = data;
	GPtrArray *macros = file ? g_hash_table_lookup(s->made, file) : s->aliases;

	if (!macros) {
		macros = g_ptr_array_new();
		g_hash_table_insert(s->made, (gpointer)file, macros);
	}
	list_add_once(macros, macro);
}

static void take_file(struct tree *t, const struct source_entry *e, const struct source_needles *all,
		      const GPtrArray *macros)
{
	g_autoptr(GError) error = NULL;
	GMappedFile *file = source_overlay_map(t->options->overlay, e->absolute, &error);

	if (!file) { /* gone since it was read */
		g_ptr_array_add(t->run->problems, problem_new(e->path, 0, "unreadable", true, error->message));
		return;
	}
	tree_take(t, e, file, all, macros);
	g_mapped_file_unref(file);
}

void pasted_find(struct tree *t, GPtrArray *out_aliases)
{
	g_autoptr(GHashTable) made = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
	g_autoptr(GHashTable) options = g_hash_table_new(g_str_hash, g_str_equal);
	auto_ptr(pasting) pasting = pasting_new(t->names);
	struct search s = {t, pasting, options, NULL, made, out_aliases};
	auto_ptr(source_needles) all = source_needles_new(t->names);

	defined_each(t, read_option, &s);
	g_autoptr(GPtrArray) joiners = find_joiners(&s);

	(void)tree_each_file(t, joiners, false, read_uses, &s);
	find_words(&s);
	pasting_made(pasting, take_made, &s);
	for (guint i = 0; i < t->walk.entries->len; i++) {
		const GPtrArray *macros = g_hash_table_lookup(made, t->walk.entries->pdata[i]);

		if (macros)
			take_file(t, t->walk.entries->pdata[i], all, macros);
	}
	tree_sort(t);
}
