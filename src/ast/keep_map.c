/* Whom each function of a file calls, which variables of the file it reads and may write, and what its calls through
 * pointers may lead to. Read off the text: names in bodies, names in the bodies of macros that bodies use. */
#include "ast/keep_map.h"

#include <string.h>

#include "ast/skim.h"
#include "util/intern.h"
#include "util/set.h"

enum { MACRO_DEPTH = 4 };

/* --- names ------------------------------------------------------------------------------------------------------ */

/* The interned name of a word, NULL when it is none that was interned before (and so none that matters). */
static const char *word_at(const char *bytes, size_t at, size_t end)
{
	char name[128];
	if (end - at >= sizeof(name) || !skim_is_word(bytes[at]) || g_ascii_isdigit(bytes[at]))
		return NULL;
	memcpy(name, bytes + at, end - at);
	name[end - at] = '\0';
	return intern_known(name);
}

/* What follows or stands before the name may change the variable: =, ++, an address, a member or element of it. */
static bool may_write(const char *bytes, size_t begin, size_t at, size_t next, size_t end)
{
	size_t after = skim_space(bytes, next, end), before = at;
	while (before > begin && (g_ascii_isspace(bytes[before - 1]) || bytes[before - 1] == '('))
		before--;
	char a = after < end ? bytes[after] : '\0', b = after + 1 < end ? bytes[after + 1] : '\0';
	char c = after + 2 < end ? bytes[after + 2] : '\0';
	char p = before > begin ? bytes[before - 1] : '\0', q = before > begin + 1 ? bytes[before - 2] : '\0';
	if (a == '=' && b != '=')
		return true;
	if ((a == '+' && b == '+') || (a == '-' && b == '-') || (a == '-' && b == '>') || a == '.' || a == '[')
		return true;
	if (b == '=' && strchr("+-*/%&|^", a) && a)
		return true;
	if ((a == '<' || a == '>') && a == b && c == '=')
		return true;
	return (p == '&' && q != '&') || (p == '+' && q == '+') || (p == '-' && q == '-');
}

struct scan {
	struct keep_map *map;
	GHashTable *calls, *named, *reads, *writes;
};

static void scan_words(const struct scan *s, const char *bytes, size_t begin, size_t end, unsigned depth);

static void scan_word(const struct scan *s, const char *name, bool called, bool written, unsigned depth)
{
	if (g_hash_table_contains(s->map->functions, name)) {
		g_hash_table_add(s->calls, (gpointer)name);
		if (s->named && !called)
			g_hash_table_add(s->named, (gpointer)name);
	}
	if (s->reads && g_hash_table_contains(s->map->variables, name)) {
		g_hash_table_add(s->reads, (gpointer)name);
		if (written)
			g_hash_table_add(s->writes, (gpointer)name);
	}
	const GPtrArray *bodies = depth < MACRO_DEPTH ? g_hash_table_lookup(s->map->macros, name) : NULL;
	for (unsigned i = 0; bodies && i < bodies->len; i++) {
		const char *body = bodies->pdata[i];
		scan_words(s, body, 0, strlen(body), depth + 1);
	}
}

static void scan_words(const struct scan *s, const char *bytes, size_t begin, size_t end, unsigned depth)
{
	for (size_t at = skim_space(bytes, begin, end), next; at < end; at = skim_space(bytes, next, end)) {
		next = skim_token(bytes, at, end);
		if (next <= at)
			return;
		const char *name = word_at(bytes, at, next);
		size_t after = skim_space(bytes, next, end);
		if (name)
			scan_word(s, name, after < end && bytes[after] == '(', may_write(bytes, begin, at, next, end),
				  depth);
	}
}

/* --- the file's own names --------------------------------------------------------------------------------------- */

static void index_functions(struct keep_map *m)
{
	for (unsigned i = 0; i < m->text->functions->len; i++) {
		const char *name = keep_function_at(m, i)->name;
		GArray *list = g_hash_table_lookup(m->functions, name);
		if (!list) {
			list = g_array_new(FALSE, FALSE, sizeof(unsigned));
			g_hash_table_insert(m->functions, (gpointer)name, list);
		}
		g_array_append_val(list, i);
	}
}

static void index_macros(struct keep_map *m)
{
	for (unsigned i = 0; i < m->text->defines->len; i++) {
		const struct lex_define *d = &g_array_index(m->text->defines, struct lex_define, i);
		if (!d->body)
			continue;
		GPtrArray *list = g_hash_table_lookup(m->macros, d->name);
		if (!list) {
			list = g_ptr_array_new();
			g_hash_table_insert(m->macros, (gpointer)d->name, list);
		}
		g_ptr_array_add(list, d->body);
	}
}

/* A directive and its continuation lines. */
static size_t skip_directive(const char *bytes, size_t at, size_t end)
{
	while (at < end && bytes[at] != '\n')
		at += bytes[at] == '\\' && at + 1 < end ? (bytes[at + 1] == '\r' ? 3 : 2) : 1;
	return MIN(at, end);
}

static bool has_match(const struct source_text *text, size_t begin, size_t end)
{
	for (unsigned i = 0; i < text->matches->len; i++) {
		const struct lex_match *match = &g_array_index(text->matches, struct lex_match, i);
		if (match->offset >= begin && match->offset < end &&
		    (match->class == LEX_CODE || match->class == LEX_STRING))
			return true;
	}
	return false;
}

