/* Folders are listed once and asked from memory, because every name is asked for in every folder: more than any
 * compiler would, so that no rule of any compiler's search need be known here. Names are taken from the text, compiled
 * or not: more again. */
#include "scan/lookups.h"

#include <string.h>

/* What one file includes. */
struct spelled {
	GPtrArray *names; /* interned */
	bool computed;    /* and something that a macro says */
};

struct lookups {
	const struct ast_tree *tree;
	GHashTable *listings; /* folder (owned) -> GHashTable set of names, owned; NULL: there is no such folder */
	GHashTable *spelled;  /* file (owned) -> struct spelled *, owned */
	GHashTable *overlaid; /* folder (owned) -> GHashTable name (owned) -> GINT_TO_POINTER(there) */
	GByteArray *buffer;   /* for the file being read */
	GHashTable *homonyms; /* basename, interned -> hash over the tree's files called so, owned */
};

static void set_free(gpointer set)
{
	if (set)
		g_hash_table_unref(set);
}

static void spelled_free(gpointer data)
{
	struct spelled *s = data;

	g_ptr_array_unref(s->names);
	g_free(s);
}

/* A file in memory makes its folders, too; one that is gone leaves them. */
static void overlay_add(struct lookups *l, const char *name, bool there)
{
	g_autofree char *path = g_strdup(name);

	for (;;) {
		g_autofree char *base = g_path_get_basename(path);
		char *folder = g_path_get_dirname(path);
		bool top = strcmp(folder, path) == 0;
		GHashTable *names = g_hash_table_lookup(l->overlaid, folder);

		if (!names) {
			names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
			g_hash_table_insert(l->overlaid, g_strdup(folder), names);
		}
		if (!top && (there || !g_hash_table_contains(names, base)))
			g_hash_table_replace(names, g_strdup(base), GINT_TO_POINTER(there));
		g_free(path);
		path = folder;
		if (top || !there)
			return;
	}
}

struct lookups *lookups_new(const struct ast_tree *tree)
{
	struct lookups *l = g_new0(struct lookups, 1);
	GHashTableIter it;
	gpointer name, file;

	l->tree = tree;
	l->buffer = g_byte_array_new();
	l->listings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, set_free);
	l->spelled = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, spelled_free);
	l->overlaid = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
	l->homonyms = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	if (!tree->overlay)
		return l;
	g_hash_table_iter_init(&it, tree->overlay->files);
	while (g_hash_table_iter_next(&it, &name, &file))
		overlay_add(l, name, file != NULL);
	return l;
}

void lookups_free(struct lookups *l)
{
	if (!l)
		return;
	g_byte_array_unref(l->buffer);
	g_hash_table_unref(l->listings);
	g_hash_table_unref(l->spelled);
	g_hash_table_unref(l->overlaid);
	g_hash_table_unref(l->homonyms);
	g_free(l);
}

/* --- what is included ------------------------------------------------------------------------------------------- */

