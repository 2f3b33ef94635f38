/* For each set of names, the memo has two lists: the ids of the contents that hold none of them, and the few others
 * with the macros that each defines with one. The set grows with the macros until nothing new comes. */
#include "scan/words.h"

#include <string.h>

#include "scan/memory.h"

#define TABLE_TYPE "(aya(ayas))"
#define MISSES_MAX 200000

struct table {
	GBytes *bytes;     /* as it was read; NULL: none */
	const char *known; /* ids of contents without a name, sorted */
	gsize n_known;
	GHashTable *macros; /* id (owned GBytes) -> GPtrArray of interned names, owned */
	GByteArray *fresh;  /* ids that are not among the known */
};

static int by_id(gconstpointer a, gconstpointer b)
{
	return memcmp(a, b, SCAN_ID_LENGTH);
}

static bool is_known(const struct table *t, const guint8 *id)
{
	return t->n_known && bsearch(id, t->known, t->n_known, SCAN_ID_LENGTH, by_id);
}

static GPtrArray *names_of(GVariantIter *it)
{
	GPtrArray *names = g_ptr_array_new();
	const char *name;

	while (g_variant_iter_next(it, "&s", &name))
		g_ptr_array_add(names, (gpointer)g_intern_string(name));
	return names;
}

static void table_load(struct table *t, GVariant *v)
{
	g_autoptr(GVariant) misses = NULL;
	g_autoptr(GVariantIter) hits = NULL;
	GVariant *id;
	GVariantIter *names;

	g_variant_get(v, "(@aya(ayas))", &misses, &hits);
	t->bytes = g_variant_get_data_as_bytes(misses);
	t->known = g_bytes_get_data(t->bytes, &t->n_known);
	t->n_known /= SCAN_ID_LENGTH;
	while (g_variant_iter_next(hits, "(@ayas)", &id, &names)) {
		if (g_variant_get_size(id) == SCAN_ID_LENGTH)
			g_hash_table_insert(t->macros, g_variant_get_data_as_bytes(id), names_of(names));
		g_variant_unref(id);
		g_variant_iter_free(names);
	}
}

static void table_init(struct table *t, const struct scan_memo *memo, const char *key)
{
	g_autoptr(GBytes) bytes = memo ? memo->get(key, memo->data) : NULL;

	*t = (struct table){.fresh = g_byte_array_new()};
	t->macros = g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref,
					  (GDestroyNotify)g_ptr_array_unref);
	if (!bytes)
		return;
	g_autoptr(GVariant) v = g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(TABLE_TYPE), bytes, FALSE));
	/* the ids are bytes and need no looking over: there are many */
	g_autoptr(GVariant) hits = g_variant_get_child_value(v, 1);

	if (g_variant_is_normal_form(hits))
		table_load(t, v);
}

static void table_clear(struct table *t)
{
	if (t->bytes)
		g_bytes_unref(t->bytes);
	g_hash_table_unref(t->macros);
	g_byte_array_unref(t->fresh);
}

static void pack_hits(const struct table *t, GVariantBuilder *b)
{
	GHashTableIter it;
	gpointer id, names;

	g_variant_builder_open(b, G_VARIANT_TYPE("a(ayas)"));
	g_hash_table_iter_init(&it, t->macros);
	while (g_hash_table_iter_next(&it, &id, &names)) {
		const GPtrArray *list = names;

		g_variant_builder_add(b, "(@ay@as)", g_variant_new_from_bytes(G_VARIANT_TYPE_BYTESTRING, id, TRUE),
				      g_variant_new_strv((const char *const *)list->pdata, (gssize)list->len));
	}
	g_variant_builder_close(b);
}

