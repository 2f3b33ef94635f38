/* `#define A(s) accept4(s, 0, 0, 0)`, `#define B(s) A(s)`, and a site at `B(fd)`: its chain is B's definition and A's.
 * Definitions are looked for in the site's file and in all files where the scan has seen one that mentions a call. */
#include "policy/macro_uses.h"

#include <string.h>

#include "util/lines.h"

#define DEPTH_MAX  8
#define CHAINS_MAX 64

struct macro_uses {
	const struct run *run;
	const struct policy *policy;
	GHashTable *files; /* interned path -> GPtrArray of struct macro_definition * */
};

static void definition_free(gpointer data)
{
	struct macro_definition *d = data;

	g_free(d->name);
	g_ptr_array_unref(d->words);
	g_free(d);
}

static bool is_word_byte(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

/* The identifier that begins at text, owned; NULL: none does. */
static char *word_at(const char *text, const char *end)
{
	const char *p = text;

	if (p == end || !is_word_byte(*p) || g_ascii_isdigit(*p))
		return NULL;
	while (p < end && is_word_byte(*p))
		p++;
	return g_strndup(text, (gsize)(p - text));
}

static GPtrArray *words_of(const char *text, const char *end)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

	while (text < end) {
		char *word = word_at(text, end);

		if (word) {
			text += strlen(word);
			g_ptr_array_add(words, word);
		} else if (is_word_byte(*text)) {
			while (text < end && is_word_byte(*text))
				text++;
		} else {
			text++;
		}
	}
	return words;
}

/* Behind "# define " of a line; NULL when it is no definition. */
static const char *behind_define(const char *line, const char *end)
{
	static const char word[] = "define";
	const char *p = line;

	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	if (p == end || *p++ != '#')
		return NULL;
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	if ((size_t)(end - p) <= strlen(word) || strncmp(p, word, strlen(word)) != 0 || is_word_byte(p[strlen(word)]))
		return NULL;
	p += strlen(word);
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	return p;
}

static bool is_continued(const char *line, size_t length)
{
	while (length && (line[length - 1] == '\r' || line[length - 1] == ' ' || line[length - 1] == '\t'))
		length--;
	return length && line[length - 1] == '\\';
}

static GPtrArray *definitions_in(const char *path, const char *bytes, size_t size)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(definition_free);
	g_autoptr(GArray) lines = lines_index(bytes, size);

	for (unsigned n = 1; n <= lines->len; n++) {
		size_t length;
		const char *line = lines_get(lines, bytes, size, n, &length);
		const char *name = line ? behind_define(line, line + length) : NULL;
		unsigned last = n;

		while (name && is_continued(line, length) && last < lines->len)
			line = lines_get(lines, bytes, size, ++last, &length);
		char *word = name ? word_at(name, line + length) : NULL;

		if (!word)
			continue;
		struct macro_definition *d = g_new0(struct macro_definition, 1);

		*d = (struct macro_definition){path, word, n, last, words_of(name + strlen(word), line + length)};
		g_ptr_array_add(out, d);
		n = last;
	}
	return out;
}

static const GPtrArray *definitions_of(struct macro_uses *uses, const char *path)
{
	GPtrArray *found = g_hash_table_lookup(uses->files, path);

	if (found)
		return found;
	g_autoptr(GBytes) bytes = uses->policy->read(path, uses->policy->data);
	gsize length = 0;
	const char *text = bytes ? g_bytes_get_data(bytes, &length) : NULL;

	found = definitions_in(path, text ? text : "", text ? length : 0);
	g_hash_table_insert(uses->files, (gpointer)path, found);
	return found;
}

struct macro_uses *macro_uses_new(const struct run *run, const struct policy *policy)
{
	struct macro_uses *uses = g_new0(struct macro_uses, 1);

	*uses = (struct macro_uses){run, policy,
				    g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref)};
	return uses;
}

