/* Who calls through a variable or a member that a function's address is kept in: any file may, without a word of the
 * rules' names. Where one is mentioned in code that no unit holds yet, its file is to be parsed for it; macros that
 * mention one count as well. Names as common as `next` are in too many files: of those that is said. */
#include "scan/tree.h"

#include <string.h>

#include "cfg/cfg.h"
#include "cfg/key.h"
#include "util/set.h"

#define FILES_MAX 48 /* to be parsed for one holder */

/* One variable or member. */
struct holder {
	const struct wish *wish;
	bool member;
	GPtrArray *names; /* of interned const char *: its own, and those of the macros that mention it */
	GPtrArray *files; /* of const struct source_entry *: where it is mentioned and not seen yet */
};

struct holding {
	struct tree *tree;
	const GPtrArray *holders;
	struct source_needles *needles;
};

static void holder_free(gpointer data)
{
	struct holder *h = data;

	g_ptr_array_unref(h->names);
	g_ptr_array_unref(h->files);
	g_free(h);
}

static bool is_header(const char *path)
{
	const char *suffix = strrchr(path, '.');

	return suffix && g_ascii_tolower(suffix[1]) == 'h';
}

/* A static variable of a file that nobody includes is only its own unit's. */
static bool is_seen_whole(const char *key)
{
	const char *hash = g_str_has_prefix(key, "c:") ? NULL : strchr(key, '#');
	g_autofree char *path = hash ? g_strndup(key, (gsize)(hash - key)) : NULL;

	return path && (strchr(hash + 1, '#') || !is_header(path));
}

/* As it is written; NULL where no code writes it: "(hidden)", a virtual method's member. */
static const char *name_in(const char *key)
{
	g_autofree char *name = cfg_key_name(key);
	const char *own = *name == '@' ? strrchr(name, '@') + 1 : name; /* of a C++ variable */

	if (g_str_has_suffix(name, CFG_ELEMENTS))
		name[strlen(name) - strlen(CFG_ELEMENTS)] = '\0';
	return (g_ascii_isalpha(*own) || *own == '_') && !strchr(own, ' ') ? g_intern_string(own) : NULL;
}

/* NULL: there is nothing to look for. */
static struct holder *holder_new(const struct wish *w)
{
	const char *name = name_in(w->key);

	if (!name || is_seen_whole(w->key))
		return NULL;
	struct holder *h = g_new0(struct holder, 1);

	h->wish = w;
	h->member = w->effects & EFFECT_MEMBERS;
	h->names = g_ptr_array_new();
	h->files = g_ptr_array_new();
	g_ptr_array_add(h->names, (gpointer)name);
	return h;
}

static GPtrArray *new_holders(const struct tree *t, const GPtrArray *wanted)
{
	GPtrArray *holders = g_ptr_array_new_with_free_func(holder_free);

	for (guint i = 0; i < wanted->len; i++) {
		const struct wish *w = wanted->pdata[i];
		struct holder *h = NULL;

		if (w->kind == WISH_THROUGH && g_hash_table_add(t->asked, (gpointer)w))
			h = holder_new(w);
		if (h)
			g_ptr_array_add(holders, h);
	}
	return holders;
}

/* --- where they are mentioned ------------------------------------------------------------------------------------- */

/* Behind a dot or an arrow. */
static bool is_member_at(const struct source_text *text, size_t at)
{
	while (at > 0 && g_ascii_isspace(text->bytes[at - 1]))
		at--;
	return at > 0 &&
	       (text->bytes[at - 1] == '.' || (text->bytes[at - 1] == '>' && at > 1 && text->bytes[at - 2] == '-'));
}

/* x = …; but not x == …: nothing is called. */
static bool is_assigned_at(const struct source_text *text, size_t at)
{
	while (at < text->length && g_ascii_isspace(text->bytes[at]))
		at++;
	return at + 1 < text->length && text->bytes[at] == '=' && text->bytes[at + 1] != '=';
}

/* Code of a function that no unit holds. */
static bool is_unseen(const struct tree *t, const struct source_text *text, const struct lex_match *m)
{
	const struct lex_function *in = source_text_function_at(text, m->offset);

	return m->class == LEX_CODE && in && m->offset > in->body && !is_assigned_at(text, m->offset + m->length) &&
	       !tree_covers(g_hash_table_lookup(t->candidates, text->path), m->line);
}