/* The end of a declaration: its semicolon. */
static size_t declaration_end(const char *bytes, size_t at, size_t end)
{
	while (at < end && bytes[at] != ';') {
		bool open = bytes[at] == '{' || bytes[at] == '(' || bytes[at] == '[';
		at = skim_space(bytes, open ? skim_bracket(bytes, at, end) : skim_token(bytes, at, end), end);
	}
	return at;
}

static void add_variable(struct keep_map *m, size_t at, size_t next, size_t end)
{
	const char *bytes = m->text->bytes;
	g_autofree char *word = g_strndup(bytes + at, next - at);
	const char *name = g_intern_string(word);
	GHashTable *functions = g_hash_table_lookup(m->variables, name);
	if (!functions) {
		functions = g_hash_table_new(NULL, NULL);
		g_hash_table_insert(m->variables, (gpointer)name, functions);
	}
	size_t stop = declaration_end(bytes, next, end);
	struct scan s = {m, functions, NULL, NULL, NULL};
	scan_words(&s, bytes, next, stop, 0);
	if (has_match(m->text, next, stop))
		g_hash_table_add(m->holders, (gpointer)name);
}

/* Names before '=', ';', ',', '[' or ')' (a pointer to a function) between the functions, outside braces: variables,
 * and some types that do no harm. */
static void index_variables(struct keep_map *m, size_t begin, size_t end)
{
	const char *bytes = m->text->bytes;
	for (size_t at = skim_space(bytes, begin, end), next; at < end; at = skim_space(bytes, next, end)) {
		if (bytes[at] == '#') {
			next = skip_directive(bytes, at, end);
			continue;
		}
		size_t star = bytes[at] == '(' ? skim_space(bytes, at + 1, end) : end;
		if (bytes[at] == '{' || (bytes[at] == '(' && !(star < end && bytes[star] == '*'))) {
			next = skim_bracket(bytes, at, end);
			continue;
		}
		next = skim_token(bytes, at, end);
		size_t after = skim_space(bytes, next, end);
		if (next > at && skim_is_word(bytes[at]) && after < end && strchr("=;,[)", bytes[after]) &&
		    !g_ascii_isdigit(bytes[at]))
			add_variable(m, at, next, end);
		next = MAX(next, at + 1);
	}
}

static void index_file(struct keep_map *m)
{
	size_t at = 0;
	index_functions(m);
	index_macros(m);
	for (unsigned i = 0; i < m->text->functions->len; i++) {
		const struct lex_function *f = keep_function_at(m, i);
		if (f->begin > at)
			index_variables(m, at, f->begin);
		at = MAX(at, MIN(f->end, m->text->length));
	}
	index_variables(m, at, m->text->length);
	for (unsigned i = 0; i < m->text->functions->len; i++) {
		const struct lex_function *f = keep_function_at(m, i);
		struct scan s = {m, g_hash_table_new(NULL, NULL), g_hash_table_new(NULL, NULL),
				 g_hash_table_new(NULL, NULL), g_hash_table_new(NULL, NULL)};
		/* from the parameters on: a constructor's initialisers call, too */
		scan_words(&s, m->text->bytes, f->begin, MIN(f->end, m->text->length), 0);
		g_ptr_array_add(m->calls, s.calls);
		g_ptr_array_add(m->named, s.named);
		g_ptr_array_add(m->reads, s.reads);
		g_ptr_array_add(m->writes, s.writes);
	}
}

/* What its calls through pointers may lead to: functions that are put into such a member or table, or into a variable
 * that the function names. */
static void index_targets(struct keep_map *m, unsigned i)
{
	const struct lex_function *f = keep_function_at(m, i);
	GHashTable *targets = g_hash_table_new(NULL, NULL), *putters = g_hash_table_new(NULL, NULL);
	GHashTableIter it;
	gpointer name;

	g_ptr_array_add(m->targets, targets);
	g_ptr_array_add(m->putters, putters);
	if (!tables_called_from(m->tables, f->body, MIN(f->end, m->text->length), targets, putters))
		return;
	g_hash_table_iter_init(&it, m->reads->pdata[i]);
	while (g_hash_table_iter_next(&it, &name, NULL))
		set_add_all(targets, g_hash_table_lookup(m->variables, name));
}

static GPtrArray *sets_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref);
}

void keep_map_init(struct keep_map *m, const struct source_text *text, const struct rule_set *rules)
{
	*m = (struct keep_map){
		.text = text,
		.rules = rules,
		.functions = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref),
		.macros = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref),
		.variables = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref),
		.holders = g_hash_table_new(NULL, NULL),
		.calls = sets_new(),
		.named = sets_new(),
		.reads = sets_new(),
		.writes = sets_new(),
		.targets = sets_new(),
		.putters = sets_new(),
		.keep = g_malloc0(text->functions->len + 1),
	};
	index_file(m);
	m->tables = tables_new(text, m->functions);
	for (unsigned i = 0; i < text->functions->len; i++)
		index_targets(m, i);
}

void keep_map_clear(struct keep_map *m)
{
	g_hash_table_unref(m->functions);
	g_hash_table_unref(m->macros);
	g_hash_table_unref(m->variables);
	g_hash_table_unref(m->holders);
	g_ptr_array_unref(m->calls);
	g_ptr_array_unref(m->named);
	g_ptr_array_unref(m->reads);
	g_ptr_array_unref(m->writes);
	g_ptr_array_unref(m->targets);
	g_ptr_array_unref(m->putters);
	tables_free(m->tables);
	g_free(m->matters);
}
