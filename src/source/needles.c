/* Searching a file's bytes for a set of identifiers, all in one pass (Wu and Manber's method with blocks of two bytes:
 * a table says for each pair of bytes how far the window may move on; most windows move by nearly the length of the
 * shortest name). Only whole words count. A name that a line splice cuts in two is found too: the backslashes of the
 * file are looked at in a second pass that runs at memchr's speed, and only those that stand between two word
 * characters and before a newline cost anything. */
#include "source/lex_internal.h"

#include <stdint.h>
#include <string.h>

struct needle {
	const char *name; /* interned */
	size_t length;
	unsigned next; /* the next needle with the same window end, +1; 0: none */
};

struct source_needles {
	GArray *needles;    /* of struct needle */
	size_t window;      /* length of the shortest name */
	guint8 *shift;      /* [65536]: by the two bytes at the window's end; 0: a name may end its window here */
	unsigned *heads;    /* [65536]: first needle with that block at the end of its window, +1 */
	GHashTable *by_key; /* word -> interned name: for words cut by splices and for the lexer */
	guint64 lengths;    /* bit n: a name of n bytes (63: or more) */
};

#define BLOCKS 65536

static unsigned block_of(const char *p)
{
	return (unsigned)(unsigned char)p[0] << 8 | (unsigned char)p[1];
}

/* Names shorter than a block: every block that ends in or starts with the byte may hold one. */
static void add_short(struct source_needles *n, unsigned number)
{
	memset(n->shift, 0, BLOCKS);
	g_array_index(n->needles, struct needle, number).next = n->heads[0];
	n->heads[0] = number + 1;
}

static void add_window(struct source_needles *n, unsigned number)
{
	struct needle *needle = &g_array_index(n->needles, struct needle, number);
	unsigned last = block_of(needle->name + n->window - 2);

	for (size_t i = 0; i + 2 <= n->window; i++) {
		unsigned block = block_of(needle->name + i);
		size_t distance = MIN(n->window - 2 - i, 255);

		n->shift[block] = (guint8)MIN((size_t)n->shift[block], distance);
	}
	needle->next = n->heads[last];
	n->heads[last] = number + 1;
}

struct source_needles *source_needles_new(const GPtrArray *names)
{
	struct source_needles *n = g_new0(struct source_needles, 1);

	n->needles = g_array_new(FALSE, TRUE, sizeof(struct needle));
	n->by_key = g_hash_table_new(g_str_hash, g_str_equal);
	n->window = SIZE_MAX;
	for (unsigned i = 0; names && i < names->len; i++) {
		const char *name = g_intern_string(names->pdata[i]);
		struct needle needle = {.name = name, .length = strlen(name)};

		if (!needle.length || !g_hash_table_add(n->by_key, (gpointer)name))
			continue;
		n->window = MIN(n->window, needle.length);
		n->lengths |= G_GUINT64_CONSTANT(1) << MIN(needle.length, 63);
		g_array_append_val(n->needles, needle);
	}
	n->shift = g_malloc(BLOCKS);
	n->heads = g_new0(unsigned, BLOCKS);
	memset(n->shift, (int)MIN(n->window - 1, 255), BLOCKS);
	for (unsigned i = 0; i < n->needles->len; i++)
		n->window < 2 ? add_short(n, i) : add_window(n, i);
	return n;
}

void source_needles_free(struct source_needles *needles)
{
	if (!needles)
		return;
	g_array_unref(needles->needles);
	g_hash_table_unref(needles->by_key);
	g_free(needles->shift);
	g_free(needles->heads);
	g_free(needles);
}

const char *needles_lookup(const struct source_needles *needles, const char *word, size_t length)
{
	char key[256];

	if (!(needles->lengths >> MIN(length, 63) & 1) || length >= sizeof(key))
		return NULL;
	memcpy(key, word, length);
	key[length] = '\0';
	return g_hash_table_lookup(needles->by_key, key);
}

