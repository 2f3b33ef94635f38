/* Members that functions write, read off the text: "p->error = 0", "request.flags |= DONE". Whoever is given an object
 * may write such a member of it, in whatever file it stands. */
#include "scan/facts_internal.h"

static void take(const char *bytes, size_t at, size_t next, size_t end, GHashTable *out)
{
	if (!read_writes(bytes, read_behind_members(bytes, next, end), end))
		return;
	g_autofree char *name = g_strndup(bytes + at, next - at);
	g_hash_table_add(out, (gpointer)g_intern_string(name));
}

void read_members(const char *bytes, size_t begin, size_t end, bool cxx, GHashTable *out)
{
	char last = '\0', before = '\0'; /* the last token's last character, and that of the one before */
	for (size_t at = read_space(bytes, begin, end), next; at < end; at = read_space(bytes, next, end)) {
		next = read_token(bytes, at, end);
		bool selected = last == '.' || (last == '>' && before == '-');
		bool word = read_is_word(bytes[at]) && !g_ascii_isdigit(bytes[at]);
		if (word && (selected || (cxx && !read_is_word(last))))
			take(bytes, at, next, end, out);
		before = last;
		last = bytes[next - 1];
	}
}
