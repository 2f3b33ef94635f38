/* Which functions of a file matter to the places asked for: the ones that hold a place, who calls them and what all of
 * those call, to a fixpoint; and whoever writes a variable of the file that those mention, since a flag's values come
 * from all its writers. Read off the text: names in bodies, names in the bodies of macros that bodies use. */
#include "ast/keep.h"
#include "util/set.h"

#include <string.h>

#include "ast/skim.h"
#include "ast/tables.h"
#include "rules/library.h"
#include "util/intern.h"

enum { MACRO_DEPTH = 4 };

struct map {
	const struct source_text *text;
	const struct rule_set *rules;
	GHashTable *functions; /* interned name -> GArray of unsigned: all definitions of that name */
	GHashTable *macros;    /* interned name -> GPtrArray of bodies */
	GHashTable *variables; /* interned name at file scope -> set of names of functions in its initialiser */
	GHashTable *holders;   /* set of names of variables whose initialiser holds a place */
	GPtrArray *calls;      /* per function: set of interned names of functions of the file */
	GPtrArray *reads;      /* per function: set of names of variables */
	GPtrArray *writes;     /* per function: … that it may write */
	GPtrArray *targets;    /* per function: set of names of functions that its calls through pointers may mean */
	GPtrArray *putters;    /* per function: … that put them there */
	struct tables *tables;
	guint8 *matters; /* per function: it may end the program, write errno or fall back, or what it calls */
	guint8 *keep;
};

static const struct lex_function *function_at(const struct map *m, unsigned i)
{
	return &g_array_index(m->text->functions, struct lex_function, i);
}

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
	struct map *map;
	GHashTable *calls, *reads, *writes;
};

static void scan_words(const struct scan *s, const char *bytes, size_t begin, size_t end, unsigned depth);

static void scan_word(const struct scan *s, const char *name, bool written, unsigned depth)
{
	if (g_hash_table_contains(s->map->functions, name))
		g_hash_table_add(s->calls, (gpointer)name);
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
		if (name)
			scan_word(s, name, may_write(bytes, begin, at, next, end), depth);
	}
}

/* --- the file's own names --------------------------------------------------------------------------------------- */

static void index_functions(struct map *m)
{
	for (unsigned i = 0; i < m->text->functions->len; i++) {
		const char *name = function_at(m, i)->name;
		GArray *list = g_hash_table_lookup(m->functions, name);
		if (!list) {
			list = g_array_new(FALSE, FALSE, sizeof(unsigned));
			g_hash_table_insert(m->functions, (gpointer)name, list);
		}
		g_array_append_val(list, i);
	}
}

static void index_macros(struct map *m)
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

static void add_variable(struct map *m, size_t at, size_t next, size_t end)
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
	struct scan s = {m, functions, NULL, NULL};
	scan_words(&s, bytes, next, stop, 0);
	if (has_match(m->text, next, stop))
		g_hash_table_add(m->holders, (gpointer)name);
}

/* Names before '=', ';', ',', '[' or ')' (a pointer to a function) between the functions, outside braces: variables,
 * and some types that do no harm. */
static void index_variables(struct map *m, size_t begin, size_t end)
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

static void index_file(struct map *m)
{
	size_t at = 0;
	index_functions(m);
	index_macros(m);
	for (unsigned i = 0; i < m->text->functions->len; i++) {
		const struct lex_function *f = function_at(m, i);
		if (f->begin > at)
			index_variables(m, at, f->begin);
		at = MAX(at, MIN(f->end, m->text->length));
	}
	index_variables(m, at, m->text->length);
	for (unsigned i = 0; i < m->text->functions->len; i++) {
		const struct lex_function *f = function_at(m, i);
		struct scan s = {m, g_hash_table_new(NULL, NULL), g_hash_table_new(NULL, NULL),
				 g_hash_table_new(NULL, NULL)};
		/* from the parameters on: a constructor's initialisers call, too */
		scan_words(&s, m->text->bytes, f->begin, MIN(f->end, m->text->length), 0);
		g_ptr_array_add(m->calls, s.calls);
		g_ptr_array_add(m->reads, s.reads);
		g_ptr_array_add(m->writes, s.writes);
	}
}

