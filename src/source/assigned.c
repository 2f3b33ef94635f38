/* Each mention of the name is sorted by the tokens around it: a member of that name, a declaration, a write, a read;
 * the rest leaves the variable open. A write counts for all constants in it up to its end: where an #if cuts through
 * the statement, that is more than any one build sees, never less. */
#include "source/assigned.h"

#include <string.h>

#include "source/code.h"
#include "source/width.h"

struct reading {
	struct assigned *to;
	const struct code *code;
	const char *path; /* interned */
	GArray *writes;   /* of int: tokens */
	bool plain_c;     /* no references: to use a value is to read it */
};

struct assigned *assigned_new(const char *name)
{
	struct assigned *a = g_new0(struct assigned, 1);

	a->name = name;
	a->values = g_ptr_array_new();
	a->writes = g_array_new(FALSE, FALSE, sizeof(struct assigned_place));
	a->listed = true;
	a->types = g_ptr_array_new();
	return a;
}

void assigned_free(struct assigned *a)
{
	if (!a)
		return;
	for (guint i = 0; i < a->values->len; i++) {
		struct assigned_value *v = a->values->pdata[i];

		g_free(v->text);
		g_free(v);
	}
	g_ptr_array_unref(a->values);
	g_array_unref(a->writes);
	g_ptr_array_unref(a->types);
	g_free(a);
}

void assigned_open(struct assigned *a, const char *why, const char *path)
{
	if (a->open)
		return;
	a->open = why;
	a->where = path;
}

static void leave_open(struct reading *r, const char *why)
{
	assigned_open(r->to, why, r->path);
}

static void add_value(struct assigned *a, char *text /* taken */, bool exact)
{
	struct assigned_value *v = g_new0(struct assigned_value, 1);

	v->text = text;
	v->exact = exact;
	a->listed = a->listed && exact;
	g_ptr_array_add(a->values, v);
}

static const struct lex_token *token(const struct reading *r, int i)
{
	return code_token(r->code, i);
}

static bool is_name(const struct reading *r, const struct lex_token *t)
{
	return code_is(r->code, t, r->to->name);
}

/* --- what is written ---------------------------------------------------------------------------------------------- */

/* Words that begin or make up a statement or an expression: no constants. */
static const char *const keywords[] = {"if",     "else",    "while",  "for",   "do",     "switch",
				       "case",   "default", "return", "goto",  "break",  "continue",
				       "sizeof", "new",     "delete", "throw", "typeof", "this"};

struct right_side {
	GPtrArray *parts; /* of char *, owned: its names and numbers */
	bool only_or;     /* nothing but parts and '|' */
	bool self;        /* its own value is in it */
	bool cut;         /* by a directive */
	bool sibling;     /* in another arm than the one it began in */
	int arms;         /* groups opened on the way */
	int depth;        /* of parentheses */
	int first, last;
};

/* Which way a directive leads. */
static void pass_directive(const struct reading *r, const struct lex_token *t, struct right_side *s)
{
	g_autofree char *text = code_text(r->code, t, t);
	const char *word = text + strspn(text, "# \t%:");

	s->cut = true;
	if (g_str_has_prefix(word, "if")) {
		s->arms++;
	} else if (g_str_has_prefix(word, "el")) {
		s->sibling |= s->arms == 0;
	} else if (g_str_has_prefix(word, "endif")) {
		s->sibling &= s->arms > 0; /* out of the group that it began in: what follows is for all arms */
		s->arms -= s->arms > 0;
	}
}

static bool is_part(const struct lex_token *t)
{
	return t->kind == TOKEN_IDENT || t->kind == TOKEN_NUMBER;
}

/* One token of the right side; false where it is none that is understood. */
static bool take_token(const struct reading *r, int *at, struct right_side *s)
{
	const struct lex_token *t = token(r, *at), *before = token(r, *at - 1), *next = token(r, *at + 1);

	if (code_is_punct(t, PUNCT_DIRECTIVE)) {
		pass_directive(r, t, s);
		return true;
	}
	if (is_part(t) &&
	    (is_part(before) || code_is_punct(next, '(') || code_is_any(r->code, t, keywords, G_N_ELEMENTS(keywords))))
		return false;
	if (is_name(r, t)) {
		bool again = code_is_punct(before, PUNCT_DIRECTIVE) &&
			     (code_is_punct(next, '=') || code_is_punct(next, OPERATOR_2('|', '=')));

		s->self |= !again;
		*at += again; /* the same statement as the other arm has it */
		return true;
	}
	if (is_part(t)) {
		g_ptr_array_add(s->parts, code_text(r->code, t, t));
		return true;
	}
	if (t->kind != TOKEN_PUNCT)
		return false;
	switch (t->punct) {
	case '(': s->depth++; return true;
	case ')': s->depth--; return true;
	case '|': return true;
	case '&':
	case '^':
	case '+':
	case '*':
	case OPERATOR_2('<', '<'): s->only_or = false; return true;
	default: return false;
	}
}

