/* See pasting.h. A macro is known by the sum of its definitions: the pieces of the names in them, the words that may be
 * macros in turn, and whether "##" stands there. Reachability over those words gives what a use brings together; that
 * the pieces make a name is asked of their sum, whatever their order. */
#include "source/pasting.h"

#include <string.h>

#include "source/code.h"
#include "util/set.h"

/* Of headers that are no part of the tree: sys/cdefs.h of the C libraries, glib/gmacros.h, linux/compiler_types.h,
 * boost/config/detail/suffix.hpp and boost/preprocessor/cat.hpp. */
static const char *const library[] = {"__CONCAT", "__CONCAT1",  "G_PASTE",       "G_PASTE_ARGS", "__PASTE",
				      "___PASTE", "BOOST_JOIN", "BOOST_DO_JOIN", "BOOST_PP_CAT", "BOOST_PP_CAT_I"};

/* What stands in replacements, or in a use. */
struct sum {
	GPtrArray *pieces; /* of interned const char *: parts of the names */
	GPtrArray *words;  /* of interned const char *: other identifiers */
	bool joins;
};

struct use {
	struct sum sum;
	const char *macro; /* interned */
	const void *file;
};

struct pasting {
	const GPtrArray *names;
	GHashTable *parts;  /* set of interned strings: proper parts of the names */
	GHashTable *macros; /* interned name -> struct sum *, owned */
	GHashTable *leads;  /* interned name -> struct sum *, owned: with all that its words lead to, as far as asked */
	GHashTable *joiners; /* set of interned names: those that were given */
	GPtrArray *library;
	GArray *uses; /* of struct use */
};

/* --- sums --------------------------------------------------------------------------------------------------------- */

static void sum_init(struct sum *s)
{
	s->pieces = g_ptr_array_new();
	s->words = g_ptr_array_new();
	s->joins = false;
}

static void sum_clear(struct sum *s)
{
	g_ptr_array_unref(s->pieces);
	g_ptr_array_unref(s->words);
}

static void sum_free(gpointer data)
{
	sum_clear(data);
	g_free(data);
}

static void use_clear(gpointer data)
{
	sum_clear(&((struct use *)data)->sum);
}

static void sum_add(struct sum *to, const struct sum *from)
{
	for (guint i = 0; i < from->pieces->len; i++)
		list_add_once(to->pieces, from->pieces->pdata[i]);
	for (guint i = 0; i < from->words->len; i++)
		list_add_once(to->words, from->words->pdata[i]);
	to->joins |= from->joins;
}

/* The macro with all that its words lead to; words without a definition are among them. */
static const struct sum *sum_of_all(struct pasting *p, const char *macro)
{
	struct sum *all = g_hash_table_lookup(p->leads, macro);

	if (all)
		return all;
	all = g_new0(struct sum, 1);
	sum_init(all);
	g_ptr_array_add(all->words, (gpointer)macro);
	for (guint i = 0; i < all->words->len; i++) {
		const struct sum *own = g_hash_table_lookup(p->macros, all->words->pdata[i]);

		if (own)
			sum_add(all, own);
	}
	g_hash_table_insert(p->leads, (gpointer)macro, all);
	return all;
}

/* The pieces cover the name from its start to its end. */
static bool covers(const GPtrArray *pieces, const char *name)
{
	size_t length = strlen(name);
	g_autofree bool *reached = g_new0(bool, length + 1);

	reached[0] = true;
	for (size_t at = 0; at < length; at++)
		for (guint i = 0; reached[at] && i < pieces->len; i++)
			if (g_str_has_prefix(name + at, pieces->pdata[i]))
				reached[at + strlen(pieces->pdata[i])] = true;
	return reached[length];
}

