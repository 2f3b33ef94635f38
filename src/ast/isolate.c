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

/* `class X`, `struct X` or `namespace X` somewhere in the text. */
static bool defines_scope(const struct source_text *source, const char *name)
{
	static const char *const words[] = {"class", "struct", "namespace", "union"};
	for (unsigned i = 0; i < G_N_ELEMENTS(words); i++) {
		g_autofree char *both = g_strdup_printf("%s %s", words[i], name);
		if (keep_mentions(source->bytes, 0, source->length, both))
			return true;
	}
	return false;
}

/* X::name(…) of a class that is nowhere to be seen becomes name(…): its body can then be read. */
static void unqualify(char *text, const struct source_text *source, const struct lex_function *f)
{
	size_t open = f->begin;
	while (open < f->body && text[open] != '(')
		open = skim_space(text, skim_token(text, open, f->body), f->body);
	size_t at = open;
	while (at > f->begin && g_ascii_isspace(text[at - 1]))
		at--;
	while (at > f->begin && skim_is_word(text[at - 1]))
		at--;
	while (at > f->begin + 2 && text[at - 1] == ':' && text[at - 2] == ':') {
		size_t begin = at - 2;
		while (begin > f->begin && skim_is_word(text[begin - 1]))
			begin--;
		g_autofree char *scope = g_strndup(text + begin, at - 2 - begin);
		if (!*scope || defines_scope(source, scope))
			return;
		blank(text, begin, at);
		at = begin;
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
	g_autofree guint8 *keep = keep_functions(source);
	for (unsigned i = 0; i < n; i++) {
		const struct lex_function *f = &g_array_index(source->functions, struct lex_function, i);
		if (!keep[i] && f->body + 1 < f->end && f->end <= source->length &&
		    is_balanced(source->bytes, f->body, f->end))
			blank(text, f->body + 1, f->end - 1);
	}
	if (how == ISOLATE_FUNCTIONS)
		blank_includes(text, source);
	for (unsigned i = 0; i < n && how == ISOLATE_FUNCTIONS && flags_is_cxx(request); i++)
		if (keep[i])
			unqualify(text, source, &g_array_index(source->functions, struct lex_function, i));
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
		g_autofree char *bytes = NULL;
		gsize n;
		if (g_file_get_contents(includes->headers->pdata[i], &bytes, &n, NULL))
			harvest(bytes, n, defines);
	}
	each_identifier(text, 0, length, want_word, &c);
	for (guint i = 0; i < queue->len && i < 2000; i++) {
		const char *definition = g_hash_table_lookup(defines, queue->pdata[i]);
		each_identifier(definition, 0, strlen(definition), want_word, &c);
		g_string_append_printf(out, "#ifndef %s\n%s\n#endif\n", (char *)queue->pdata[i], definition);
	}
	return g_string_free(out, FALSE);
}