static void table_keep(const struct table *t, const struct scan_memo *memo, const char *key)
{
	g_autoptr(GByteArray) all = g_byte_array_new();
	GVariantBuilder b;

	if (t->n_known < MISSES_MAX)
		g_byte_array_append(all, (const guint8 *)t->known, (guint)(t->n_known * SCAN_ID_LENGTH));
	g_byte_array_append(all, t->fresh->data, t->fresh->len);
	qsort(all->data, all->len / SCAN_ID_LENGTH, SCAN_ID_LENGTH, by_id);
	g_variant_builder_init(&b, G_VARIANT_TYPE(TABLE_TYPE));
	g_variant_builder_add_value(&b, g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, all->data, all->len, 1));
	pack_hits(t, &b);
	g_autoptr(GVariant) v = g_variant_ref_sink(g_variant_builder_end(&b));
	g_autoptr(GBytes) bytes = g_variant_get_data_as_bytes(v);

	memo->put(key, bytes, memo->data);
}

/* The macros that stand for one of the names in the content; NULL when it holds none of them. */
static GPtrArray *macros_in(const char *path, GBytes *bytes, const struct source_needles *needles)
{
	gsize length;
	const char *data = g_bytes_get_data(bytes, &length);
	GPtrArray *names;

	if (!source_needles_hit(needles, data, length))
		return NULL;
	auto_ptr(source_text) text = source_text_lex(path, data, length, needles);

	names = g_ptr_array_new();
	for (guint i = 0; i < text->matches->len; i++) {
		const struct lex_match *m = &g_array_index(text->matches, struct lex_match, i);

		if (source_match_is_macro(text, m) && g_utf8_validate(m->macro, -1, NULL))
			g_ptr_array_add(names, (gpointer)m->macro);
	}
	return names;
}

static const GPtrArray *look_at(struct table *t, const struct scan_content *file, GBytes *bytes,
				const struct source_needles *needles)
{
	GPtrArray *names = macros_in(file->path, bytes, needles);

	if (names)
		g_hash_table_insert(t->macros, g_bytes_new(file->id, SCAN_ID_LENGTH), names);
	else
		g_byte_array_append(t->fresh, file->id, SCAN_ID_LENGTH);
	return names;
}

static bool add_new(GPtrArray *names, const GPtrArray *more)
{
	guint before = names->len;

	for (guint i = 0; more && i < more->len; i++)
		if (!g_ptr_array_find(names, more->pdata[i], NULL))
			g_ptr_array_add(names, more->pdata[i]);
	return names->len > before;
}

static char *table_key(const GPtrArray *names)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

	g_checksum_update(sum, (const guchar *)SYSFALL_VERSION, sizeof(SYSFALL_VERSION));
	for (guint i = 0; i < names->len; i++)
		g_checksum_update(sum, names->pdata[i], (gssize)strlen(names->pdata[i]) + 1);
	return g_strconcat("words ", g_checksum_get_string(sum), NULL);
}

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* One pass over all contents; true when it brought further names. */
static bool pass(const struct scan_memo *memo, const GArray *files, GPtrArray *names,
		 GBytes *(*read)(guint index, void *data), void *data)
{
	g_autofree char *key = table_key(names);
	auto_ptr(source_needles) needles = source_needles_new(names);
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	struct table t;
	bool changed = false;

	table_init(&t, memo, key);
	for (guint i = 0; i < files->len; i++) {
		const struct scan_content *file = &g_array_index(files, struct scan_content, i);
		g_autoptr(GBytes) id = NULL, bytes = NULL;
		const GPtrArray *macros;

		if (is_known(&t, file->id))
			continue;
		id = g_bytes_new_static(file->id, SCAN_ID_LENGTH);
		macros = g_hash_table_lookup(t.macros, id);
		if (!macros && (bytes = read(i, data))) {
			macros = look_at(&t, file, bytes, needles);
			changed = true;
		}
		(void)add_new(found, macros);
	}
	if (memo && changed)
		table_keep(&t, memo, key);
	table_clear(&t);
	return add_new(names, found);
}

GPtrArray *scan_words(const struct scan_options *options, const GArray *files, GBytes *(*read)(guint index, void *data),
		      void *data)
{
	GPtrArray *names = rule_set_names(options->rules);

	while (pass(options->memo, files, names, read, data)) /* each adds a name */
		g_ptr_array_sort(names, by_name);
	return names;
}
