/* See pasting.h. A macro is known by the sum of its definitions: the pieces of the names in them, the words that may be
 * macros in turn, and whether "##" stands there. Reachability over those words gives what a use brings together; that
 * the pieces make a name is asked of their sum, whatever their order. Trees have tens of thousands of macros, and may
 * have all of them lead to each other: what is asked of the whole is found by going over the words once, backwards. */
#include "source/pasting_internal.h"

#include <string.h>

#include "util/set.h"

/* Of headers that are no part of the tree: sys/cdefs.h of the C libraries, glib/gmacros.h, linux/compiler_types.h,
 * boost/config/detail/suffix.hpp and boost/preprocessor/cat.hpp. */
static const char *const library[] = {"__CONCAT", "__CONCAT1",  "G_PASTE",       "G_PASTE_ARGS", "__PASTE",
				      "___PASTE", "BOOST_JOIN", "BOOST_DO_JOIN", "BOOST_PP_CAT", "BOOST_PP_CAT_I"};

/* --- sums --------------------------------------------------------------------------------------------------------- */

void pasting_sum_init(struct sum *s)
{
	*s = (struct sum){.pieces = g_ptr_array_new()};
}

static void sum_clear(struct sum *s)
{
	g_ptr_array_unref(s->pieces);
	g_clear_pointer(&s->words, g_hash_table_unref);
}

static void sum_free(gpointer data)
{
	sum_clear(data);
	g_free(data);
}

static void use_clear(gpointer data)
{
	sum_clear(&((struct use *)data)->sum);
}

/* True when it is news. */
bool pasting_sum_add_word(struct sum *s, const char *word)
{
	if (!s->words)
		s->words = g_hash_table_new(NULL, NULL);
	return g_hash_table_add(s->words, (gpointer)word);
}

static void add_pieces(GPtrArray *to, const GPtrArray *from)
{
	for (guint i = 0; from && i < from->len; i++)
		list_add_once(to, from->pdata[i]);
}

/* The list of that key, made when there is none. */
GPtrArray *pasting_list_of(GHashTable *lists, const char *key)
{
	GPtrArray *list = g_hash_table_lookup(lists, key);

	if (!list) {
		list = g_ptr_array_new();
		g_hash_table_insert(lists, (gpointer)key, list);
	}
	return list;
}

/* The pieces cover the name from its start to its end. */
static bool covers(const GPtrArray *pieces, const char *name)
{
	size_t length = strlen(name);
	g_autofree bool *reached = g_new0(bool, length + 1);

	reached[0] = true;
	for (size_t at = 0; at < length; at++)
		for (guint i = 0; reached[at] && i < pieces->len; i++)
			if (g_str_has_prefix(name + at, pieces->pdata[i]))
				reached[at + strlen(pieces->pdata[i])] = true;
	return reached[length];
}

/* Pieces: NULL for none. */
static bool makes_name(const struct pasting *p, const GPtrArray *pieces)
{
	for (guint i = 0; pieces && pieces->len > 1 && i < p->names->len; i++)
		if (covers(pieces, p->names->pdata[i]))
			return true;
	return false;
}

struct sum *pasting_sum_of(struct pasting *p, const char *name)
{
	struct sum *s = g_hash_table_lookup(p->macros, name);

	if (!s) {
		s = g_new0(struct sum, 1);
		pasting_sum_init(s);
		g_hash_table_insert(p->macros, (gpointer)name, s);
	}
	return s;
}

/* --- joiners ------------------------------------------------------------------------------------------------------ */

bool pasting_joins(const struct pasting *p, const char *word)
{
	return g_hash_table_contains(p->joiners, word);
}

static void add_joiner(struct pasting *p, const char *name, GPtrArray *fresh)
{
	if (g_hash_table_add(p->joiners, (gpointer)name))
		g_ptr_array_add(fresh, (gpointer)name);
}

/* All those that have a joiner among their words, and those that have them, and so on. */
GPtrArray *pasting_new_joiners(struct pasting *p)
{
	g_autoptr(GPtrArray) queue = g_ptr_array_new();
	GPtrArray *fresh = g_ptr_array_new();
	GHashTableIter it;
	gpointer name, macro;

	/* they may have been given to further macros since */
	list_add_keys(queue, p->joiners);
	g_hash_table_iter_init(&it, p->macros);
	while (g_hash_table_iter_next(&it, &name, &macro))
		if (((const struct sum *)macro)->joins)
			add_joiner(p, name, fresh);
	guint known = queue->len;

	for (guint i = 0; i < known + fresh->len; i++) {
		name = i < known ? queue->pdata[i] : fresh->pdata[i - known];
		const GPtrArray *holders = g_hash_table_lookup(p->holders, name);

		for (guint k = 0; holders && k < holders->len; k++)
			add_joiner(p, holders->pdata[k], fresh);
	}
	return fresh;
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

static void add_words(GPtrArray *queue, GHashTable *seen, const struct sum *s)
{
	GHashTableIter it;
	gpointer word;

	if (!s || !s->words)
		return;
	g_hash_table_iter_init(&it, s->words);
	while (g_hash_table_iter_next(&it, &word, NULL))
		if (g_hash_table_add(seen, word))
			g_ptr_array_add(queue, word);
}

GHashTable *pasting_open_words(struct pasting *p)
{
	g_autoptr(GPtrArray) queue = g_ptr_array_new();
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	GHashTable *open = g_hash_table_new(NULL, NULL);
	GHashTableIter it;
	gpointer name;

	for (guint i = 0; i < p->uses->len; i++)
		add_words(queue, seen, &g_array_index(p->uses, struct use, i).sum);
	g_hash_table_iter_init(&it, p->joiners);
	while (g_hash_table_iter_next(&it, &name, NULL))
		add_words(queue, seen, g_hash_table_lookup(p->macros, name));
	for (guint i = 0; i < queue->len; i++) {
		if (!pasting_joins(p, queue->pdata[i]) && g_hash_table_add(p->asked, queue->pdata[i]))
			g_hash_table_add(open, queue->pdata[i]);
		add_words(queue, seen, g_hash_table_lookup(p->macros, queue->pdata[i]));
	}
	return open;
}

/* The macros that hold the piece, and all that lead to one of them. */
static void spread_piece(struct pasting *p, const char *piece, const GPtrArray *holding)
{
	g_autoptr(GPtrArray) queue = g_ptr_array_copy((GPtrArray *)holding, NULL, NULL);
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < queue->len; i++)
		g_hash_table_add(seen, queue->pdata[i]);
	for (guint i = 0; i < queue->len; i++) {
		const GPtrArray *holders = g_hash_table_lookup(p->holders, queue->pdata[i]);

		g_ptr_array_add(pasting_list_of(p->leads, queue->pdata[i]), (gpointer)piece);
		for (guint k = 0; holders && k < holders->len; k++)
			if (g_hash_table_add(seen, holders->pdata[k]))
				g_ptr_array_add(queue, holders->pdata[k]);
	}
}