static bool is_end(const struct lex_token *t, const struct right_side *s)
{
	if (t->kind != TOKEN_PUNCT || s->depth > 0)
		return false;
	return t->punct == ';' || t->punct == ',' || t->punct == ')';
}

/* From behind the operator to the end of the expression. */
static bool read_right_side(const struct reading *r, int at, struct right_side *s)
{
	s->first = at;
	for (; !is_end(token(r, at), s); at++)
		if (token(r, at)->kind == TOKEN_END || !take_token(r, &at, s))
			return false;
	s->last = at - 1;
	return s->arms == 0 && !s->sibling && s->last >= s->first;
}

static bool take_right_side(struct reading *r, const struct right_side *s, bool whole)
{
	bool exact = whole && !s->cut && !s->self;

	if (!s->only_or) {
		if (s->cut || s->self)
			return false;
		add_value(r->to, code_text(r->code, token(r, s->first), token(r, s->last)), exact);
		return true;
	}
	for (guint i = 0; i < s->parts->len; i++)
		add_value(r->to, g_strdup(s->parts->pdata[i]), exact && s->parts->len == 1);
	r->to->listed = r->to->listed && s->parts->len == 1;
	return true;
}

/* Where an assignment may give the variable itself on, only one that is a whole statement is a write and no more. */
static bool is_statement(const struct reading *r, int i)
{
	static const char *const words[] = {"else", "do"};
	const struct lex_token *t = token(r, i - 1);
	int depth = 0;

	if (!code_is_punct(t, ';') && !code_is_punct(t, '{') && !code_is_punct(t, '}') && !code_is_punct(t, ')') &&
	    !code_is_punct(t, PUNCT_DIRECTIVE) && !code_is_any(r->code, t, words, G_N_ELEMENTS(words)))
		return false;
	for (t = token(r, ++i); t->kind != TOKEN_END && depth >= 0; t = token(r, ++i)) {
		if (code_is_punct(t, ';'))
			return depth == 0;
		if (code_is_punct(t, '{') || code_is_punct(t, '}'))
			return false;
		depth += code_is_punct(t, '(') - code_is_punct(t, ')');
	}
	return false;
}

static void take_right(struct reading *r, int first, int operation)
{
	struct right_side s = {.parts = g_ptr_array_new_with_free_func(g_free), .only_or = true};

	if (operation == OPERATOR_2('&', '='))
		r->to->listed = false; /* takes bits out, whatever the other side is */
	else if (!read_right_side(r, first, &s) || !take_right_side(r, &s, operation == '='))
		r->to->computed = true;
	g_ptr_array_unref(s.parts);
}

static void take_write(struct reading *r, int i)
{
	g_array_append_val(r->writes, i);
	if (r->plain_c || is_statement(r, i))
		take_right(r, i + 2, token(r, i + 1)->punct);
	else
		leave_open(r, "an assignment to it is part of an expression");
}

/* --- declarations ------------------------------------------------------------------------------------------------- */

/* The words before the name, back to the start of the declaration: one type. A second word beside it may be the mark of
 * what is meant for other programs too. */
static bool read_specifiers(struct reading *r, int at, bool *out_extern)
{
	struct type_words words;

	if (!type_read(r->code, at, &words))
		return false;
	*out_extern = words.is_extern;
	r->to->narrow |= words.narrow || (!words.wide && !words.other);
	if (words.other && !g_ptr_array_find(r->to->types, words.other, NULL))
		g_ptr_array_add(r->to->types, (gpointer)words.other);
	return true;
}

static void take_declaration(struct reading *r, int i)
{
	const struct lex_token *next = token(r, i + 1);
	bool is_extern;

	if (!read_specifiers(r, i - 1, &is_extern)) {
		leave_open(r, "a declaration of it is more than a type and a name");
		return;
	}
	if (code_is_punct(next, '=')) {
		r->to->definitions++;
		take_right(r, i + 2, '=');
	} else if (!code_is_punct(next, ';') && !code_is_punct(next, ',')) {
		leave_open(r, "a declaration of it is more than a type and a name");
	} else if (!is_extern) {
		r->to->definitions++;
		add_value(r->to, g_strdup("0"), true);
	}
}

