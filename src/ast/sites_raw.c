/* The name of a raw system call in the text that its number is made of: the name itself, or that of a macro which
 * stands for it, in the file or in a header. */
#include "ast/lower.h"

#include <string.h>

#include "ast/skim.h"

/* SYS_fcntl, of which the table or a rule knows what fcntl() does; NULL for others. */
static const char *plain_name(const struct rule_set *rules, const char *word)
{
	static const char *const prefixes[] = {"SYS_", "__NR_"};

	for (unsigned i = 0; i < G_N_ELEMENTS(prefixes); i++) {
		const char *name = g_str_has_prefix(word, prefixes[i]) ? word + strlen(prefixes[i]) : NULL;

		if (name && (library_find(name) || rule_set_restores(rules, name) || rule_set_multiplexes(rules, name)))
			return g_intern_string(name);
	}
	return NULL;
}

const struct rule *sites_raw_word(const struct rule_set *rules, const char *word, const char **out_name)
{
	for (unsigned i = 0; i < rules->rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(rules->rules, i);

		for (unsigned k = 0; k < rule->raw->len; k++) {
			const struct rule_call *raw = g_ptr_array_index(rule->raw, k);

			if (strcmp(raw->name, word) == 0) {
				*out_name = raw->name;
				return rule;
			}
		}
		for (unsigned k = 0; k < rule->fallbacks->len; k++) {
			const struct rule_call *fallback = g_ptr_array_index(rule->fallbacks, k);

			if (fallback->raw && strcmp(fallback->name, word) == 0)
				*out_name = fallback->name;
		}
	}
	if (!*out_name)
		*out_name = plain_name(rules, word);
	return NULL;
}

/* --- macros ------------------------------------------------------------------------------------------------------ */

static void list_free(gpointer list)
{
	g_ptr_array_unref(list);
}

static void add_body(GHashTable *macros, const char *name, char *body)
{
	GPtrArray *bodies = g_hash_table_lookup(macros, name);

	if (!bodies) {
		bodies = g_ptr_array_new_with_free_func(g_free);
		g_hash_table_insert(macros, (gpointer)name, bodies);
	}
	g_ptr_array_add(bodies, body);
}

struct collecting {
	struct lower_unit *unit;
	GHashTable *macros;
};

/* A definition in a header of the tree, as the compiler saw it: those of the file are read from its text. */
static enum CXChildVisitResult collect_macro(CXCursor c, CXCursor parent, CXClientData data)
{
	struct collecting *to = data;
	size_t length;

	(void)parent;
	if (c.kind != CXCursor_MacroDefinition || lower_is_system(c))
		return CXChildVisit_Continue;
	struct cx_extent e = cx_extent(c);
	const char *bytes = lower_bytes(to->unit, e.begin.file, &length);

	if (!bytes || bytes == to->unit->bytes || e.end.offset > length || e.begin.offset >= e.end.offset)
		return CXChildVisit_Continue;
	size_t body = skim_token(bytes, e.begin.offset, e.end.offset);

	add_body(to->macros, cx_name(c), g_strndup(bytes + body, e.end.offset - body));
	return CXChildVisit_Continue;
}

/* Interned name -> GPtrArray of char *: all that the name is defined as in the unit. */
static GHashTable *macros_of(struct lower_unit *unit)
{
	const GArray *own = unit->request->text ? unit->request->text->defines : NULL;

	if (unit->macros)
		return unit->macros;
	unit->macros = g_hash_table_new_full(NULL, NULL, NULL, list_free);
	for (unsigned i = 0; own && i < own->len; i++) {
		const struct lex_define *d = &g_array_index(own, struct lex_define, i);

		if (d->body)
			add_body(unit->macros, g_intern_string(d->name), g_strdup(d->body));
	}
	clang_visitChildren(clang_getTranslationUnitCursor(unit->tu), collect_macro,
			    &(struct collecting){unit, unit->macros});
	return unit->macros;
}

/* --- looking ----------------------------------------------------------------------------------------------------- */

struct looking {
	struct lower_unit *unit;
	GHashTable *seen; /* of interned const char *: the macros that were gone into */
	const char **out_name;
};

static const struct rule *raw_in_text(struct looking *l, const char *text, size_t n);

static const struct rule *raw_in_macro(struct looking *l, const char *word)
{
	const GPtrArray *bodies = g_hash_table_lookup(macros_of(l->unit), word);

	if (!bodies || !g_hash_table_add(l->seen, (gpointer)word))
		return NULL;
	for (unsigned i = 0; i < bodies->len; i++) {
		const char *body = bodies->pdata[i];
		const struct rule *rule = raw_in_text(l, body, strlen(body));

		if (rule || *l->out_name)
			return rule;
	}
	return NULL;
}

static const struct rule *raw_in_text(struct looking *l, const char *text, size_t n)
{
	for (size_t at = skim_space(text, 0, n), next; at < n; at = skim_space(text, next, n)) {
		next = skim_token(text, at, n);
		if (!skim_is_word(text[at]) || g_ascii_isdigit(text[at]))
			continue;
		g_autofree char *word = g_strndup(text + at, next - at);
		const struct rule *rule = sites_raw_word(l->unit->request->rules, word, l->out_name);

		if (!rule && !*l->out_name)
			rule = raw_in_macro(l, g_intern_string(word));
		if (rule || *l->out_name)
			return rule;
	}
	return NULL;
}

const struct rule *sites_raw_text(struct lower_unit *unit, const char *text, size_t length, const char **out_name)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	struct looking l = {unit, seen, out_name};

	return raw_in_text(&l, text, length);
}