static void find_leads(struct pasting *p)
{
	g_autoptr(GHashTable) holding = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
	GHashTableIter it;
	gpointer name, value;

	g_hash_table_iter_init(&it, p->macros);
	while (g_hash_table_iter_next(&it, &name, &value))
		for (guint i = 0; i < ((const struct sum *)value)->pieces->len; i++)
			g_ptr_array_add(pasting_list_of(holding, ((const struct sum *)value)->pieces->pdata[i]), name);
	g_hash_table_remove_all(p->leads);
	g_hash_table_iter_init(&it, holding);
	while (g_hash_table_iter_next(&it, &name, &value))
		spread_piece(p, name, value);
}

static bool use_makes(const struct pasting *p, const struct use *use)
{
	g_autoptr(GPtrArray) pieces = g_ptr_array_copy(use->sum.pieces, NULL, NULL);
	GHashTableIter it;
	gpointer word;

	add_pieces(pieces, g_hash_table_lookup(p->leads, use->macro));
	if (use->sum.words) {
		g_hash_table_iter_init(&it, use->sum.words);
		while (g_hash_table_iter_next(&it, &word, NULL))
			add_pieces(pieces, g_hash_table_lookup(p->leads, word));
	}
	return makes_name(p, pieces);
}

void pasting_made(struct pasting *p, pasting_found found, void *data)
{
	g_autoptr(GHashTable) alone = g_hash_table_new(NULL, NULL);
	GHashTableIter it;
	gpointer name;

	find_leads(p);
	g_hash_table_iter_init(&it, p->joiners);
	while (g_hash_table_iter_next(&it, &name, NULL))
		if (makes_name(p, g_hash_table_lookup(p->leads, name))) {
			g_hash_table_add(alone, name);
			found(name, NULL, data);
		}
	for (guint i = 0; i < p->uses->len; i++) {
		const struct use *use = &g_array_index(p->uses, struct use, i);

		if (!g_hash_table_contains(alone, use->macro) && g_hash_table_contains(p->macros, use->macro) &&
		    use_makes(p, use))
			found(use->macro, use->file, data);
	}
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static void add_parts(GHashTable *parts, const char *name)
{
	size_t length = strlen(name);

	for (size_t begin = 0; begin < length; begin++)
		for (size_t end = begin + 1; end <= length; end++) {
			g_autofree char *part = g_strndup(name + begin, end - begin);

			if (end - begin < length)
				g_hash_table_add(parts, (gpointer)g_intern_string(part));
		}
}

struct pasting *pasting_new(const GPtrArray *names)
{
	struct pasting *p = g_new0(struct pasting, 1);

	p->names = names;
	p->parts = g_hash_table_new(NULL, NULL);
	p->macros = g_hash_table_new_full(NULL, NULL, NULL, sum_free);
	p->holders = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
	p->leads = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
	p->joiners = g_hash_table_new(NULL, NULL);
	p->asked = g_hash_table_new(NULL, NULL);
	p->library = g_ptr_array_new();
	p->uses = g_array_new(FALSE, FALSE, sizeof(struct use));
	g_array_set_clear_func(p->uses, use_clear);
	for (guint i = 0; i < names->len; i++)
		add_parts(p->parts, names->pdata[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(library); i++) {
		const char *name = g_intern_static_string(library[i]);

		g_ptr_array_add(p->library, (gpointer)name);
		pasting_sum_of(p, name)->joins = true;
	}
	return p;
}

void pasting_free(struct pasting *p)
{
	if (!p)
		return;
	g_hash_table_unref(p->parts);
	g_hash_table_unref(p->macros);
	g_hash_table_unref(p->holders);
	g_hash_table_unref(p->leads);
	g_hash_table_unref(p->joiners);
	g_hash_table_unref(p->asked);
	g_ptr_array_unref(p->library);
	g_array_unref(p->uses);
	g_free(p);
}

const GPtrArray *pasting_library(const struct pasting *p)
{
	return p->library;
}

char *pasting_library_text(void)
{
	GString *text = g_string_new("");

	for (size_t i = 0; i < G_N_ELEMENTS(library); i++)
		g_string_append_printf(
			text,
			"#ifndef %s\n#define %s_sysfall_(a, b) a##b\n#define %s(a, b) %s_sysfall_(a, b)\n"
			"#endif\n",
			library[i], library[i], library[i], library[i]);
	return g_string_free(text, FALSE);
}
