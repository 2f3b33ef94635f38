/* The file with less in it: what has nothing to do with the places asked for is replaced by blanks, byte for byte, so
 * that every location stays what it is. A large file is then parsed in the time of a small one, and errors in the rest
 * do not matter. */
#include "ast/ladder.h"

#include <string.h>

#include "ast/keep.h"
#include "ast/skim.h"

/* Calls visit for each identifier between begin and end, outside comments and strings. */
static void each_identifier(const char *bytes, size_t begin, size_t end, void (*visit)(const char *, size_t, void *),
			    void *data)
{
	for (size_t at = skim_space(bytes, begin, end), next; at < end; at = skim_space(bytes, next, end)) {
		next = skim_token(bytes, at, end);
		if (next <= at)
			return;
		if (skim_is_word(bytes[at]) && !g_ascii_isdigit(bytes[at]))
			visit(bytes + at, next - at, data);
	}
}

/* Directives inside must stay in balance with those outside. */
static bool is_balanced(const char *bytes, size_t begin, size_t end)
{
	int depth = 0;
	for (size_t at = begin; at < end;) {
		const char *newline = memchr(bytes + at, '\n', end - at);
		size_t next = newline ? (size_t)(newline - bytes) + 1 : end;
		while (at < next && (bytes[at] == ' ' || bytes[at] == '\t'))
			at++;
		if (at < next && bytes[at] == '#') {
			at++;
			while (at < next && (bytes[at] == ' ' || bytes[at] == '\t'))
				at++;
			if (next - at >= 2 && strncmp(bytes + at, "if", 2) == 0)
				depth++;
			else if (next - at >= 5 && strncmp(bytes + at, "endif", 5) == 0)
				depth--;
			else if (depth == 0 && next - at >= 3 && strncmp(bytes + at, "el", 2) == 0)
				return false;
			if (depth < 0)
				return false;
		}
		at = next;
	}
	return depth == 0;
}

static void blank(char *text, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++)
		if (text[i] != '\n' && text[i] != '\r')
			text[i] = ' ';
}

static void blank_includes(char *text, const struct source_text *source)
{
	for (unsigned i = 0; i < source->includes->len; i++) {
		const struct lex_include *in = &g_array_index(source->includes, struct lex_include, i);
		if (in->angled || in->line == 0 || in->line > source->lines->len)
			continue;
		size_t begin = g_array_index(source->lines, size_t, in->line - 1);
		size_t end =
			in->line < source->lines->len ? g_array_index(source->lines, size_t, in->line) : source->length;
		blank(text, begin, end);
	}
}

/* "class NAME", "struct NAME" or "namespace NAME" somewhere in the text. */
static bool declares_scope(const struct source_text *source, const char *name, size_t n)
{
	for (const char *p = source->bytes, *end = p + source->length; (p = memmem(p, (size_t)(end - p), name, n));
	     p += n) {
		const char *q = p;

		while (q > source->bytes && g_ascii_isspace(q[-1]))
			q--;
		size_t before = (size_t)(q - source->bytes);

		if (q < p && !skim_is_word(p[n]) &&
		    ((before >= 5 && strncmp(q - 5, "class", 5) == 0) ||
		     (before >= 6 && strncmp(q - 6, "struct", 6) == 0)))
			return true;
	}
	return false;
}

/* A::B::name( of a class whose header is missing becomes name(: a method of an unknown class is no function at all to
 * the compiler. */
static void blank_qualifier(char *text, const struct source_text *source, const struct lex_function *f)
{
	size_t n = strlen(f->name);

	for (size_t at = f->begin; at + n < f->body; at++) {
		if (strncmp(source->bytes + at, f->name, n) != 0 || skim_is_word(source->bytes[at + n]) || at < 3 ||
		    strncmp(source->bytes + at - 2, "::", 2) != 0)
			continue;
		size_t begin = at, scope = at - 2;

		while (scope > f->begin && skim_is_word(source->bytes[scope - 1]))
			scope--;
		while (begin > f->begin && (skim_is_word(source->bytes[begin - 1]) || source->bytes[begin - 1] == ':'))
			begin--;
		bool constructor = at - 2 - scope == n && strncmp(source->bytes + scope, f->name, n) == 0;

		if (scope < at - 2 && !constructor && !declares_scope(source, source->bytes + scope, at - 2 - scope))
			blank(text, begin, at);
		return;
	}
}

