/* See constants.h. A name's value is a text until it is asked for; definitions that differ all count. */
#include "source/constants.h"

#include <string.h>

#include "source/code.h"
#include "source/cond_internal.h"

#define DEPTH_MAX  8
#define VALUES_OF  16   /* values of one expression */
#define BODIES_MAX 16   /* of one name */
#define BACK_MAX   4096 /* tokens that are looked back over */

struct constant {
	GPtrArray *bodies; /* of char *, owned, no two the same */
	bool open;         /* it may be something else, too */
};

struct constants {
	GHashTable *known; /* interned name -> struct constant *, owned */
	GPtrArray *wanted; /* of interned const char * */
};

static void constant_free(gpointer data)
{
	struct constant *k = data;

	g_ptr_array_unref(k->bodies);
	g_free(k);
}

struct constants *constants_new(void)
{
	struct constants *c = g_new0(struct constants, 1);

	c->known = g_hash_table_new_full(NULL, NULL, NULL, constant_free);
	c->wanted = g_ptr_array_new();
	return c;
}

void constants_free(struct constants *c)
{
	if (!c)
		return;
	g_hash_table_unref(c->known);
	g_ptr_array_unref(c->wanted);
	g_free(c);
}

void constants_want(struct constants *c, const char *expression)
{
	g_autoptr(GArray) tokens = cond_tokens(expression);

	for (guint i = 0; i < tokens->len; i++) {
		const struct cond_token *t = &g_array_index(tokens, struct cond_token, i);

		if (t->kind != COND_IDENT || g_hash_table_contains(c->known, t->name))
			continue;
		struct constant *k = g_new0(struct constant, 1);

		k->bodies = g_ptr_array_new_with_free_func(g_free);
		g_hash_table_insert(c->known, (gpointer)t->name, k);
		g_ptr_array_add(c->wanted, (gpointer)t->name);
	}
}

GPtrArray *constants_take_wanted(struct constants *c)
{
	GPtrArray *wanted = c->wanted;

	c->wanted = g_ptr_array_new();
	return wanted;
}

static void add_body(struct constants *c, struct constant *k, char *text /* taken */)
{
	for (guint i = 0; i < k->bodies->len; i++) {
		if (strcmp(k->bodies->pdata[i], text) == 0) {
			g_free(text);
			return;
		}
	}
	k->open |= k->bodies->len >= BODIES_MAX;
	g_ptr_array_add(k->bodies, text);
	constants_want(c, text);
}

/* --- where names stand -------------------------------------------------------------------------------------------- */

struct constants_reading {
	struct constants *to;
	const struct code *code;
	GHashTable *names; /* interned name (as a string) -> struct constant * */
};

static const struct lex_token *token(const struct constants_reading *r, int i)
{
	return code_token(r->code, i);
}

static struct constant *constant_at(const struct constants_reading *r, const struct lex_token *t)
{
	char word[128];
	size_t n = t->end - t->begin;

	if (t->kind != TOKEN_IDENT || n >= sizeof(word))
		return NULL;
	memcpy(word, r->code->spliced.bytes + t->begin, n);
	word[n] = '\0';
	return g_hash_table_lookup(r->names, word);
}

/* The directive's tokens are `first` to `end`, the newline. */
static void read_directive(const struct constants_reading *r, guint first, guint end)
{
	static const char *const conditions[] = {"if", "ifdef", "ifndef", "elif", "elifdef", "elifndef"};
	const struct lex_token *t = (const struct lex_token *)(const void *)r->code->directives->data;
	struct constant *defined = NULL;

	if (end - first >= 2 && code_is(r->code, &t[first], "define"))
		defined = constant_at(r, &t[first + 1]);
	if (defined) {
		bool function_like = first + 2 < end && code_is_punct(&t[first + 2], '(') && !t[first + 2].spaced;

		if (function_like || first + 2 == end)
			defined->open = true;
		else
			add_body(r->to, defined, code_text(r->code, &t[first + 2], &t[end - 1]));
	}
	/* where a condition asks for it, a build may have defined it by itself */
	bool condition = first < end && code_is_any(r->code, &t[first], conditions, G_N_ELEMENTS(conditions));
	for (guint i = first; condition && i < end; i++) {
		struct constant *k = constant_at(r, &t[i]);

		if (k)
			k->open = true;
	}
}

static void read_directives(const struct constants_reading *r)
{
	guint first = 0;

	for (guint i = 0; i < r->code->directives->len; i++) {
		if (g_array_index(r->code->directives, struct lex_token, i).kind != TOKEN_NEWLINE)
			continue;
		read_directive(r, first, i);
		first = i + 1;
	}
}

/* The '{' around the token at i; -1 when a statement or a parenthesis begins before it, or it is far. */
static int brace_around(const struct constants_reading *r, int i)
{
	int depth = 0, end = MAX(0, i - BACK_MAX);

	for (i--; i >= end; i--) {
		const struct lex_token *t = token(r, i);

		if (code_is_punct(t, ')'))
			depth++;
		else if (code_is_punct(t, '(') && depth-- == 0)
			return -1;
		else if (code_is_punct(t, '{'))
			return i;
		else if (code_is_punct(t, ';') || code_is_punct(t, '}'))
			return -1;
	}
	return -1;
}

