/* A name that stands as a string in one file may be looked up in another: get_function("accept4") calls dlsym() with
 * what it is given, or calls what does. Such functions are told from the text of the whole tree, where a string is
 * nothing but a rule's name. Of two functions of one name each counts: that a string is one more site does no harm. */
#include "scan/helpers.h"

#include <string.h>

#include "util/set.h"

struct search {
	const GPtrArray *names; /* of interned const char *: dlsym and the like, or the helpers that came up last */
	GPtrArray *found;       /* of interned const char *: functions that call one with what they do not spell … */
	GHashTable *seen_from_afar; /* … and those of them that other files can call */
	struct source_needles *needles;
	bool handed; /* what they call is a helper: it has to be given a parameter */
};

static bool has_lookups(const struct tree *t, const char *name)
{
	const struct rule *rule = rule_set_by_name(t->options->rules, name);

	return rule && rule->lookups->len;
}

/* Some string is a rule's name. */
static bool is_asked(const struct tree *t)
{
	for (guint i = 0; i < t->order->len; i++) {
		const GArray *matches = ((const struct candidate *)t->order->pdata[i])->text->matches;

		for (guint k = 0; k < matches->len; k++) {
			const struct lex_match *m = &g_array_index(matches, struct lex_match, k);

			if (m->class == LEX_STRING && has_lookups(t, m->name))
				return true;
		}
	}
	return false;
}

/* The end of what a call's parentheses hold, where that is something and no string; 0 else. */
static size_t open_call_end(const struct source_text *text, size_t open)
{
	size_t at = open;

	for (int depth = 0; at < text->length; at++) {
		if (text->bytes[at] == '"' || text->bytes[at] == ';')
			return 0;
		depth += text->bytes[at] == '(' ? 1 : text->bytes[at] == ')' ? -1 : 0;
		if (depth == 0)
			return at > open + 1 ? at : 0;
	}
	return 0;
}

static bool is_word_in(const struct source_text *text, size_t begin, size_t end, const char *word, size_t length)
{
	for (size_t at = begin, next; at < end; at = next + 1) {
		for (next = at; next < end && (g_ascii_isalnum(text->bytes[next]) || text->bytes[next] == '_');)
			next++;
		if (next - at == length && strncmp(text->bytes + at, word, length) == 0)
			return true;
	}
	return false;
}

/* A word between the call's parentheses is one of the function's head. */
static bool hands_parameter_on(const struct source_text *text, const struct lex_function *in, size_t open, size_t end)
{
	for (size_t at = open, next; at < end; at = next + 1) {
		for (next = at; next < end && (g_ascii_isalnum(text->bytes[next]) || text->bytes[next] == '_');)
			next++;
		if (next > at && is_word_in(text, in->begin, in->body, text->bytes + at, next - at))
			return true;
	}
	return false;
}

/* It is called with what is not spelled there. */
static bool is_open_call(const struct search *s, const struct source_text *text, const struct lex_function *in,
			 const struct lex_match *m)
{
	size_t open = m->offset + m->length;

	while (open < text->length && g_ascii_isspace(text->bytes[open]))
		open++;
	size_t end = open < text->length && text->bytes[open] == '(' ? open_call_end(text, open) : 0;

	return end && (!s->handed || hands_parameter_on(text, in, open, end));
}

static bool is_static_elsewhere(const struct source_text *text, const struct lex_function *f)
{
	const char *suffix = strrchr(text->path, '.');
	bool header = suffix && g_ascii_tolower(suffix[1]) == 'h';

	return !header && is_word_in(text, f->begin, f->body, "static", strlen("static"));
}

static void read_file(const struct source_entry *e, const char *bytes, size_t length, void *data)
{
	const struct search *s = data;
	auto_ptr(source_text) text = source_text_lex(e->path, bytes, length, s->needles);

	for (guint i = 0; i < text->matches->len; i++) {
		const struct lex_match *m = &g_array_index(text->matches, struct lex_match, i);
		const struct lex_function *in = source_text_function_at(text, m->offset);

		if (m->class != LEX_CODE || !in || m->offset <= in->body || in->name == m->name ||
		    !is_open_call(s, text, in, m))
			continue;
		list_add_once(s->found, in->name);
		if (!is_static_elsewhere(text, in))
			g_hash_table_add(s->seen_from_afar, (gpointer)in->name);
	}
}

/* Those that call one of the names, which come to be the names of the next round. What only its own file can call is no
 * helper of others, but may stand between two. */
static bool find_more(struct tree *t, GPtrArray *names, GHashTable *done, bool handed)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	g_autoptr(GHashTable) seen_from_afar = g_hash_table_new(NULL, NULL);
	auto_ptr(source_needles) needles = source_needles_new(names);
	struct search s = {names, found, seen_from_afar, needles, handed};

	(void)tree_each_file(t, names, false, read_file, &s);
	g_ptr_array_set_size(names, 0);
	for (guint i = 0; i < found->len; i++) {
		if (strcmp(found->pdata[i], "main") == 0)
			continue;
		if (g_hash_table_contains(seen_from_afar, found->pdata[i]))
			list_add_once(t->helpers, found->pdata[i]);
		if (g_hash_table_add(done, found->pdata[i]))
			g_ptr_array_add(names, found->pdata[i]);
	}
	return names->len > 0;
}

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void helpers_find(struct tree *t)
{
	const GPtrArray *rules = t->options->rules->rules;
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autoptr(GHashTable) done = g_hash_table_new(NULL, NULL);

	if (!is_asked(t))
		return;
	for (guint i = 0; i < rules->len; i++) {
		const GPtrArray *lookups = ((const struct rule *)rules->pdata[i])->lookups;

		for (guint k = 0; k < lookups->len; k++)
			list_add_once(names, g_intern_string(lookups->pdata[k]));
	}
	for (bool handed = false; find_more(t, names, done, handed);
	     handed = true) /* each time others: there is an end */
		;
	g_ptr_array_sort(t->helpers, by_name);
}