/* Behind the word: blanks, perhaps a '(', then "name" or <name>. NULL when there is none. */
static const char *name_behind(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t' || *at == '('))
		at++;
	if (at >= end || (*at != '"' && *at != '<'))
		return NULL;
	char close = *at == '<' ? '>' : '"';
	const char *begin = at + 1;

	for (at = begin; at < end && *at != '\n' && *at != close; at++)
		;
	if (at >= end || *at != close || at == begin || at - begin > 1000)
		return NULL;
	g_autofree char *name = g_strndup(begin, (gsize)(at - begin));
	return g_intern_string(name);
}

/* #include NAME: a macro says what. */
static bool is_computed(const char *word, const char *behind, const char *begin, const char *end)
{
	while (word > begin && (word[-1] == ' ' || word[-1] == '\t'))
		word--;
	while (behind < end && (*behind == ' ' || *behind == '\t'))
		behind++;
	return word > begin && word[-1] == '#' && behind < end && (g_ascii_isalpha(*behind) || *behind == '_');
}

static void each_spelled(const char *bytes, size_t length, struct spelled *out)
{
	static const char word[] = "include", next[] = "_next";
	const char *at = bytes, *end = bytes + length;

	while (at < end && (at = memmem(at, (size_t)(end - at), word, strlen(word)))) {
		const char *begin = at;

		at += strlen(word);
		if (end - at > (gssize)strlen(next) && memcmp(at, next, strlen(next)) == 0)
			at += strlen(next);
		const char *name = name_behind(at, end);

		if (name)
			g_ptr_array_add(out->names, (gpointer)name);
		else
			out->computed |= is_computed(begin, at, bytes, end);
	}
}

static const struct spelled *spelled_in(struct lookups *l, const char *absolute)
{
	struct spelled *s = g_hash_table_lookup(l->spelled, absolute);
	struct source_view view;

	if (s)
		return s;
	s = g_new0(struct spelled, 1);
	s->names = g_ptr_array_new();
	if (source_overlay_view(l->tree->overlay, absolute, l->buffer, &view, NULL)) {
		each_spelled(view.bytes, view.length, s);
		source_view_clear(&view);
	}
	g_hash_table_insert(l->spelled, g_strdup(absolute), s);
	return s;
}

const GPtrArray *lookups_spelled_in(struct lookups *l, const char *absolute)
{
	return spelled_in(l, absolute)->names;
}

void lookups_spelled(struct lookups *l, const GPtrArray *files, GHashTable *names)
{
	bool computed = false;

	for (guint i = 0; i < files->len; i++) {
		const struct spelled *s = spelled_in(l, files->pdata[i]);

		computed |= s->computed;
		for (guint k = 0; k < s->names->len; k++)
			g_hash_table_add(names, s->names->pdata[k]);
	}
	for (guint i = 0; computed && i < files->len; i++) {
		g_autofree char *base = g_path_get_basename(files->pdata[i]);

		g_hash_table_add(names, (gpointer)g_intern_string(base));
	}
}

/* --- what is there ---------------------------------------------------------------------------------------------- */

static GHashTable *listing_of(struct lookups *l, const char *folder)
{
	gpointer found;

	if (g_hash_table_lookup_extended(l->listings, folder, NULL, &found))
		return found;
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	GHashTable *changes = g_hash_table_lookup(l->overlaid, folder);
	GHashTable *names = NULL;
	GHashTableIter it;
	gpointer name, there;

	if (dir || changes)
		names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (const char *own; dir && (own = g_dir_read_name(dir));)
		g_hash_table_add(names, g_strdup(own));
	if (changes)
		g_hash_table_iter_init(&it, changes);
	while (changes && g_hash_table_iter_next(&it, &name, &there)) {
		if (there)
			g_hash_table_add(names, g_strdup(name));
		else
			g_hash_table_remove(names, name);
	}
	g_hash_table_insert(l->listings, g_strdup(folder), names);
	return names;
}

static bool is_there(struct lookups *l, GHashTable *listing, const char *folder, const char *name)
{
	const char *slash = strchr(name, '/');

	if (slash == name)
		return source_overlay_has(l->tree->overlay, name);
	if (!slash)
		return listing && g_hash_table_contains(listing, name);
	g_autofree char *first = g_strndup(name, (gsize)(slash - name));
	bool dots = strcmp(first, ".") == 0 || strcmp(first, "..") == 0;

	if (!dots && !(listing && g_hash_table_contains(listing, first)))
		return false;
	g_autofree char *joined = g_build_filename(folder, first, NULL);
	g_autofree char *below = dots ? g_canonicalize_filename(joined, "/") : g_strdup(joined);

	while (*slash == '/')
		slash++;
	return is_there(l, listing_of(l, below), below, slash);
}

bool lookups_is_folder(struct lookups *l, const char *folder)
{
	return listing_of(l, folder) != NULL;
}

bool lookups_has(struct lookups *l, const char *folder, const char *name)
{
	return is_there(l, listing_of(l, folder), folder, name);
}

/* The tree's files that an include of the name could mean, wherever they lie. */
static const char *homonyms_of(struct lookups *l, const char *name)
{
	g_autofree char *base = g_path_get_basename(name);
	const char *key = g_intern_string(base);
	char *hash = g_hash_table_lookup(l->homonyms, key);

	if (hash)
		return hash;
	const GPtrArray *files = l->tree->by_basename ? g_hash_table_lookup(l->tree->by_basename, base) : NULL;
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

	for (guint i = 0; files && i < files->len; i++)
		g_checksum_update(sum, files->pdata[i], (gssize)strlen(files->pdata[i]) + 1);
	hash = g_strdup(files ? g_checksum_get_string(sum) : "");
	g_hash_table_insert(l->homonyms, (gpointer)key, hash);
	return hash;
}

char *lookups_fingerprint(struct lookups *l, const GPtrArray *folders, const GPtrArray *names)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

	for (guint n = 0; n < names->len; n++) {
		const char *hash = homonyms_of(l, names->pdata[n]);

		g_checksum_update(sum, (const guchar *)hash, (gssize)strlen(hash) + 1);
	}
	for (guint f = 0; f < folders->len; f++) {
		const char *folder = folders->pdata[f];
		GHashTable *listing = listing_of(l, folder);

		for (guint n = 0; n < names->len; n++) {
			if (!is_there(l, listing, folder, names->pdata[n]))
				continue;
			guint32 pair[2] = {f, n};

			g_checksum_update(sum, (const guchar *)pair, sizeof(pair));
		}
	}
	return g_strdup(g_checksum_get_string(sum));
}
