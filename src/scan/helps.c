/* Which functions of a file could help a failed call that they are told of: their own code, or that of functions of the
 * file that they name, calls what could be a fallback or restore a flag. Read from the text, before anything is parsed.
 */
#include "scan/helps.h"

#include <string.h>

struct helps {
	const struct source_text *text;
	GHashTable *by_name; /* interned name -> whether one of that name helps */
	guint8 *own;         /* per function */
};

static const struct lex_function *function(const struct helps *h, guint i)
{
	return &g_array_index(h->text->functions, struct lex_function, i);
}

static bool is_word(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

/* A word of the body names a function that helps. */
static bool names_helper(const struct helps *h, const struct lex_function *f)
{
	const char *at = h->text->bytes + f->body, *end = h->text->bytes + MIN(f->end, h->text->length);
	while (at < end) {
		const char *begin = at;
		while (at < end && is_word(*at))
			at++;
		if (at == begin) {
			at++;
			continue;
		}
		char word[128];
		size_t n = (size_t)(at - begin);
		if (n >= sizeof(word) || g_ascii_isdigit(*begin))
			continue;
		memcpy(word, begin, n);
		word[n] = '\0';
		if (g_hash_table_contains(h->by_name, word))
			return true;
	}
	return false;
}

static bool spread(struct helps *h)
{
	bool changed = false;
	for (guint i = 0; i < h->text->functions->len; i++) {
		if (h->own[i] || !names_helper(h, function(h, i)))
			continue;
		h->own[i] = 1;
		changed |= g_hash_table_add(h->by_name, (gpointer)function(h, i)->name);
	}
	return changed;
}

struct helps *helps_new(const struct source_text *text, const struct source_needles *helping)
{
	struct helps *h = g_new0(struct helps, 1);
	h->text = text;
	h->by_name = g_hash_table_new(g_str_hash, g_str_equal);
	h->own = g_malloc0(text->functions->len + 1);
	for (guint i = 0; i < text->matches->len; i++) {
		const struct lex_match *m = &g_array_index(text->matches, struct lex_match, i);
		const struct lex_function *f = source_text_function_at(text, m->offset);
		if (m->class != LEX_CODE || !f || m->offset <= f->body ||
		    !source_needles_hit(helping, m->name, strlen(m->name)))
			continue;
		h->own[f - function(h, 0)] = 1;
		g_hash_table_add(h->by_name, (gpointer)f->name);
	}
	while (g_hash_table_size(h->by_name) && spread(h))
		;
	return h;
}

void helps_free(struct helps *h)
{
	if (!h)
		return;
	g_hash_table_unref(h->by_name);
	g_free(h->own);
	g_free(h);
}

bool helps_at(const struct helps *h, size_t offset)
{
	const struct lex_function *f = source_text_function_at(h->text, offset);
	return f && h->own[f - function(h, 0)];
}