static bool is_whole_word(const char *bytes, size_t length, size_t at, size_t end)
{
	return (at == 0 || !lex_is_word(bytes[at - 1])) && (end == length || !lex_is_word(bytes[end]));
}

/* A name whose window starts at `at`, as a whole word. */
static const char *match_at(const struct source_needles *n, unsigned head, const char *bytes, size_t length, size_t at)
{
	for (unsigned i = head; i; i = g_array_index(n->needles, struct needle, i - 1).next) {
		const struct needle *needle = &g_array_index(n->needles, struct needle, i - 1);

		if (needle->length <= length - at && memcmp(bytes + at, needle->name, needle->length) == 0 &&
		    is_whole_word(bytes, length, at, at + needle->length))
			return needle->name;
	}
	return NULL;
}

/* Names of one byte in the set: no blocks to look at, every word is. */
static const char *next_by_words(const struct source_needles *n, const char *bytes, size_t length, size_t from,
				 size_t *out_at)
{
	size_t i = from;

	while (i < length) {
		const char *name;
		size_t begin = i;

		while (i < length && lex_is_word(bytes[i]))
			i++;
		if (i == begin) {
			i++;
			continue;
		}
		name = begin && lex_is_word(bytes[begin - 1]) ? NULL : needles_lookup(n, bytes + begin, i - begin);
		if (name) {
			*out_at = begin;
			return name;
		}
	}
	return NULL;
}

const char *needles_next(const struct source_needles *n, const char *bytes, size_t length, size_t from, size_t *out_at)
{
	const size_t window = n->window;

	if (!n->needles->len)
		return NULL;
	if (window < 2)
		return next_by_words(n, bytes, length, from, out_at);
	for (size_t end = from + window; end <= length && end >= window;) {
		unsigned block = block_of(bytes + end - 2);
		unsigned shift = n->shift[block];

		if (shift) {
			end += shift;
			continue;
		}
		const char *name = match_at(n, n->heads[block], bytes, length, end - window);
		if (name) {
			*out_at = end - window;
			return name;
		}
		end++;
	}
	return NULL;
}

/* Whether the word around the splice at bytes[at] (cut bytes long) is a name once all its splices are gone. */
static bool joined_word(const struct source_needles *n, const char *bytes, size_t length, size_t at)
{
	size_t begin = at > 600 ? at - 600 : 0;
	struct spliced piece;
	size_t where;
	bool hit;

	spliced_init(&piece, bytes + begin, MIN(length, at + 600) - begin);
	hit = needles_next(n, piece.bytes, piece.length, 0, &where) != NULL;
	spliced_clear(&piece);
	return hit;
}

static bool splices_hit(const struct source_needles *n, const char *bytes, size_t length)
{
	const char *end = bytes + length, *done = bytes;

	for (const char *p = bytes; (p = memchr(p, '\\', (size_t)(end - p))); p++) {
		size_t at = (size_t)(p - bytes), cut;

		if (p < done || at == 0 || !(lex_is_word(p[-1]) || p[-1] == '\n') ||
		    !(cut = splice_length(bytes, length, at)))
			continue;
		if (at + cut < length && (lex_is_word(bytes[at + cut]) || bytes[at + cut] == '\\')) {
			if (joined_word(n, bytes, length, at))
				return true;
			done = p + 300;
		}
	}
	return false;
}

static bool trigraphs_hit(const struct source_needles *n, const char *bytes, size_t length)
{
	const char *p = bytes;

	while ((p = memmem(p, length - (size_t)(p - bytes), "\?\?/", 3))) {
		size_t at = (size_t)(p - bytes), cut = splice_length(bytes, length, at + 2);

		if (cut && at > 0 && lex_is_word(p[-1]) && joined_word(n, bytes, length, at))
			return true;
		p += 3;
	}
	return false;
}

bool source_needles_hit(const struct source_needles *needles, const char *bytes, size_t length)
{
	size_t at;

	if (!length)
		return false;
	return needles_next(needles, bytes, length, 0, &at) || splices_hit(needles, bytes, length) ||
	       trigraphs_hit(needles, bytes, length);
}