static bool sum_makes(const struct pasting *p, const struct sum *s)
{
	for (guint i = 0; s->joins && s->pieces->len > 1 && i < p->names->len; i++)
		if (covers(s->pieces, p->names->pdata[i]))
			return true;
	return false;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static const char *interned(const struct code *code, const struct lex_token *t)
{
	g_autofree char *word = code_text(code, t, t);

	return g_intern_string(word);
}

static void sum_token(const struct pasting *p, const struct code *code, const struct lex_token *t, struct sum *s)
{
	if (code_is_punct(t, OPERATOR_2('#', '#')))
		s->joins = true;
	if (t->kind != TOKEN_IDENT && t->kind != TOKEN_NUMBER)
		return;
	const char *word = interned(code, t);

	if (g_hash_table_contains(p->parts, word))
		list_add_once(s->pieces, (gpointer)word);
	if (t->kind == TOKEN_IDENT)
		list_add_once(s->words, (gpointer)word);
}

static const struct lex_token *directive_token(const struct code *code, guint i)
{
	return &g_array_index(code->directives, struct lex_token, i);
}

/* Its parameters stand for the arguments, which are read where it is used. Returns where the replacement begins. */
static guint read_parameters(const struct code *code, guint at, GHashTable *parameters)
{
	const struct lex_token *open = directive_token(code, at);

	if (!code_is_punct(open, '(') || open->spaced)
		return at;
	for (; directive_token(code, at)->kind != TOKEN_NEWLINE; at++) {
		if (code_is_punct(directive_token(code, at), ')'))
			return at + 1;
		if (directive_token(code, at)->kind == TOKEN_IDENT)
			g_hash_table_add(parameters, (gpointer)interned(code, directive_token(code, at)));
	}
	return at;
}

static struct sum *sum_of(struct pasting *p, const char *name)
{
	struct sum *s = g_hash_table_lookup(p->macros, name);

	if (!s) {
		s = g_new0(struct sum, 1);
		sum_init(s);
		g_hash_table_insert(p->macros, (gpointer)name, s);
	}
	return s;
}

/* at: behind the word "define". */
static void read_define(struct pasting *p, const struct code *code, guint at, GHashTable *only)
{
	const struct lex_token *t = directive_token(code, at);
	g_autoptr(GHashTable) parameters = g_hash_table_new(NULL, NULL);

	if (t->kind != TOKEN_IDENT)
		return;
	const char *name = interned(code, t);

	if (only && !g_hash_table_contains(only, name))
		return;
	struct sum *s = sum_of(p, name);

	for (at = read_parameters(code, at + 1, parameters); directive_token(code, at)->kind != TOKEN_NEWLINE; at++) {
		t = directive_token(code, at);
		if (t->kind != TOKEN_IDENT || !g_hash_table_contains(parameters, interned(code, t)))
			sum_token(p, code, t, s);
	}
}

/* The end of the directive's line; a splice goes on with the next. */
static size_t line_end(const char *bytes, size_t at, size_t length)
{
	for (; at < length; at++) {
		const char *end = memchr(bytes + at, '\n', length - at);

		if (!end)
			return length;
		at = (size_t)(end - bytes);
		if (!(at > 0 && bytes[at - 1] == '\\') && !(at > 1 && bytes[at - 1] == '\r' && bytes[at - 2] == '\\'))
			return at;
	}
	return length;
}

/* The name that is defined, before the line is taken apart: most are not asked for. */
static bool is_asked(const char *bytes, size_t at, size_t end, GHashTable *only)
{
	size_t begin = at;

	while (begin < end && (bytes[begin] == ' ' || bytes[begin] == '\t'))
		begin++;
	size_t behind = begin;

	while (behind < end && lex_is_word(bytes[behind]))
		behind++;
	g_autofree char *name = g_strndup(bytes + begin, behind - begin);
	GQuark known = behind > begin ? g_quark_try_string(name) : 1;

	return known && (behind == begin || g_hash_table_contains(only, g_quark_to_string(known)));
}

/* One directive; one in a comment is read, too. */
static void read_directive(struct pasting *p, const char *bytes, size_t length, GHashTable *only)
{
	auto_ptr(code) code = code_new(bytes, length);

	if (code->directives->len > 1 && code_is(code, directive_token(code, 0), "define"))
		read_define(p, code, 1, only);
}

static bool begins_line(const char *bytes, size_t at)
{
	while (at > 0 && (bytes[at - 1] == ' ' || bytes[at - 1] == '\t'))
		at--;
	return at == 0 || bytes[at - 1] == '\n' || bytes[at - 1] == '/'; /* behind a comment */
}

void pasting_define(struct pasting *p, const char *bytes, size_t length, GHashTable *only)
{
	static const char define[] = "define";

	for (size_t at = 0; at < length; at++) {
		const char *hash = memchr(bytes + at, '#', length - at);

		if (!hash)
			return;
		at = (size_t)(hash - bytes);
		size_t word = at + 1;

		while (word < length && (bytes[word] == ' ' || bytes[word] == '\t'))
			word++;
		if (word + strlen(define) > length || memcmp(bytes + word, define, strlen(define)) != 0 ||
		    !begins_line(bytes, at))
			continue;
		size_t end = line_end(bytes, word, length);

		word += strlen(define);
		if (!only || is_asked(bytes, word, end, only))
			read_directive(p, bytes + at, end - at, only);
		at = end;
	}
}

void pasting_define_option(struct pasting *p, const char *definition)
{
	const char *text = strchr(definition, '=');
	g_autofree char *line =
		text ? g_strdup_printf("#define %.*s %s", (int)(text - definition), definition, text + 1)
		     : g_strdup_printf("#define %s 1", definition);

	read_directive(p, line, strlen(line), NULL);
}

/* --- uses --------------------------------------------------------------------------------------------------------- */

static bool joins(const struct pasting *p, const char *word)
{
	return g_hash_table_contains(p->joiners, word);
}

/* What stands between the parentheses. Returns the index of the one that closes. */
static int read_arguments(const struct pasting *p, const struct code *code, int open, struct sum *s)
{
	int depth = 0, at = open;

	for (; code_token(code, at)->kind != TOKEN_END; at++) {
		const struct lex_token *t = code_token(code, at);

		depth += code_is_punct(t, '(') ? 1 : code_is_punct(t, ')') ? -1 : 0;
		if (depth == 0)
			break;
		sum_token(p, code, t, s);
	}
	return at;
}

void pasting_use(struct pasting *p, const char *bytes, size_t length, const void *file)
{
	auto_ptr(code) code = code_new(bytes, length);

	for (int at = 0; code_token(code, at)->kind != TOKEN_END; at++) {
		if (code_token(code, at)->kind != TOKEN_IDENT || !code_is_punct(code_token(code, at + 1), '('))
			continue;
		struct use use = {.macro = interned(code, code_token(code, at)), .file = file};

		if (!joins(p, use.macro))
			continue;
		sum_init(&use.sum);
		at = read_arguments(p, code, at + 1, &use.sum);
		g_array_append_val(p->uses, use);
	}
}

static bool leads_to_joiner(const struct pasting *p, const struct sum *s)
{
	for (guint i = 0; i < s->words->len; i++)
		if (joins(p, s->words->pdata[i]))
			return true;
	return s->joins;
}

GPtrArray *pasting_new_joiners(struct pasting *p)
{
	GPtrArray *fresh = g_ptr_array_new();
	GHashTableIter it;
	gpointer name, macro;
	guint before;

	do {
		before = fresh->len;
		g_hash_table_iter_init(&it, p->macros);
		while (g_hash_table_iter_next(&it, &name, &macro))
			if (!joins(p, name) && leads_to_joiner(p, macro)) {
				g_hash_table_add(p->joiners, name);
				g_ptr_array_add(fresh, name);
			}
	} while (fresh->len > before);
	return fresh;
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

static void add_open(struct pasting *p, const char *macro, GHashTable *out)
{
	const struct sum *all = sum_of_all(p, macro);

	for (guint i = 0; i < all->words->len; i++)
		if (!g_hash_table_contains(p->macros, all->words->pdata[i]))
			g_hash_table_add(out, all->words->pdata[i]);
}

GHashTable *pasting_open_words(struct pasting *p)
{
	GHashTable *open = g_hash_table_new(NULL, NULL);
	GHashTableIter it;
	gpointer name;

	g_hash_table_remove_all(p->leads);
	for (guint i = 0; i < p->uses->len; i++) {
		const GPtrArray *words = g_array_index(p->uses, struct use, i).sum.words;

		for (guint k = 0; k < words->len; k++)
			add_open(p, words->pdata[k], open);
	}
	g_hash_table_iter_init(&it, p->joiners);
	while (g_hash_table_iter_next(&it, &name, NULL))
		add_open(p, name, open);
	return open;
}

static bool use_makes(struct pasting *p, const struct use *use)
{
	struct sum all;

	sum_init(&all);
	sum_add(&all, &use->sum);
	sum_add(&all, sum_of_all(p, use->macro));
	for (guint i = 0; i < use->sum.words->len; i++)
		sum_add(&all, sum_of_all(p, use->sum.words->pdata[i]));
	bool makes = sum_makes(p, &all);

	sum_clear(&all);
	return makes;
}

void pasting_made(struct pasting *p, pasting_found found, void *data)
{
	GHashTableIter it;
	gpointer name;

	g_hash_table_remove_all(p->leads);
	g_hash_table_iter_init(&it, p->joiners);
	while (g_hash_table_iter_next(&it, &name, NULL))
		if (sum_makes(p, sum_of_all(p, name)))
			found(name, NULL, data);
	for (guint i = 0; i < p->uses->len; i++) {
		const struct use *use = &g_array_index(p->uses, struct use, i);

		if (!sum_makes(p, sum_of_all(p, use->macro)) && use_makes(p, use))
			found(use->macro, use->file, data);
	}
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static void add_parts(GHashTable *parts, const char *name)
{
	size_t length = strlen(name);

	for (size_t begin = 0; begin < length; begin++)
		for (size_t end = begin + 1; end <= length; end++) {
			g_autofree char *part = g_strndup(name + begin, end - begin);

			if (end - begin < length)
				g_hash_table_add(parts, (gpointer)g_intern_string(part));
		}
}

struct pasting *pasting_new(const GPtrArray *names)
{
	struct pasting *p = g_new0(struct pasting, 1);

	p->names = names;
	p->parts = g_hash_table_new(NULL, NULL);
	p->macros = g_hash_table_new_full(NULL, NULL, NULL, sum_free);
	p->leads = g_hash_table_new_full(NULL, NULL, NULL, sum_free);
	p->joiners = g_hash_table_new(NULL, NULL);
	p->library = g_ptr_array_new();
	p->uses = g_array_new(FALSE, FALSE, sizeof(struct use));
	g_array_set_clear_func(p->uses, use_clear);
	for (guint i = 0; i < names->len; i++)
		add_parts(p->parts, names->pdata[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(library); i++) {
		const char *name = g_intern_static_string(library[i]);

		g_ptr_array_add(p->library, (gpointer)name);
		sum_of(p, name)->joins = true;
	}
	return p;
}

void pasting_free(struct pasting *p)
{
	if (!p)
		return;
	g_hash_table_unref(p->parts);
	g_hash_table_unref(p->macros);
	g_hash_table_unref(p->leads);
	g_hash_table_unref(p->joiners);
	g_ptr_array_unref(p->library);
	g_array_unref(p->uses);
	g_free(p);
}

const GPtrArray *pasting_library(const struct pasting *p)
{
	return p->library;
}
