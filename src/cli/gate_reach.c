/* Whether an answer hangs on what changed in a file, going by what the scan had looked at and for (model/run.h). Files
 * are compared function by function, comments aside. In doubt it does: then both sides are scanned, which only takes
 * longer.
 */
#include <string.h>

#include "cli/gate_internal.h"
#include "source/text.h"
#include "source/walk.h"

struct gate_reach {
	GHashTable *files, *defines; /* sets of char *, borrowed */
	struct source_needles *mentions;
	bool pasted;
};

static GHashTable *set_of(const GPtrArray *names)
{
	GHashTable *set = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < names->len; i++)
		g_hash_table_add(set, names->pdata[i]);
	return set;
}

struct gate_reach *gate_reach_new(const struct run_reach *reach)
{
	struct gate_reach *r = g_new0(struct gate_reach, 1);

	r->files = set_of(reach->files);
	r->defines = set_of(reach->defines);
	r->mentions = source_needles_new(reach->mentions);
	for (guint i = 0; i < reach->mentions->len; i++)
		r->pasted = r->pasted || strcmp(reach->mentions->pdata[i], RUN_REACH_PASTED) == 0;
	return r;
}

void gate_reach_free(struct gate_reach *r)
{
	if (!r)
		return;
	g_hash_table_unref(r->files);
	g_hash_table_unref(r->defines);
	source_needles_free(r->mentions);
	g_free(r);
}

static bool is_source(const char *path)
{
	static const char *const suffixes[] = {".c", ".cc", ".cpp", ".cxx", ".C"};

	for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++)
		if (g_str_has_suffix(path, suffixes[i]))
			return true;
	return false;
}

/* One of them is there and another is not: a header may be found where it was not, or another in its place. */
static bool comes_or_goes(const GPtrArray *contents)
{
	bool there = false, missing = false;

	for (guint i = 0; i < contents->len; i++)
		*(contents->pdata[i] ? &there : &missing) = true;
	return there && missing;
}

static void string_free(GString *string)
{
	g_string_free(string, TRUE);
}

/* Comments become blanks, and blanks one blank, or the end of a line where they hold one. Strings stay as they are. */
static char *plain(const char *bytes, size_t length)
{
	GString *out = g_string_sized_new(length);

	for (size_t i = 0; i < length; i++) {
		const char *rest = bytes + i;
		size_t left = length - i;

		if (left > 1 && rest[0] == '/' && rest[1] == '*') {
			const char *end = left > 3 ? memmem(rest + 2, left - 2, "*/", 2) : NULL;

			i += end ? (size_t)(end + 1 - rest) : left - 1;
			if (!out->len || !g_ascii_isspace(out->str[out->len - 1]))
				g_string_append_c(out, ' ');
		} else if (left > 1 && rest[0] == '/' && rest[1] == '/') {
			const char *end = memchr(rest, '\n', left);

			i += end ? (size_t)(end - rest) - 1 : left - 1;
		} else if (*rest == '"' || *rest == '\'') {
			size_t n = 1;

			while (n < left && rest[n] != *rest && rest[n] != '\n')
				n += rest[n] == '\\' && n + 1 < left ? 2 : 1;
			n = MIN(n + 1, left);
			g_string_append_len(out, rest, (gssize)n);
			i += n - 1;
		} else if (!g_ascii_isspace(*rest)) {
			g_string_append_c(out, *rest);
		} else if (!out->len || !g_ascii_isspace(out->str[out->len - 1])) {
			g_string_append_c(out, *rest == '\n' ? '\n' : ' ');
		} else if (*rest == '\n') {
			out->str[out->len - 1] = '\n';
		}
	}
	return g_string_free(out, FALSE);
}

static void add_piece(GHashTable *pieces, const char *name, const char *bytes, size_t length)
{
	g_autofree char *text = plain(bytes, length);
	GString *piece = g_hash_table_lookup(pieces, name);

	if (!piece) {
		piece = g_string_new(NULL);
		g_hash_table_insert(pieces, g_strdup(name), piece);
	}
	g_string_append_printf(piece, "%s\n", text);
}