static bool opens_enum(const struct constants_reading *r, int brace)
{
	for (int i = brace - 1; i >= brace - 8; i--) {
		const struct lex_token *t = token(r, i);

		if (code_is(r->code, t, "enum"))
			return true;
		if (t->kind != TOKEN_IDENT && !code_is_punct(t, ':') && !code_is_punct(t, PUNCT_SCOPE))
			return false;
	}
	return false;
}

/* The expression from `first` up to the next enumerator; NULL where it is no plain one. */
static char *expression_from(const struct constants_reading *r, int first)
{
	int depth = 0, i;

	for (i = first; token(r, i)->kind != TOKEN_END; i++) {
		const struct lex_token *t = token(r, i);

		if (depth == 0 && (code_is_punct(t, ',') || code_is_punct(t, '}')))
			break;
		if (code_is_punct(t, PUNCT_DIRECTIVE))
			return NULL;
		depth += code_is_punct(t, '(') - code_is_punct(t, ')');
	}
	return i > first ? code_text(r->code, token(r, first), token(r, i - 1)) : NULL;
}

/* Without a value of its own it counts on from the nearest one before it that has one. */
static char *counted(const struct constants_reading *r, int i, int brace)
{
	unsigned steps = 0;

	for (i--; i > brace; i--) {
		const struct lex_token *t = token(r, i);

		if (code_is_punct(t, PUNCT_DIRECTIVE))
			return NULL;
		steps += code_is_punct(t, ',');
		if (!code_is_punct(t, '='))
			continue;
		g_autofree char *base = expression_from(r, i + 1);

		return base ? g_strdup_printf("((%s) + %u)", base, steps) : NULL;
	}
	return g_strdup_printf("%u", steps);
}

static void take_enumerator(const struct constants_reading *r, int i, int brace, struct constant *k)
{
	const struct lex_token *next = token(r, i + 1);
	char *text = NULL;

	g_autofree char *own = code_is_punct(next, '=') ? expression_from(r, i + 2) : NULL;

	if (own)
		text = g_strdup_printf("(%s)", own);
	else if (code_is_punct(next, ',') || code_is_punct(next, '}'))
		text = counted(r, i, brace);
	if (text)
		add_body(r->to, k, text);
	else
		k->open = true;
}

/* A word that only an expression can follow. */
static bool leads_expression(const struct constants_reading *r, const struct lex_token *t)
{
	static const char *const words[] = {"return", "case", "else", "do", "sizeof"};

	return code_is_any(r->code, t, words, G_N_ELEMENTS(words));
}

/* In a list of declarators, as the second of "int a, b". */
static bool in_declaration(const struct constants_reading *r, int i)
{
	int depth = 0, end = MAX(0, i - BACK_MAX);

	for (i--; i > end; i--) {
		const struct lex_token *t = token(r, i), *before = token(r, i - 1);

		if (code_is_punct(t, ')'))
			depth++;
		else if (code_is_punct(t, '(') && depth-- == 0)
			return false;
		else if (code_is_punct(t, '{') || code_is_punct(t, '}') || code_is_punct(t, ';'))
			return false;
		if (depth == 0 && t->kind == TOKEN_IDENT && !leads_expression(r, before) &&
		    (before->kind == TOKEN_IDENT || code_is_punct(before, '*')))
			return true;
	}
	return end > 0; /* too far to tell */
}

/* Anything that could declare it as something else, or write to it. */
static bool is_something_else(const struct constants_reading *r, int i)
{
	static const int changes[] = {'=',
				      '(',
				      '[',
				      OPERATOR_2('+', '+'),
				      OPERATOR_2('-', '-'),
				      OPERATOR_2('+', '='),
				      OPERATOR_2('-', '='),
				      OPERATOR_2('|', '='),
				      OPERATOR_2('&', '='),
				      OPERATOR_2('^', '=')};
	const struct lex_token *before = token(r, i - 1), *next = token(r, i + 1);

	for (size_t k = 0; k < G_N_ELEMENTS(changes); k++)
		if (code_is_punct(next, changes[k]))
			return true;
	if (before->kind == TOKEN_IDENT)
		return !leads_expression(r, before);
	return code_is_punct(before, '*') || code_is_punct(before, OPERATOR_2('+', '+')) ||
	       code_is_punct(before, OPERATOR_2('-', '-')) || (code_is_punct(before, ',') && in_declaration(r, i));
}

static void take_mention(const struct constants_reading *r, int i, struct constant *k)
{
	const struct lex_token *before = token(r, i - 1);
	int brace = code_is_punct(before, '{') || code_is_punct(before, ',') || code_is_punct(before, PUNCT_DIRECTIVE)
			    ? brace_around(r, i)
			    : -1;

	if (brace >= 0 && opens_enum(r, brace))
		take_enumerator(r, i, brace, k);
	else if (is_something_else(r, i))
		k->open = true;
}