/* What its calls through pointers may lead to: functions that are put into such a member or table, or into a variable
 * that the function names. */
static void index_targets(struct map *m, unsigned i)
{
	const struct lex_function *f = function_at(m, i);
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

/* --- what matters ----------------------------------------------------------------------------------------------- */

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
static void mark_users_of_classes(struct map *m)
{
	for (unsigned i = 0; i < m->text->matches->len; i++) {
		const struct lex_match *match = &g_array_index(m->text->matches, struct lex_match, i);

		if (match->class != LEX_CODE || source_text_function_at(m->text, match->offset))
			continue;
		g_autofree char *name = class_around(m->text->bytes, match->offset);

		for (unsigned k = 0; name && k < m->text->functions->len; k++) {
			const struct lex_function *f = function_at(m, k);

			m->keep[k] |= keep_mentions(m->text->bytes, f->begin, MIN(f->end, m->text->length), name);
		}
	}
}

static void mark_matches(struct map *m)
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
			const struct lex_function *f = function_at(m, k);
			m->keep[k] |=
				keep_mentions(m->text->bytes, f->body, MIN(f->end, m->text->length), match->macro);
		}
	}
}

/* name(…) in a function's text. */
static bool calls_name(const struct map *m, unsigned i, const char *name)
{
	const struct lex_function *f = function_at(m, i);
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
static void add_assigned(const struct map *m, unsigned i, GHashTable *names)
{
	const struct lex_function *f = function_at(m, i);
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
static void add_named_after(const struct map *m, GHashTable *names)
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
static void mark_callers_of_pointers(struct map *m)
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

bool keep_mentions(const char *bytes, size_t begin, size_t end, const char *name)
{
	size_t n = strlen(name);
	while (begin + n <= end) {
		const char *hit = memmem(bytes + begin, end - begin, name, n);
		if (!hit)
			return false;
		size_t at = (size_t)(hit - bytes);
		if ((at == 0 || !skim_is_word(bytes[at - 1])) && (at + n >= end || !skim_is_word(bytes[at + n])))
			return true;
		begin = at + 1;
	}
	return false;
}

static bool any_kept(const struct map *m, GHashTable *names, unsigned i)
{
	GHashTableIter it;
	gpointer name;
	g_hash_table_iter_init(&it, names);
	while (g_hash_table_iter_next(&it, &name, NULL)) {
		const GArray *list = g_hash_table_lookup(m->functions, name);
		for (unsigned k = 0; k < list->len; k++)
			if (g_array_index(list, unsigned, k) != i && m->keep[g_array_index(list, unsigned, k)])
				return true;
	}
	return false;
}

/* Calls a kept function, by name or through a pointer, or reads a variable whose initialiser holds one (or a place
 * itself). */
static bool reaches_kept(const struct map *m, unsigned i)
{
	GHashTableIter it;
	gpointer name;
	if (any_kept(m, m->calls->pdata[i], i) || any_kept(m, m->targets->pdata[i], i))
		return true;
	g_hash_table_iter_init(&it, m->reads->pdata[i]);
	while (g_hash_table_iter_next(&it, &name, NULL))
		if (any_kept(m, g_hash_table_lookup(m->variables, name), i) || g_hash_table_contains(m->holders, name))
			return true;
	return false;
}

static bool keep_named(struct map *m, GHashTable *names)
{
	GHashTableIter it;
	gpointer name;
	bool changed = false;
	g_hash_table_iter_init(&it, names);
	while (g_hash_table_iter_next(&it, &name, NULL)) {
		const GArray *list = g_hash_table_lookup(m->functions, name);
		for (unsigned k = 0; k < list->len; k++) {
			changed |= !m->keep[g_array_index(list, unsigned, k)];
			m->keep[g_array_index(list, unsigned, k)] = 1;
		}
	}
	return changed;
}

/* It falls back, or gives a descriptor a flag, by some rule. */
static bool is_of_a_rule(const struct rule_set *rules, const char *name)
{
	for (unsigned i = 0; i < rules->rules->len; i++) {
		const struct rule *rule = rules->rules->pdata[i];

		for (unsigned k = 0; k < rule->fallbacks->len; k++)
			if (strcmp(((const struct rule_call *)rule->fallbacks->pdata[k])->name, name) == 0)
				return true;
	}
	return rule_set_restores(rules, name);
}

/* The word says so. The compiler and the engine find out what comes of it. */
static bool word_matters(const struct map *m, const char *word)
{
	const struct library_function *f = library_find(word);

	return (f && f->does & (LIBRARY_NO_RETURN | LIBRARY_ABORTS | LIBRARY_JUMPS | LIBRARY_CLOSES |
				LIBRARY_ERRNO_PLACE)) ||
	       strcmp(word, "errno") == 0 || strcmp(word, "throw") == 0 || is_of_a_rule(m->rules, word);
}

static bool says_it_matters(const struct map *m, unsigned i)
{
	const struct lex_function *f = function_at(m, i);
	const char *bytes = m->text->bytes;
	size_t end = MIN(f->end, m->text->length), next;

	for (size_t at = skim_space(bytes, f->body, end); at < end; at = skim_space(bytes, next, end)) {
		next = MAX(skim_token(bytes, at, end), at + 1);
		if (!skim_is_word(bytes[at]) || g_ascii_isdigit(bytes[at]))
			continue;
		g_autofree char *word = g_strndup(bytes + at, next - at);

		if (word_matters(m, word))
			return true;
	}
	return m->keep[i];
}

static bool any_matters(const struct map *m, GHashTable *names)
{
	GHashTableIter it;
	gpointer name;
	g_hash_table_iter_init(&it, names);
	while (g_hash_table_iter_next(&it, &name, NULL)) {
		const GArray *list = g_hash_table_lookup(m->functions, name);
		for (unsigned k = 0; k < list->len; k++)
			if (m->matters[g_array_index(list, unsigned, k)])
				return true;
	}
	return false;
}

static void find_what_matters(struct map *m)
{
	unsigned n = m->text->functions->len;
	m->matters = g_malloc0(n + 1);
	for (unsigned i = 0; i < n; i++)
		m->matters[i] = says_it_matters(m, i);
	for (bool changed = true; changed;) {
		changed = false;
		for (unsigned i = 0; i < n; i++) {
			if (m->matters[i] || !any_matters(m, m->calls->pdata[i]))
				continue;
			m->matters[i] = 1;
			changed = true;
		}
	}
}

/* Those of its targets are called, and made sure of, when one of them matters. */
static void add_targets(struct map *m, unsigned i)
{
	if (!m->matters)
		find_what_matters(m);
	if (!any_matters(m, m->targets->pdata[i]))
		return;
	set_add_all(m->calls->pdata[i], m->targets->pdata[i]);
	set_add_all(m->calls->pdata[i], m->putters->pdata[i]);
}

static bool keep_callees(struct map *m, unsigned i, guint8 *targets)
{
	if (!targets[i])
		add_targets(m, i);
	targets[i] = 1;
	return keep_named(m, m->calls->pdata[i]);
}

/* Operators and destructors of classes are called without their names. */
static void keep_operators(struct map *m)
{
	for (unsigned i = 0; i < m->text->functions->len; i++) {
		const struct lex_function *f = function_at(m, i);
		m->keep[i] |= *f->name == '~';
		if (!m->keep[i])
			m->keep[i] = keep_mentions(m->text->bytes, f->begin, f->body, "operator");
	}
}

/* Callers first, to a fixpoint; then what all of those call. */
static void spread(struct map *m)
{
	unsigned n = m->text->functions->len;
	for (bool changed = true; changed;) {
		changed = false;
		for (unsigned i = 0; i < n; i++)
			if (!m->keep[i] && reaches_kept(m, i)) {
				m->keep[i] = 1;
				changed = true;
			}
	}
	keep_operators(m);
	g_autofree guint8 *targets = g_malloc0(n + 1);
	for (bool changed = true; changed;) {
		changed = false;
		for (unsigned i = 0; i < n; i++)
			changed |= m->keep[i] && keep_callees(m, i, targets);
	}
}

/* The variables that kept functions mention. */
static GHashTable *kept_reads(const struct map *m)
{
	GHashTable *read = g_hash_table_new(NULL, NULL);
	GHashTableIter it;
	gpointer name;
	for (unsigned i = 0; i < m->text->functions->len; i++) {
		g_hash_table_iter_init(&it, m->reads->pdata[i]);
		while (m->keep[i] && g_hash_table_iter_next(&it, &name, NULL))
			g_hash_table_add(read, name);
	}
	return read;
}

static bool writes_any(const struct map *m, unsigned i, GHashTable *variables)
{
	GHashTableIter it;
	gpointer name;
	g_hash_table_iter_init(&it, m->writes->pdata[i]);
	while (g_hash_table_iter_next(&it, &name, NULL))
		if (g_hash_table_contains(variables, name))
			return true;
	return false;
}

static bool calls_any(const struct map *m, unsigned i, GHashTable *functions)
{
	GHashTableIter it;
	gpointer name;
	g_hash_table_iter_init(&it, m->calls->pdata[i]);
	while (g_hash_table_iter_next(&it, &name, NULL))
		if (g_hash_table_contains(functions, name))
			return true;
	return false;
}

/* Who writes such a variable, and who calls those, since what is written may hang on what they are given. */
static void keep_writers(struct map *m)
{
	g_autoptr(GHashTable) read = kept_reads(m), writers = g_hash_table_new(NULL, NULL);
	for (unsigned i = 0; i < m->text->functions->len; i++)
		if (writes_any(m, i, read)) {
			m->keep[i] = 1;
			g_hash_table_add(writers, (gpointer)function_at(m, i)->name);
		}
	for (bool changed = true; changed;) {
		changed = false;
		for (unsigned i = 0; i < m->text->functions->len; i++)
			if (calls_any(m, i, writers) && g_hash_table_add(writers, (gpointer)function_at(m, i)->name)) {
				m->keep[i] = 1;
				changed = true;
			}
	}
}

guint8 *keep_functions(const struct source_text *text, const struct rule_set *rules)
{
	struct map m = {text,
			rules,
			g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref),
			g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref),
			g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref),
			g_hash_table_new(NULL, NULL),
			g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref),
			g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref),
			g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref),
			g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref),
			g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref),
			NULL,
			NULL,
			g_malloc0(text->functions->len + 1)};
	index_file(&m);
	m.tables = tables_new(text, m.functions);
	for (unsigned i = 0; i < text->functions->len; i++)
		index_targets(&m, i);
	mark_matches(&m);
	mark_callers_of_pointers(&m);
	spread(&m);
	keep_writers(&m);
	g_hash_table_unref(m.functions);
	g_hash_table_unref(m.macros);
	g_hash_table_unref(m.variables);
	g_hash_table_unref(m.holders);
	g_ptr_array_unref(m.calls);
	g_ptr_array_unref(m.reads);
	g_ptr_array_unref(m.writes);
	g_ptr_array_unref(m.targets);
	g_ptr_array_unref(m.putters);
	tables_free(m.tables);
	g_free(m.matters);
	return m.keep;
}
