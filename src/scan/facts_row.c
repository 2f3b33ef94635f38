/* See facts_row.h. */
#include "scan/facts_row.h"

#include <string.h>

#include "scan/facts_internal.h"

const struct token *row_at(const struct row *r, int i)
{
	return i >= 0 && (guint)i < r->tokens->len ? &g_array_index(r->tokens, struct token, i) : NULL;
}

char row_sign(const struct row *r, int i)
{
	const struct token *t = row_at(r, i);
	return t ? r->text->bytes[t->begin] : '\0';
}

bool row_is_word(const struct row *r, int i)
{
	char c = row_sign(r, i);
	return read_is_word(c) && !g_ascii_isdigit(c);
}

bool row_is(const struct row *r, int i, const char *word)
{
	const struct token *t = row_at(r, i);
	size_t n = strlen(word);
	return t && t->end - t->begin == n && memcmp(r->text->bytes + t->begin, word, n) == 0;
}

int row_partner(const struct row *r, int i)
{
	const struct token *t = row_at(r, i);
	return t ? t->partner : -1;
}

bool row_adjacent(const struct row *r, int i)
{
	const struct token *a = row_at(r, i), *b = row_at(r, i + 1);
	return a && b && a->end == b->begin;
}

static bool arrow_ends(const struct row *r, int i)
{
	return row_sign(r, i) == '>' && row_sign(r, i - 1) == '-';
}

bool row_is_member(const struct row *r, int i)
{
	return row_sign(r, i - 1) == '.' || arrow_ends(r, i - 1);
}

bool row_is_scoped(const struct row *r, int i)
{
	return row_sign(r, i - 1) == ':' && row_sign(r, i - 2) == ':';
}

/* --- the row -------------------------------------------------------------------------------------------------------
 */

static bool closes(char open, char close)
{
	return (open == '(' && close == ')') || (open == '[' && close == ']') || (open == '{' && close == '}');
}

static void match_bracket(struct row *r, gint32 *open, int i)
{
	char c = row_sign(r, i);
	struct token *t = &g_array_index(r->tokens, struct token, i);
	if (c == '(' || c == '[' || c == '{') {
		*open = i;
	} else if ((c == ')' || c == ']' || c == '}') && *open >= 0) {
		struct token *o = &g_array_index(r->tokens, struct token, *open);
		t->open = o->open;
		if (closes(row_sign(r, *open), c)) {
			t->partner = *open;
			o->partner = i;
		}
		*open = o->open;
	}
}

void row_fill(struct row *r, size_t begin, size_t end)
{
	const char *bytes = r->text->bytes;
	gint32 open = -1;
	for (size_t i = read_space(bytes, begin, end), next; i < end; i = read_space(bytes, next, end)) {
		next = read_token(bytes, i, end);
		if (bytes[i] == '#' && !r->text->is_macro)
			continue;
		next = bytes[i] == '#' ? i + 1 : next;
		struct token t = {(guint32)i, (guint32)next, -1, open};
		g_array_append_val(r->tokens, t);
		match_bracket(r, &open, (int)r->tokens->len - 1);
	}
}

/* --- parameters ----------------------------------------------------------------------------------------------------
 */

/* The name that a declarator between two tokens declares: "(*name)(int)", or the last word before a '[' or '='. */
static char *declared(const struct row *r, int begin, int end)
{
	int name = -1;
	for (int i = begin; i < end; i++)
		end = row_sign(r, i) == '=' ? i : end; /* a default */
	if (row_is_word(r, end - 1))
		name = begin = end - 1;
	for (int i = begin; i < end; i++) {
		if (row_sign(r, i) == '(' && row_sign(r, i + 1) == '*' && row_partner(r, i) > i) {
			for (int k = i; k < row_partner(r, i); k++)
				name = row_is_word(r, k) ? k : name;
			break;
		}
		if (strchr("[=(", row_sign(r, i)))
			break;
		name = row_is_word(r, i) ? i : name;
	}
	const struct token *t = row_at(r, name);
	return t ? g_strndup(r->text->bytes + t->begin, t->end - t->begin) : NULL;
}

/* What "const struct list *name" points to; 0 for others. */
static guint64 pointed_by(const struct row *r, int begin, int end)
{
	static const char *const others[] = {"const", "struct", "union", "volatile", "register", "restrict"};
	int name = -1, stars = 0;
	for (int i = begin; i < end; i++) {
		bool other = false;
		for (size_t k = 0; k < G_N_ELEMENTS(others); k++)
			other |= row_is(r, i, others[k]);
		if (row_sign(r, i) == '*')
			stars++;
		else if (!row_is_word(r, i))
			return 0;
		else if (!other && !stars && name >= 0)
			return 0;
		else if (!other && !stars)
			name = i;
	}
	const struct token *t = row_at(r, name);
	return t && stars == 1 ? slot_of(SLOT_RECORD, r->text->bytes + t->begin, t->end - t->begin, 0) : 0;
}

static void read_list(struct row *r, int open, int close)
{
	bool nothing = close == open + 1 || (close == open + 2 && row_is(r, open + 1, "void"));
	for (int i = open + 1, begin = i; i <= close && !nothing; i++) {
		if (row_sign(r, i) == '.') /* "..." */
			r->text->n_parameters = -1;
		if (strchr("([{", row_sign(r, i)) && row_partner(r, i) > i)
			i = row_partner(r, i);
		if (row_sign(r, i) != ',' && i != close)
			continue;
		guint64 takes = pointed_by(r, begin, i);
		g_array_append_val(r->text->takes, takes);
		g_ptr_array_add(r->names, declared(r, begin, i));
		begin = i + 1;
	}
	if (r->text->n_parameters >= 0)
		r->text->n_parameters = (int)r->names->len;
	if (close == open + 1 && !r->text->is_cxx)
		r->text->n_parameters = -1; /* "()" of C says nothing */
}

void row_read_parameters(struct row *r)
{
	for (int i = 0; row_at(r, i) && row_sign(r, i) != '{'; i++) {
		if (!row_is(r, i, r->text->function) || row_sign(r, i + 1) != '(' || row_partner(r, i + 1) < 0)
			continue;
		read_list(r, i + 1, row_partner(r, i + 1));
		r->text->gives_nothing = row_is(r, i - 1, "void");
		r->body = row_partner(r, i + 1) + 1;
		return;
	}
	r->text->n_parameters = -1;
}

void row_read_macro_parameters(struct row *r)
{
	g_auto(GStrv) names = g_strsplit(r->text->macro_parameters ? r->text->macro_parameters : "", ",", -1);
	for (char **name = names; *name; name++)
		g_ptr_array_add(r->names, g_strdup(g_strstrip(*name)));
	r->text->n_parameters = -1;
}

int row_parameter_at(const struct row *r, int i)
{
	for (guint k = 0; k < r->names->len; k++)
		if (r->names->pdata[k] && row_is(r, i, r->names->pdata[k]))
			return (int)k;
	return -1;
}

/* --- slots ---------------------------------------------------------------------------------------------------------
 */

guint64 row_slot(const struct row *r, enum slot_kind kind, int i, guint64 number)
{
	const struct token *t = row_at(r, i);
	return slot_of(kind, r->text->bytes + t->begin, t->end - t->begin, number);
}

void row_put(const struct row *r, guint64 into, guint64 from, guint32 word, bool cast)
{
	struct put p = {into, from, word, r->text->entry, cast, false};
	if (into && into != from)
		g_array_append_val(r->text->puts, p);
}