void constants_read(struct constants *c, const GPtrArray *names, const char *bytes, size_t length)
{
	auto_ptr(code) code = code_new(bytes, length);
	g_autoptr(GHashTable) table = g_hash_table_new(g_str_hash, g_str_equal);
	struct constants_reading r = {c, code, table};

	for (guint i = 0; i < names->len; i++)
		g_hash_table_insert(table, names->pdata[i], g_hash_table_lookup(c->known, names->pdata[i]));
	read_directives(&r);
	for (guint i = 0; i < code->tokens->len; i++) {
		struct constant *k = constant_at(&r, token(&r, (int)i));

		if (k)
			take_mention(&r, (int)i, k);
	}
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static bool evaluate(struct constants *c, const char *expression, GArray *out, unsigned depth);

static bool add_number(GArray *out, guint64 n)
{
	gint64 value = (gint64)n;

	if (n > G_MAXINT32)
		return false;
	for (guint i = 0; i < out->len; i++)
		if (g_array_index(out, gint64, i) == value)
			return true;
	if (out->len >= VALUES_OF)
		return false;
	g_array_append_val(out, value);
	return true;
}

static bool evaluate_name(struct constants *c, const char *name, GArray *out, unsigned depth)
{
	const struct constant *k = g_hash_table_lookup(c->known, name);

	if (!k || k->open || k->bodies->len == 0 || depth > DEPTH_MAX)
		return false;
	for (guint i = 0; i < k->bodies->len; i++)
		if (!evaluate(c, k->bodies->pdata[i], out, depth + 1))
			return false;
	return true;
}

static bool is_op(const struct cond_token *t, int op)
{
	return t->kind == COND_PUNCT && t->op == op;
}

/* What the preprocessor's 64 bits and the compiler's 32 give alike, as far as the result fits an int. */
static bool is_plain(const struct cond_token *t)
{
	static const int ops[] = {'(', ')', '|', '&', '^', '+', '*', COND_SHL};

	for (size_t i = 0; i < G_N_ELEMENTS(ops); i++)
		if (is_op(t, ops[i]))
			return true;
	return t->kind == COND_INT;
}

/* One parenthesis around all of it. */
static bool is_enclosed(const GArray *tokens)
{
	int depth = 0;

	for (guint i = 0; i < tokens->len; i++) {
		const struct cond_token *t = &g_array_index(tokens, struct cond_token, i);

		depth += is_op(t, '(') - is_op(t, ')');
		if (depth == 0 && i + 1 < tokens->len)
			return false;
	}
	return tokens->len > 0 && depth == 0;
}

/* A macro's body stands as a whole in any expression: no operator beside it can tear it apart. */
static bool is_whole(const struct constants *c, const char *name, unsigned depth)
{
	const struct constant *k = g_hash_table_lookup(c->known, name);

	if (!k || depth > DEPTH_MAX)
		return false;
	for (guint i = 0; i < k->bodies->len; i++) {
		g_autoptr(GArray) tokens = cond_tokens(k->bodies->pdata[i]);
		const struct cond_token *t = &g_array_index(tokens, struct cond_token, 0);
		bool single = tokens->len == 1 && (t->kind != COND_IDENT || is_whole(c, t->name, depth + 1));

		if (!single && !(tokens->len > 1 && is_enclosed(tokens)))
			return false;
	}
	return true;
}

static bool only_or(const GArray *tokens)
{
	for (guint i = 0; i < tokens->len; i++) {
		const struct cond_token *t = &g_array_index(tokens, struct cond_token, i);

		if (t->kind == COND_PUNCT && !is_op(t, '|') && !is_op(t, '(') && !is_op(t, ')'))
			return false;
	}
	return true;
}

static bool replace_name(struct constants *c, struct cond_token *t, bool loose, unsigned depth)
{
	g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(gint64));

	if (!evaluate_name(c, t->name, values, depth) || values->len != 1 || !(loose || is_whole(c, t->name, 0)))
		return false;
	t->kind = COND_INT;
	t->value = (struct cond_value){.known = true, .bits = (guint64)g_array_index(values, gint64, 0)};
	return true;
}

static bool evaluate(struct constants *c, const char *expression, GArray *out, unsigned depth)
{
	g_autoptr(GArray) tokens = cond_tokens(expression);
	bool loose = only_or(tokens);
	guint64 n;

	if (strchr(expression, '\'')) /* a character's sign is not the preprocessor's */
		return false;
	if (tokens->len == 1 && g_array_index(tokens, struct cond_token, 0).kind == COND_IDENT)
		return evaluate_name(c, g_array_index(tokens, struct cond_token, 0).name, out, depth);
	for (guint i = 0; i < tokens->len; i++) {
		struct cond_token *t = &g_array_index(tokens, struct cond_token, i);

		if (t->kind == COND_IDENT && !replace_name(c, t, loose, depth))
			return false;
		if (!is_plain(t))
			return false;
	}
	return cond_number(tokens, &n) && add_number(out, n);
}

bool constants_evaluate(struct constants *c, const char *expression, GArray *out_values)
{
	return evaluate(c, expression, out_values, 0);
}
