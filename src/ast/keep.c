/* Which functions of a file matter to the places asked for: the ones that hold a place, who calls them and what all of
 * those call, to a fixpoint; and whoever writes a variable of the file that those mention, since a flag's values come
 * from all its writers. */
#include "ast/keep.h"

#include <string.h>

#include "ast/keep_map.h"
#include "ast/skim.h"
#include "rules/library.h"
#include "util/set.h"

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

static bool any_kept(const struct keep_map *m, GHashTable *names, unsigned i)
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
static bool reaches_kept(const struct keep_map *m, unsigned i)
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

static bool keep_named(struct keep_map *m, GHashTable *names)
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
static bool word_matters(const struct keep_map *m, const char *word)
{
	const struct library_function *f = library_find(word);

	return (f && f->does & (LIBRARY_NO_RETURN | LIBRARY_ABORTS | LIBRARY_JUMPS | LIBRARY_CLOSES |
				LIBRARY_ERRNO_PLACE)) ||
	       strcmp(word, "errno") == 0 || strcmp(word, "throw") == 0 || is_of_a_rule(m->rules, word);
}

static bool says_it_matters(const struct keep_map *m, unsigned i)
{
	const struct lex_function *f = keep_function_at(m, i);
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

static bool any_matters(const struct keep_map *m, GHashTable *names)
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

static void find_what_matters(struct keep_map *m)
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
static void add_targets(struct keep_map *m, unsigned i)
{
	if (!m->matters)
		find_what_matters(m);
	if (!any_matters(m, m->targets->pdata[i]))
		return;
	set_add_all(m->calls->pdata[i], m->targets->pdata[i]);
	set_add_all(m->calls->pdata[i], m->putters->pdata[i]);
}

static bool keep_callees(struct keep_map *m, unsigned i, guint8 *targets)
{
	if (!targets[i])
		add_targets(m, i);
	targets[i] = 1;
	return keep_named(m, m->calls->pdata[i]);
}

/* Operators and destructors of classes are called without their names. */
static void keep_operators(struct keep_map *m)
{
	for (unsigned i = 0; i < m->text->functions->len; i++) {
		const struct lex_function *f = keep_function_at(m, i);
		m->keep[i] |= *f->name == '~';
		if (!m->keep[i])
			m->keep[i] = keep_mentions(m->text->bytes, f->begin, f->body, "operator");
	}
}

/* Callers first, to a fixpoint; then what all of those call. */
static void spread(struct keep_map *m)
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
static GHashTable *kept_reads(const struct keep_map *m)
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

static bool writes_any(const struct keep_map *m, unsigned i, GHashTable *variables)
{
	GHashTableIter it;
	gpointer name;
	g_hash_table_iter_init(&it, m->writes->pdata[i]);
	while (g_hash_table_iter_next(&it, &name, NULL))
		if (g_hash_table_contains(variables, name))
			return true;
	return false;
}

static bool calls_any(const struct keep_map *m, unsigned i, GHashTable *functions)
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
static void keep_writers(struct keep_map *m)
{
	g_autoptr(GHashTable) read = kept_reads(m), writers = g_hash_table_new(NULL, NULL);
	for (unsigned i = 0; i < m->text->functions->len; i++)
		if (writes_any(m, i, read)) {
			m->keep[i] = 1;
			g_hash_table_add(writers, (gpointer)keep_function_at(m, i)->name);
		}
	for (bool changed = true; changed;) {
		changed = false;
		for (unsigned i = 0; i < m->text->functions->len; i++)
			if (calls_any(m, i, writers) &&
			    g_hash_table_add(writers, (gpointer)keep_function_at(m, i)->name)) {
				m->keep[i] = 1;
				changed = true;
			}
	}
}

/* What a writer may put into the variable, by way of a local or an array: the kept functions may call it. */
static void keep_what_is_put(struct keep_map *m, unsigned writer, guint8 *put)
{
	g_autoptr(GHashTable) names = g_hash_table_new(NULL, NULL);
	GHashTableIter it;
	gpointer name;

	set_add_all(names, m->named->pdata[writer]);
	g_hash_table_iter_init(&it, m->reads->pdata[writer]);
	while (g_hash_table_iter_next(&it, &name, NULL))
		set_add_all(names, g_hash_table_lookup(m->variables, name));
	g_hash_table_iter_init(&it, names);
	while (g_hash_table_iter_next(&it, &name, NULL)) {
		const GArray *list = g_hash_table_lookup(m->functions, name);
		for (unsigned k = 0; list && k < list->len; k++)
			put[g_array_index(list, unsigned, k)] |= m->matters[g_array_index(list, unsigned, k)];
	}
}

/* … with what that calls. */
static void keep_put(struct keep_map *m)
{
	unsigned n = m->text->functions->len;
	g_autoptr(GHashTable) read = kept_reads(m);
	g_autofree guint8 *before = g_memdup2(m->keep, n), *put = g_malloc0(n + 1), *targets = g_malloc0(n + 1);

	if (!m->matters)
		find_what_matters(m);
	for (unsigned i = 0; i < n; i++)
		if (writes_any(m, i, read))
			keep_what_is_put(m, i, put);
	for (unsigned i = 0; i < n; i++)
		m->keep[i] |= put[i];
	for (bool changed = true; changed;) {
		changed = false;
		for (unsigned i = 0; i < n; i++)
			changed |= m->keep[i] && !before[i] && keep_callees(m, i, targets);
	}
}

guint8 *keep_functions(const struct source_text *text, const struct rule_set *rules)
{
	struct keep_map m;

	keep_map_init(&m, text, rules);
	keep_mark_sites(&m);
	spread(&m);
	keep_writers(&m);
	keep_put(&m);
	keep_map_clear(&m);
	return m.keep;
}
