/* Line splices: a backslash at the end of a line joins it with the next before anything else is read. The lexer works
 * on a copy without them, so that no other file here has to think of them, and asks here for the way back to the file's
 * own offsets. A file without splices, the usual case in headers, is not copied.
 *
 * Like gcc and clang, blanks between the backslash and the newline are tolerated. The trigraph for a backslash is only
 * taken for one where it joins the two halves of an identifier: compilers ignore trigraphs unless asked, and there
 * nothing else would make sense. */
#include "source/lex_internal.h"

#include <string.h>

size_t splice_length(const char *bytes, size_t length, size_t at)
{
	size_t i = at + 1;

	while (i < length && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\f' || bytes[i] == '\v'))
		i++;
	if (i < length && bytes[i] == '\r')
		i++;
	if (i < length && bytes[i] == '\n')
		return i + 1 - at;
	return 0;
}

static bool in_word(const char *bytes, size_t length, size_t begin, size_t end)
{
	return begin > 0 && end < length && lex_is_word(bytes[begin - 1]) && lex_is_word(bytes[end]);
}

/* The next splice at or after *at: its start and length. */
static bool next_splice(const char *bytes, size_t length, size_t *at, size_t *out_length)
{
	for (size_t i = *at; i < length; i++) {
		const char *p = memchr(bytes + i, '\\', length - i);

		if (!p)
			return false;
		i = (size_t)(p - bytes);
		*out_length = splice_length(bytes, length, i);
		if (*out_length) {
			*at = i;
			return true;
		}
	}
	return false;
}

/* Whether the line may be a comment already where bytes[at] stands. */
static bool behind_slashes(const char *bytes, size_t at)
{
	size_t low = at > 1000 ? at - 1000 : 0;

	for (size_t i = at; i-- > low + 1 && bytes[i] != '\n';)
		if (bytes[i] == '/' && bytes[i - 1] == '/')
			return true;
	return false;
}

/* The same for a trigraph splice inside a word. */
static bool next_trigraph(const char *bytes, size_t length, size_t *at, size_t *out_length)
{
	const char *p = bytes + *at;

	while ((p = memmem(p, length - (size_t)(p - bytes), "\?\?/", 3))) {
		size_t begin = (size_t)(p - bytes);
		size_t n = splice_length(bytes, length, begin + 2);

		if (n && in_word(bytes, length, begin, begin + 2 + n) && !behind_slashes(bytes, begin)) {
			*at = begin;
			*out_length = n + 2;
			return true;
		}
		p += 3;
	}
	return false;
}

struct search {
	size_t at, length;
	bool found;
};

static void splice_cut(struct spliced *s, GString *out, const char *bytes, size_t *from, const struct search *hit)
{
	struct splice cut = {.removed = hit->length};

	g_string_append_len(out, bytes + *from, (gssize)(hit->at - *from));
	*from = hit->at + hit->length;
	cut.at = out->len;
	if (s->splices->len)
		cut.removed += g_array_index(s->splices, struct splice, s->splices->len - 1).removed;
	g_array_append_val(s->splices, cut);
}

void spliced_init(struct spliced *s, const char *bytes, size_t length)
{
	struct search plain = {0}, trigraph = {0};
	GString *out;
	size_t from = 0;

	*s = (struct spliced){
		.bytes = bytes, .length = length, .splices = g_array_new(FALSE, FALSE, sizeof(struct splice))};
	if (!length)
		return;
	plain.found = next_splice(bytes, length, &plain.at, &plain.length);
	trigraph.found = next_trigraph(bytes, length, &trigraph.at, &trigraph.length);
	if (!plain.found && !trigraph.found)
		return;
	out = g_string_sized_new(length + 1);
	while (plain.found || trigraph.found) {
		bool first = plain.found && (!trigraph.found || plain.at < trigraph.at);
		struct search *hit = first ? &plain : &trigraph;

		splice_cut(s, out, bytes, &from, hit);
		hit->at = from;
		hit->found = first ? next_splice(bytes, length, &hit->at, &hit->length)
				   : next_trigraph(bytes, length, &hit->at, &hit->length);
	}
	g_string_append_len(out, bytes + from, (gssize)(length - from));
	s->length = out->len;
	s->owned = g_string_free(out, FALSE);
	s->bytes = s->owned;
}

void spliced_clear(struct spliced *s)
{
	g_clear_pointer(&s->owned, g_free);
	g_clear_pointer(&s->splices, g_array_unref);
}

/* Bytes removed before the logical offset; splices exactly at it count when `at_too`. */
static size_t removed_before(const struct spliced *s, size_t at, bool at_too)
{
	unsigned low = 0, high = s->splices->len;

	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		const struct splice *cut = &g_array_index(s->splices, struct splice, middle);

		if (cut->at < at || (at_too && cut->at == at))
			low = middle + 1;
		else
			high = middle;
	}
	return low ? g_array_index(s->splices, struct splice, low - 1).removed : 0;
}

size_t spliced_begin(const struct spliced *s, size_t at)
{
	return at + removed_before(s, at, true);
}

size_t spliced_end(const struct spliced *s, size_t at)
{
	return at + removed_before(s, at, false);
}