/* One content in pieces: each function by its name, and what stands outside of them under "". */
static GHashTable *pieces_of(const struct gate_reach *r, const char *path, GBytes *content, bool *out_defines)
{
	GHashTable *pieces = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)string_free);
	gsize length;
	const char *bytes = g_bytes_get_data(content, &length);
	auto_ptr(source_needles) none = source_needles_new(NULL);
	auto_ptr(source_text) text = source_text_lex(path, bytes ? bytes : "", length, none);
	size_t at = 0;

	for (guint i = 0; i < text->functions->len; i++) {
		const struct lex_function *f = &g_array_index(text->functions, struct lex_function, i);

		if (f->begin < at)
			continue; /* within another: a class's method */
		add_piece(pieces, "", bytes + at, f->begin - at);
		add_piece(pieces, f->name ? f->name : "", bytes + f->begin, f->end - f->begin);
		at = f->end;
	}
	add_piece(pieces, "", bytes + at, length - at);
	for (guint i = 0; i < text->defines->len; i++)
		*out_defines =
			*out_defines ||
			g_hash_table_contains(r->defines, g_array_index(text->defines, struct lex_define, i).name);
	return pieces;
}

/* Whether a piece that is not the same in both counts. */
static bool counts(const struct gate_reach *r, const char *name, const char *text, bool defines)
{
	bool outside = *name == '\0';

	return source_needles_hit(r->mentions, text, strlen(text)) || g_hash_table_contains(r->defines, name) ||
	       (outside && (defines || r->pasted)) || (r->pasted && strstr(text, "##"));
}

static bool any_counts(const struct gate_reach *r, GHashTable *a, GHashTable *b, bool defines)
{
	GHashTableIter it;
	gpointer name, text;

	g_hash_table_iter_init(&it, a);
	while (g_hash_table_iter_next(&it, &name, &text)) {
		const GString *own = text, *other = g_hash_table_lookup(b, name);

		if ((!other || strcmp(own->str, other->str) != 0) && counts(r, name, own->str, defines))
			return true;
	}
	return false;
}

static bool is_unreadable(GBytes *content)
{
	gsize length;
	const char *bytes = g_bytes_get_data(content, &length);

	return length && source_bytes_unreadable(bytes, length);
}

/* Comments that suppress: where they stand decides, so any other content may be another answer. */
static bool suppresses(GBytes *content)
{
	gsize length;
	const char *bytes = g_bytes_get_data(content, &length);

	return length && memmem(bytes, length, "NOLINT", strlen("NOLINT"));
}

/* Going from the one content to the other changes something that counts. */
static bool differ(const struct gate_reach *r, const char *path, GBytes *a, GBytes *b)
{
	static const char *const empty = "";
	g_autoptr(GBytes) none = g_bytes_new_static(empty, 0);
	bool defines = false;

	if (is_unreadable(a ? a : none) || is_unreadable(b ? b : none))
		return true;
	if (suppresses(a ? a : none) || suppresses(b ? b : none))
		return !a || !b || !g_bytes_equal(a, b);
	g_autoptr(GHashTable) x = pieces_of(r, path, a ? a : none, &defines);
	g_autoptr(GHashTable) y = pieces_of(r, path, b ? b : none, &defines);

	return any_counts(r, x, y, defines) || any_counts(r, y, x, defines);
}

bool gate_reach_has(const struct gate_reach *r, const char *path, const GPtrArray *contents)
{
	g_autofree char *base = g_path_get_basename(path);
	bool found = false;

	if (g_hash_table_contains(r->files, path) || strcmp(base, "compile_commands.json") == 0)
		return true;
	if (!source_is_c(path))
		return source_is_kin(path);
	if (comes_or_goes(contents) && !is_source(path))
		return true;
	for (guint i = 1; !found && i < contents->len; i++)
		found = differ(r, path, contents->pdata[i - 1], contents->pdata[i]);
	return found;
}