/* --- the mentions ------------------------------------------------------------------------------------------------- */

static bool is_assignment(const struct lex_token *t)
{
	static const int steps[] = {OPERATOR_2('+', '='), OPERATOR_2('-', '='),      OPERATOR_2('*', '='),
				    OPERATOR_2('/', '='), OPERATOR_2('%', '='),      OPERATOR_3('<', '<', '='),
				    OPERATOR_2('+', '+'), OPERATOR_3('>', '>', '='), OPERATOR_2('-', '-')};

	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
		if (code_is_punct(t, steps[i]))
			return true;
	return false;
}

static bool is_constant_write(const struct lex_token *t)
{
	return code_is_punct(t, '=') || code_is_punct(t, OPERATOR_2('|', '=')) ||
	       code_is_punct(t, OPERATOR_2('^', '=')) || code_is_punct(t, OPERATOR_2('&', '='));
}

/* Binary operators that use a value and leave the variable alone. */
static bool is_use(const struct lex_token *t)
{
	static const int uses[] = {'&',
				   '|',
				   '^',
				   '<',
				   '>',
				   '+',
				   '-',
				   '*',
				   '/',
				   '%',
				   '?',
				   OPERATOR_2('&', '&'),
				   OPERATOR_2('|', '|'),
				   OPERATOR_2('=', '='),
				   OPERATOR_2('!', '='),
				   OPERATOR_2('<', '='),
				   OPERATOR_2('>', '='),
				   OPERATOR_2('<', '<'),
				   OPERATOR_2('>', '>')};

	for (size_t i = 0; i < G_N_ELEMENTS(uses); i++)
		if (code_is_punct(t, uses[i]))
			return true;
	return false;
}

/* The '&' at i takes an address, as far as anybody can tell. */
static bool takes_address(const struct reading *r, int i)
{
	const struct lex_token *t = token(r, i), *before = token(r, i - 1);
	bool operand = (is_part(before) && !code_is_any(r->code, before, keywords, G_N_ELEMENTS(keywords))) ||
		       code_is_punct(before, ']');

	return code_is_punct(t, '&') && !operand;
}

/* "!(g)", and nothing behind it that writes. */
static bool is_negated_alone(const struct reading *r, int i)
{
	const struct lex_token *sign = token(r, i - 2), *behind = token(r, i + 2);

	return code_is_punct(token(r, i - 1), '(') && code_is_punct(token(r, i + 1), ')') &&
	       (code_is_punct(sign, '!') || code_is_punct(sign, '~')) && !is_assignment(behind) &&
	       !is_constant_write(behind);
}

static bool is_read(const struct reading *r, int i)
{
	static const char *const tests[] = {"if", "while", "switch", "sizeof"};
	const struct lex_token *before = token(r, i - 1), *next = token(r, i + 1);
	bool negated = code_is_punct(before, '!') || code_is_punct(before, '~');

	if (takes_address(r, i - 1) || is_assignment(before) || is_assignment(next) ||
	    code_is_punct(before, PUNCT_DIRECTIVE))
		return false;
	if (is_use(next) || (negated && code_is_punct(next, ')')))
		return true;
	if (is_negated_alone(r, i))
		return true;
	bool operand = is_use(before) && !code_is_punct(before, '*'); /* a '*' may be a declaration's */
	if (code_is_punct(next, ')'))
		return operand || (code_is_punct(before, '(') &&
				   code_is_any(r->code, token(r, i - 2), tests, G_N_ELEMENTS(tests)));
	return r->plain_c && code_is_punct(next, ';') &&
	       (code_is(r->code, before, "return") || code_is_punct(before, '=') || operand);
}

static void take_mention(struct reading *r, int i)
{
	static const char *const tags[] = {"struct", "union", "enum", "class"};
	const struct lex_token *before = token(r, i - 1), *next = token(r, i + 1);
	bool pointer = code_is_punct(before, '*') || code_is_punct(before, PUNCT_SCOPE) || takes_address(r, i - 1);

	if (code_is_punct(before, '.') || code_is_punct(before, PUNCT_ARROW) ||
	    code_is_any(r->code, before, tags, G_N_ELEMENTS(tags)))
		return; /* a member or a type that is called so */
	if (before->kind == TOKEN_IDENT && !code_is_any(r->code, before, keywords, G_N_ELEMENTS(keywords))) {
		take_declaration(r, i);
	} else if (is_constant_write(next) && !pointer && !is_assignment(before)) {
		take_write(r, i);
	} else if (!is_read(r, i)) {
		leave_open(r, pointer ? "its address is taken" : "a use of it may be a write");
	}
}

