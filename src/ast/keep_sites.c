/* The functions that hold a place, by its name, by a macro that stands for it, or as the value that a member starts as;
 * and those that call through a pointer to which one of these may have given the call's address. */
#include "ast/keep_map.h"

#include <string.h>

#include "ast/skim.h"

/* The offset of the brace that is open at the offset; 0: none. */
static size_t brace_around(const char *bytes, size_t at)
{
	for (int depth = 0; at > 0;) {
		char c = bytes[--at];

		depth += c == '}' ? 1 : c == '{' ? -1 : 0;
		if (depth < 0)
			return at;
	}
	return 0;
}

/* The name of the class whose body begins with that brace; NULL: it is no class. */
static char *class_at(const char *bytes, size_t brace)
{
	size_t begin = brace;

	while (begin > 0 && !strchr(";{}", bytes[begin - 1]))
		begin--;
	for (size_t word = skim_space(bytes, begin, brace), next; word < brace; word = skim_space(bytes, next, brace)) {
		next = skim_token(bytes, word, brace);
		g_autofree char *key = g_strndup(bytes + word, next - word);
		size_t name = skim_space(bytes, next, brace);

		if ((strcmp(key, "struct") == 0 || strcmp(key, "class") == 0) && name < brace &&
		    skim_is_word(bytes[name]))
			return g_strndup(bytes + name, skim_token(bytes, name, brace) - name);
	}
	return NULL;
}

static char *class_around(const char *bytes, size_t at)
{
	char *name = NULL;

	while (!name && (at = brace_around(bytes, at)) > 0)
		name = class_at(bytes, at);
	return name;
}

/* A member that starts as what the call gives: whoever makes such an object makes the call. */
static void mark_users_of_classes(struct keep_map *m)
{
	for (unsigned i = 0; i < m->text->matches->len; i++) {
		const struct lex_match *match = &g_array_index(m->text->matches, struct lex_match, i);

		if (match->class != LEX_CODE || source_text_function_at(m->text, match->offset))
			continue;
		g_autofree char *name = class_around(m->text->bytes, match->offset);

		for (unsigned k = 0; name && k < m->text->functions->len; k++) {
			const struct lex_function *f = keep_function_at(m, k);

			m->keep[k] |= keep_mentions(m->text->bytes, f->begin, MIN(f->end, m->text->length), name);
		}
	}
}

static void mark_matches(struct keep_map *m)
{
	for (unsigned i = 0; i < m->text->matches->len; i++) {
		const struct lex_match *match = &g_array_index(m->text->matches, struct lex_match, i);
		const struct lex_function *f = source_text_function_at(m->text, match->offset);
		if (f && (match->class == LEX_CODE || match->class == LEX_STRING))
			m->keep[f - (const struct lex_function *)m->text->functions->data] = 1;
	}
	mark_users_of_classes(m);
	/* macros that hold a name: their users are places, too */
	for (unsigned i = 0; i < m->text->matches->len; i++) {
		const struct lex_match *match = &g_array_index(m->text->matches, struct lex_match, i);
		if (!source_match_is_macro(m->text, match))
			continue;
		for (unsigned k = 0; k < m->text->functions->len; k++) {
			const struct lex_function *f = keep_function_at(m, k);
			m->keep[k] |=
				keep_mentions(m->text->bytes, f->body, MIN(f->end, m->text->length), match->macro);
		}
	}
}

/* name(…) in a function's text. */
static bool calls_name(const struct keep_map *m, unsigned i, const char *name)
{
	const struct lex_function *f = keep_function_at(m, i);
	const char *bytes = m->text->bytes;
	size_t end = MIN(f->end, m->text->length), next;

	for (size_t at = skim_space(bytes, f->body, end); at < end; at = skim_space(bytes, next, end)) {
		next = skim_token(bytes, at, end);
		if (next - at != strlen(name) || strncmp(bytes + at, name, next - at) != 0)
			continue;
		while (next < end && (g_ascii_isspace(bytes[next]) || bytes[next] == ')'))
			next++; /* (*name)(…) */
		if (next < end && bytes[next] == '(')
			return true;
	}
	return false;
}

/* The words that a function assigns to: variables and members, of which one may be given the call's address. */
static void add_assigned(const struct keep_map *m, unsigned i, GHashTable *names)
{
	const struct lex_function *f = keep_function_at(m, i);
	const char *bytes = m->text->bytes;
	size_t end = MIN(f->end, m->text->length), next;

	for (size_t at = skim_space(bytes, f->body, end); at < end; at = skim_space(bytes, next, end)) {
		next = skim_token(bytes, at, end);
		size_t after = skim_space(bytes, next, end);

		if (skim_is_word(bytes[at]) && !g_ascii_isdigit(bytes[at]) && after + 1 < end && bytes[after] == '=' &&
		    bytes[after + 1] != '=')
			g_hash_table_add(names, g_strndup(bytes + at, next - at));
	}
}

/* Variables of the file that are called like the call, and more: a macro may make such a name of the call's. */
static void add_named_after(const struct keep_map *m, GHashTable *names)
{
	GHashTableIter it;
	gpointer name;

	g_hash_table_iter_init(&it, m->variables);
	while (g_hash_table_iter_next(&it, &name, NULL))
		for (unsigned i = 0; i < m->text->matches->len; i++)
			if (strstr(name, g_array_index(m->text->matches, struct lex_match, i).name))
				g_hash_table_add(names, g_strdup(name));
}

/* Who calls through what a function with a match assigns to. */
static void mark_callers_of_pointers(struct keep_map *m)
{
	g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	unsigned n = m->text->functions->len;
	GHashTableIter it;
	gpointer name;

	for (unsigned i = 0; i < n; i++)
		if (m->keep[i])
			add_assigned(m, i, names);
	add_named_after(m, names);
	g_hash_table_iter_init(&it, names);
	while (g_hash_table_iter_next(&it, &name, NULL))
		for (unsigned i = 0; i < n; i++)
			m->keep[i] |= calls_name(m, i, name);
}

void keep_mark_sites(struct keep_map *m)
{
	mark_matches(m);
	mark_callers_of_pointers(m);
}