/* `… = call;` at file scope. */
static bool starts_as_call(const struct tree *t, const struct source_text *text, const struct lex_match *m)
{
	const char *bytes = text->bytes, *end = memchr(bytes + m->offset, ';', text->length - m->offset);
	size_t stop = end ? (size_t)(end - bytes) : text->length, at = m->offset + m->length;

	while (at < stop && bytes[at] != '=')
		at++;
	while (at < stop) {
		size_t begin = at;

		while (at < stop && (g_ascii_isalnum(bytes[at]) || bytes[at] == '_'))
			at++;
		g_autofree char *word = g_strndup(bytes + begin, at - begin);
		if (*word && rule_set_by_name(t->options->rules, word))
			return true;
		at += at == begin;
	}
	return false;
}

/* A unit that includes the variable has to see it hold the call as well. */
static void note_gate(struct tree *t, const struct source_text *text, const struct lex_match *m)
{
	g_autofree char *guard = NULL;
	struct config *config = NULL;

	if (m->class != LEX_CODE || m->arm < 0 || source_text_function_at(text, m->offset) ||
	    g_hash_table_contains(t->gates, m->name) || !starts_as_call(t, text, m))
		return;
	if (conditions_solve(text, m->arm, &config, &guard) == ARM_SOLVED && config)
		g_hash_table_insert(t->gates, (gpointer)m->name, config);
	else
		config_free(config);
}

static void add_file(struct tree *t, struct holder *h, const struct source_entry *e, const struct source_text *text,
		     const struct lex_match *m)
{
	const struct candidate *c = g_hash_table_lookup(t->candidates, e->path);

	if (m->name == h->names->pdata[0] && h->member && !is_member_at(text, m->offset))
		return;
	if (source_match_is_macro(text, m) && !g_ptr_array_find(h->names, m->macro, NULL))
		g_ptr_array_add(h->names, (gpointer)m->macro);
	if (!h->member)
		note_gate(t, text, m);
	if (is_unseen(t, text, m) && !(c && g_ptr_array_find(c->sought, m->name, NULL)) &&
	    !g_ptr_array_find(h->files, e, NULL))
		g_ptr_array_add(h->files, (gpointer)e);
}

static void read_file(const struct source_entry *e, const char *bytes, size_t length, void *data)
{
	const struct holding *h = data;
	auto_ptr(source_text) text = source_text_lex(e->path, bytes, length, h->needles);

	for (guint i = 0; i < text->matches->len; i++) {
		const struct lex_match *m = &g_array_index(text->matches, struct lex_match, i);

		for (guint k = 0; k < h->holders->len; k++)
			if (g_ptr_array_find(((struct holder *)h->holders->pdata[k])->names, m->name, NULL))
				add_file(h->tree, h->holders->pdata[k], e, text, m);
	}
}

static guint count_names(const GPtrArray *holders, GPtrArray *out)
{
	for (guint i = 0; i < holders->len; i++) {
		const struct holder *h = holders->pdata[i];

		for (guint k = 0; k < h->names->len; k++)
			if (!g_ptr_array_find(out, h->names->pdata[k], NULL))
				g_ptr_array_add(out, h->names->pdata[k]);
	}
	return out->len;
}

/* True when macros came up that are to be looked for as well. */
static bool read_all(struct tree *t, const GPtrArray *holders)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new(), all = g_ptr_array_new();
	guint n = count_names(holders, names);
	auto_ptr(source_needles) needles = source_needles_new(names);
	struct holding h = {t, holders, needles};

	(void)tree_each_file(t, names, false, read_file, &h);
	return count_names(holders, all) > n;
}

/* --- what is taken ------------------------------------------------------------------------------------------------ */

/* True when it is news that they are too many. */
static bool take(struct tree *t, const struct holder *h, GPtrArray *files)
{
	if (h->files->len > FILES_MAX) {
		g_hash_table_add(t->answered, (gpointer)h->wish);
		return g_hash_table_insert(t->unfollowed, (gpointer)h->wish->key,
					   (gpointer) "too many files mention that name");
	}
	for (guint i = 0; i < h->files->len; i++) {
		struct granted granted = {h->wish, h->files->pdata[i]};

		g_array_append_val(t->granted, granted);
		if (!g_ptr_array_find(files, h->files->pdata[i], NULL))
			g_ptr_array_add(files, h->files->pdata[i]);
	}
	for (guint i = 0; h->files->len && i < h->names->len; i++)
		list_add_once(t->names, h->names->pdata[i]);
	if (h->files->len)
		g_hash_table_add(t->answered, (gpointer)h->wish);
	return false;
}

unsigned tree_find_through(struct tree *t, const GPtrArray *wanted, GPtrArray *files)
{
	g_autoptr(GPtrArray) holders = new_holders(t, wanted);
	unsigned learnt = 0;

	if (holders->len == 0)
		return 0;
	while (read_all(t, holders)) /* there are more names each time, and so many macros */
		;
	for (guint i = 0; i < holders->len; i++)
		learnt += take(t, holders->pdata[i], files);
	return learnt;
}