char *isolate(const struct ast_request *request, enum isolation how)
{
	const struct source_text *source = request->text;
	unsigned n = source->functions->len;
	char *text = g_malloc(source->length + 1);
	memcpy(text, source->bytes, source->length);
	text[source->length] = '\0';
	if (how == ISOLATE_NOTHING)
		return text;
	g_autofree guint8 *keep = keep_functions(source, request->rules);
	for (unsigned i = 0; i < n; i++) {
		const struct lex_function *f = &g_array_index(source->functions, struct lex_function, i);
		if (keep[i] && how == ISOLATE_FUNCTIONS && flags_is_cxx(request))
			blank_qualifier(text, source, f);
		if (!keep[i] && f->body + 1 < f->end && f->end <= source->length &&
		    is_balanced(source->bytes, f->body, f->end))
			blank(text, f->body + 1, f->end - 1);
	}
	if (how == ISOLATE_FUNCTIONS)
		blank_includes(text, source);
	return text;
}

/* --- macros of headers ------------------------------------------------------------------------------------------ */

/* One logical line that starts with #define; its name. */
static char *define_name(const char *line, size_t n)
{
	size_t i = 0;
	while (i < n && (line[i] == ' ' || line[i] == '\t'))
		i++;
	if (i >= n || line[i++] != '#')
		return NULL;
	while (i < n && (line[i] == ' ' || line[i] == '\t'))
		i++;
	if (n - i < 8 || strncmp(line + i, "define", 6) != 0)
		return NULL;
	i = skim_space(line, i + 6, n);
	size_t end = skim_token(line, i, n);
	return i < end && skim_is_word(line[i]) ? g_strndup(line + i, end - i) : NULL;
}

static void harvest(const char *bytes, size_t length, GHashTable *defines)
{
	for (size_t at = 0; at < length;) {
		size_t end = at;
		while (end < length && !(bytes[end] == '\n' &&
					 (end == 0 || (bytes[end - 1] != '\\' && !(bytes[end - 1] == '\r' && end > 1 &&
										   bytes[end - 2] == '\\')))))
			end++;
		char *name = define_name(bytes + at, end - at);
		if (name && !g_hash_table_contains(defines, name))
			g_hash_table_insert(defines, name, g_strndup(bytes + at, end - at));
		else
			g_free(name);
		at = end + 1;
	}
}

struct closure {
	GHashTable *defines, *taken;
	GPtrArray *queue;
};

static void want_word(const char *word, size_t n, void *data)
{
	struct closure *c = data;
	g_autofree char *name = g_strndup(word, n);
	gpointer key;
	if (g_hash_table_lookup_extended(c->defines, name, &key, NULL) && g_hash_table_add(c->taken, key))
		g_ptr_array_add(c->queue, key);
}

char *isolate_macros(const struct includes *includes, const char *text, size_t length)
{
	g_autoptr(GHashTable) defines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);
	g_autoptr(GPtrArray) queue = g_ptr_array_new();
	struct closure c = {defines, taken, queue};
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < includes->headers->len; i++) {
		GMappedFile *file = source_overlay_map(includes->overlay, includes->headers->pdata[i], NULL);
		if (!file)
			continue;
		harvest(g_mapped_file_get_contents(file), g_mapped_file_get_length(file), defines);
		g_mapped_file_unref(file);
	}
	each_identifier(text, 0, length, want_word, &c);
	for (guint i = 0; i < queue->len && i < 2000; i++) {
		const char *definition = g_hash_table_lookup(defines, queue->pdata[i]);
		each_identifier(definition, 0, strlen(definition), want_word, &c);
		g_string_append_printf(out, "#ifndef %s\n%s\n#endif\n", (char *)queue->pdata[i], definition);
	}
	return g_string_free(out, FALSE);
}