static bool mentions(const struct reading *r, const struct lex_token *string)
{
	size_t n = strlen(r->to->name), length = string->end - string->begin;
	const char *bytes = r->code->spliced.bytes + string->begin, *end = bytes + length;

	for (const char *at = bytes; (at = memmem(at, (size_t)(end - at), r->to->name, n)); at++)
		if ((at == bytes || !lex_is_word(at[-1])) && (at + n == end || !lex_is_word(at[n])))
			return true;
	return false;
}

static void place_writes(struct reading *r, const char *bytes, size_t length)
{
	auto_ptr(source_needles) none = source_needles_new(NULL);
	auto_ptr(source_text) text = source_text_lex(r->path, bytes, length, none);

	for (guint i = 0; i < r->writes->len; i++) {
		struct code_place place = code_place_of(r->code, text, g_array_index(r->writes, int, i));
		struct assigned_place write = {place.function, r->path, place.repeats};

		g_array_append_val(r->to->writes, write);
	}
}

void assigned_read(struct assigned *a, const char *path, const char *bytes, size_t length)
{
	auto_ptr(code) code = code_new(bytes, length);
	g_autoptr(GArray) writes = g_array_new(FALSE, FALSE, sizeof(int));
	struct reading r = {.to = a,
			    .code = code,
			    .path = g_intern_string(path),
			    .writes = writes,
			    .plain_c = g_str_has_suffix(path, ".c")};

	for (guint i = 0; i < code->directives->len; i++)
		if (is_name(&r, &g_array_index(code->directives, struct lex_token, i)))
			leave_open(&r, "a directive names it");
	for (guint i = 0; i < code->tokens->len && !a->open; i++) {
		const struct lex_token *t = token(&r, (int)i);

		if (t->kind == TOKEN_STRING && mentions(&r, t))
			leave_open(&r, "a string names it");
		else if (is_name(&r, t))
			take_mention(&r, (int)i);
	}
	if (writes->len && !a->open)
		place_writes(&r, bytes, length);
}

/* --- names that are made ------------------------------------------------------------------------------------------ */

/* In "#define M(a, b) …" the token is one of the parameters. `define` is the directive's first token. */
static bool is_parameter(const struct code *code, guint define, const struct lex_token *t)
{
	const struct lex_token *all = (const struct lex_token *)(const void *)code->directives->data;
	g_autofree char *word = code_text(code, t, t);

	for (guint i = define + 3; i < code->directives->len && !code_is_punct(&all[i], ')'); i++)
		if (all[i].kind == TOKEN_NEWLINE || code_is(code, &all[i], word))
			return all[i].kind != TOKEN_NEWLINE;
	return false;
}

/* What stands on both sides of the "##" at i may make up the name, for some argument of the macro. */
static bool may_make(const struct assigned *a, const struct code *code, guint define, guint i)
{
	const struct lex_token *left = &g_array_index(code->directives, struct lex_token, i - 1);
	const struct lex_token *right = &g_array_index(code->directives, struct lex_token, i + 1);
	g_autofree char *head = code_text(code, left, left), *tail = code_text(code, right, right);
	bool any_head = is_parameter(code, define, left), any_tail = is_parameter(code, define, right);

	if (any_head && any_tail)
		return false; /* makes any name of any two */
	return (any_head || g_str_has_prefix(a->name, head)) && (any_tail || g_str_has_suffix(a->name, tail));
}

void assigned_read_pasted(struct assigned *a, const char *path, const char *bytes, size_t length)
{
	auto_ptr(code) code = code_new(bytes, length);
	guint define = 0;

	for (guint i = 1; i + 1 < code->directives->len; i++) {
		const struct lex_token *t = &g_array_index(code->directives, struct lex_token, i);

		if (t->kind == TOKEN_NEWLINE)
			define = i + 1;
		else if (code_is_punct(t, OPERATOR_2('#', '#')) && i > define && may_make(a, code, define, i))
			assigned_open(a, "a macro may put its name together", g_intern_string(path));
	}
}