void macro_uses_free(struct macro_uses *uses)
{
	if (!uses)
		return;
	g_hash_table_unref(uses->files);
	g_free(uses);
}

/* The macro's name as it stands at the site; owned, or NULL. */
static char *name_at(struct macro_uses *uses, const struct site *site)
{
	g_autoptr(GBytes) bytes = uses->policy->read(site->where.path, uses->policy->data);
	gsize length = 0;
	const char *text = bytes ? g_bytes_get_data(bytes, &length) : NULL;
	size_t offset = 0;

	if (!text)
		return NULL;
	g_autoptr(GArray) lines = lines_index(text, length);

	return lines_offset(lines, length, site->where.line, site->where.column, &offset)
		       ? word_at(text + offset, text + length)
		       : NULL;
}

static void add_definitions(struct macro_uses *uses, const char *path, const char *name, GPtrArray *out)
{
	const GPtrArray *all = definitions_of(uses, path);

	for (guint i = 0; i < all->len; i++)
		if (strcmp(((const struct macro_definition *)all->pdata[i])->name, name) == 0)
			g_ptr_array_add(out, all->pdata[i]);
}

/* The file's own, or else those of all files with a definition that mentions a call. */
static GPtrArray *find_definitions(struct macro_uses *uses, const char *path, const char *name)
{
	GPtrArray *out = g_ptr_array_new();
	const char *before = NULL;

	add_definitions(uses, path, name, out);
	for (guint i = 0; !out->len && i < uses->run->occurrences->len; i++) {
		const struct occurrence *o = g_ptr_array_index(uses->run->occurrences, i);

		if (o->class == OCCURRENCE_MACRO_DEFINITION && o->where.path != path && o->where.path != before)
			add_definitions(uses, o->where.path, name, out);
		if (o->class == OCCURRENCE_MACRO_DEFINITION)
			before = o->where.path;
	}
	return out;
}

static bool mentions_rule(const struct macro_uses *uses, const struct macro_definition *d, const char *rule)
{
	for (guint i = 0; i < uses->run->occurrences->len; i++) {
		const struct occurrence *o = g_ptr_array_index(uses->run->occurrences, i);

		if (o->class == OCCURRENCE_MACRO_DEFINITION && o->rule == rule && o->where.path == d->path &&
		    o->where.line >= d->first_line && o->where.line <= d->last_line)
			return true;
	}
	return false;
}

struct search {
	struct macro_uses *uses;
	const struct site *site;
	GPtrArray *way;    /* of struct macro_definition *: from the site to where the search is */
	GPtrArray *chains; /* what was found */
};

static void follow(struct search *s, const char *name);

static void follow_definition(struct search *s, struct macro_definition *d)
{
	if (g_ptr_array_find(s->way, d, NULL))
		return;
	g_ptr_array_add(s->way, d);
	if (mentions_rule(s->uses, d, s->site->rule)) {
		GPtrArray *chain = g_ptr_array_new();

		g_ptr_array_extend(chain, s->way, NULL, NULL);
		g_ptr_array_add(s->chains, chain);
	} else {
		for (guint i = 0; i < d->words->len; i++)
			follow(s, g_ptr_array_index(d->words, i));
	}
	g_ptr_array_set_size(s->way, (gint)s->way->len - 1);
}

static void follow(struct search *s, const char *name)
{
	if (s->way->len >= DEPTH_MAX || s->chains->len >= CHAINS_MAX)
		return;
	g_autoptr(GPtrArray) definitions = find_definitions(s->uses, s->site->where.path, name);

	for (guint i = 0; i < definitions->len; i++)
		follow_definition(s, g_ptr_array_index(definitions, i));
}

GPtrArray *macro_uses_chains(struct macro_uses *uses, const struct site *site)
{
	g_autoptr(GPtrArray) way = g_ptr_array_new();
	GPtrArray *chains = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	struct search search = {uses, site, way, chains};
	g_autofree char *name = name_at(uses, site);

	if (name)
		follow(&search, name);
	return chains;
}
