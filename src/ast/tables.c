/* See tables.h. `.member = f`, `->member = f`, `member: f` and `variable = f` put f where a call of that name finds it;
 * an f between the braces of a list without names may be found by any call of a member or an element. */
#include "ast/tables.h"

#include <string.h>

#include "ast/skim.h"
#include "util/intern.h"

struct tables {
	const struct source_text *text;
	GHashTable *functions;
	GHashTable *by_name; /* interned name of a member or a variable -> GArray of struct put */
	GArray *unnamed;     /* of struct put */
	const char *pointer; /* interned: what the declaration in work declares: "(*pointer)(int)"; NULL */
};

struct put {
	const char *function, *by; /* interned; by is NULL at file scope */
};

/* The tokens before the one that is looked at. */
struct row {
	const char *bytes;
	size_t begin[4], end[4]; /* [0] is the last; empty where there is none */
};

static void row_push(struct row *r, size_t begin, size_t end)
{
	for (unsigned i = 3; i > 0; i--) {
		r->begin[i] = r->begin[i - 1];
		r->end[i] = r->end[i - 1];
	}
	r->begin[0] = begin;
	r->end[0] = end;
}

static char row_at(const struct row *r, unsigned i)
{
	return i < 4 && r->end[i] > r->begin[i] ? r->bytes[r->begin[i]] : '\0';
}

/* The token is '.', or the '>' of "->". */
static bool row_selects(const struct row *r, unsigned i)
{
	return row_at(r, i) == '.' || (row_at(r, i) == '>' && row_at(r, i + 1) == '-');
}

static const char *intern_token(const struct row *r, unsigned i)
{
	if (!skim_is_word(row_at(r, i)))
		return NULL;
	g_autofree char *name = g_strndup(r->bytes + r->begin[i], r->end[i] - r->begin[i]);
	return g_intern_string(name);
}

static void put(struct tables *t, const char *name, const char *function, size_t at)
{
	GArray *list = name ? g_hash_table_lookup(t->by_name, name) : t->unnamed;
	const struct lex_function *where = source_text_function_at(t->text, at);
	struct put p = {function, where ? where->name : NULL};
	if (!list) {
		list = g_array_new(FALSE, FALSE, sizeof(struct put));
		g_hash_table_insert(t->by_name, (gpointer)name, list);
	}
	g_array_append_val(list, p);
}

/* A function's name stands at the place behind the row; `next` follows it. */
static void take_function(struct tables *t, const struct row *r, const char *function, size_t at, char next,
			  bool in_braces)
{
	unsigned i = row_at(r, 0) == '&' || row_at(r, 0) == '(';
	bool named = skim_is_word(row_at(r, i + 1));
	if (row_at(r, i) == '=' && named)
		put(t, intern_token(r, i + 1), function, at);
	else if (row_at(r, i) == '=' && row_at(r, i + 1) == ')' && t->pointer)
		put(t, t->pointer, function, at);
	else if (row_at(r, i) == ':' && named && in_braces && strchr(",}", next))
		put(t, intern_token(r, i + 1), function, at);
	else if (row_at(r, i) == '=' || (in_braces && strchr("{,)", row_at(r, i)) && strchr(",})", next)))
		put(t, NULL, function, at);
}

/* Of the declarators "(*name)(int)", "(* const name)(int)" and "(*name[2])(int)" the name. */
static void take_declarator(struct tables *t, const struct row *r, size_t at)
{
	char c = t->text->bytes[at];
	if (strchr(";{}", c))
		t->pointer = NULL;
	else if ((c == ')' || c == '[') && skim_is_word(row_at(r, 0)) &&
		 (row_at(r, 1) == '*' || (skim_is_word(row_at(r, 1)) && row_at(r, 2) == '*')))
		t->pointer = intern_token(r, 0);
}

static const char *function_at(const struct tables *t, size_t begin, size_t end)
{
	char name[128];
	if (end - begin >= sizeof(name) || !skim_is_word(t->text->bytes[begin]))
		return NULL;
	memcpy(name, t->text->bytes + begin, end - begin);
	name[end - begin] = '\0';
	const char *known = intern_known(name);
	return known && g_hash_table_contains(t->functions, known) ? known : NULL;
}

struct tables *tables_new(const struct source_text *text, GHashTable *functions)
{
	const char *bytes = text->bytes;
	size_t length = text->length;
	struct tables *t = g_new0(struct tables, 1);
	g_autoptr(GString) open = g_string_new(NULL); /* brackets that are open */
	struct row r = {.bytes = bytes};
	t->text = text;
	t->functions = functions;
	t->by_name = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
	t->unnamed = g_array_new(FALSE, FALSE, sizeof(struct put));
	for (size_t at = skim_space(bytes, 0, length), next; at < length; at = skim_space(bytes, next, length)) {
		next = MAX(skim_token(bytes, at, length), at + 1);
		const char *function = function_at(t, at, next);
		size_t after = skim_space(bytes, next, length);
		if (function && after < length && bytes[after] != '(')
			take_function(t, &r, function, at, bytes[after], open->len && open->str[open->len - 1] == '{');
		take_declarator(t, &r, at);
		if (bytes[at] == '{' || bytes[at] == '(')
			g_string_append_c(open, bytes[at]);
		else if ((bytes[at] == '}' || bytes[at] == ')') && open->len)
			g_string_truncate(open, open->len - 1);
		row_push(&r, at, next);
	}
	return t;
}

void tables_free(struct tables *t)
{
	g_hash_table_unref(t->by_name);
	g_array_unref(t->unnamed);
	g_free(t);
}

static void add_all(const GArray *puts, GHashTable *out_targets, GHashTable *out_putters)
{
	for (guint i = 0; puts && i < puts->len; i++) {
		const struct put *p = &g_array_index(puts, struct put, i);
		g_hash_table_add(out_targets, (gpointer)p->function);
		if (p->by)
			g_hash_table_add(out_putters, (gpointer)p->by);
	}
}

/* An opening parenthesis behind the row: what the call goes through. */
static bool take_call(const struct tables *t, const struct row *r, GHashTable *out_targets, GHashTable *out_putters)
{
	unsigned i = row_at(r, 0) == ')'; /* (*p->member)(…) */
	const char *name = intern_token(r, i);
	const GArray *put = name ? g_hash_table_lookup(t->by_name, name) : NULL;
	if (!put && row_at(r, 0) != ']' && row_at(r, 0) != ')' && !(name && row_selects(r, i + 1)))
		return false;
	if (!name || row_selects(r, i + 1))
		add_all(t->unnamed, out_targets, out_putters);
	add_all(put, out_targets, out_putters);
	return true;
}

bool tables_called_from(const struct tables *t, size_t begin, size_t end, GHashTable *out_targets,
			GHashTable *out_putters)
{
	const char *bytes = t->text->bytes;
	struct row r = {.bytes = bytes};
	bool found = false;
	for (size_t at = skim_space(bytes, begin, end), next; at < end; at = skim_space(bytes, next, end)) {
		next = MAX(skim_token(bytes, at, end), at + 1);
		if (bytes[at] == '(')
			found |= take_call(t, &r, out_targets, out_putters);
		row_push(&r, at, next);
	}
	return found;
}
