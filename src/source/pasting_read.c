/* The reading for pasting.c: definitions and uses, off the text. Definitions are looked for in all files with a "##",
 * so that only the lines of the definitions are taken apart. */
#include "source/pasting_internal.h"

#include <string.h>

#include "source/code.h"
#include "util/set.h"

/* --- reading ------------------------------------------------------------------------------------------------------ */

static const char *interned(const struct code *code, const struct lex_token *t)
{
	g_autofree char *word = code_text(code, t, t);

	return g_intern_string(word);
}

/* Returns the word when it is an identifier that the sum did not hold yet; NULL. */
static const char *sum_token(const struct pasting *p, const struct code *code, const struct lex_token *t, struct sum *s)
{
	if (code_is_punct(t, OPERATOR_2('#', '#')))
		s->joins = true;
	if (t->kind != TOKEN_IDENT && t->kind != TOKEN_NUMBER)
		return NULL;
	const char *word = interned(code, t);

	if (g_hash_table_contains(p->parts, word))
		list_add_once(s->pieces, word);
	return t->kind == TOKEN_IDENT && pasting_sum_add_word(s, word) ? word : NULL;
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
	struct sum *s = pasting_sum_of(p, name);

	for (at = read_parameters(code, at + 1, parameters); directive_token(code, at)->kind != TOKEN_NEWLINE; at++) {
		t = directive_token(code, at);
		const char *word = t->kind != TOKEN_IDENT || !g_hash_table_contains(parameters, interned(code, t))
					   ? sum_token(p, code, t, s)
					   : NULL;

		if (word)
			g_ptr_array_add(pasting_list_of(p->holders, word), (gpointer)name);
	}
}

/* Behind blanks, splices and comments. */
static size_t skip_gap(const char *bytes, size_t at, size_t length)
{
	while (at < length) {
		size_t splice = bytes[at] == '\\' ? splice_length(bytes, length, at) : 0;
		const char *close = at + 1 < length && bytes[at] == '/' && bytes[at + 1] == '*'
					    ? memmem(bytes + at + 2, length - at - 2, "*/", 2)
					    : NULL;

		if (!splice && !close && bytes[at] != ' ' && bytes[at] != '\t')
			break;
		at = close ? (size_t)(close - bytes) + 2 : at + (splice ? splice : 1);
	}
	return at;
}

/* Behind the string or the character, which ends with the line at the latest. */
static size_t skip_quoted(const char *bytes, size_t at, size_t length)
{
	char quote = bytes[at];

	for (at++; at < length && bytes[at] != '\n'; at++) {
		if (bytes[at] == quote)
			return at + 1;
		if (bytes[at] == '\\' && at + 1 < length)
			at += MAX(splice_length(bytes, length, at), 2) - 1;
	}
	return MIN(at, length);
}

/* The end of the directive's line; a splice goes on with the next, and so does a comment. */
static size_t line_end(const char *bytes, size_t at, size_t length)
{
	bool comment = false; /* up to the end of the line */

	while (at < length && bytes[at] != '\n') {
		size_t gap = comment ? at : skip_gap(bytes, at, length);

		comment |= gap == at && at + 1 < length && bytes[at] == '/' && bytes[at + 1] == '/';
		if (gap > at)
			at = gap;
		else if (bytes[at] == '\\')
			at += MAX(splice_length(bytes, length, at), 1);
		else
			at = !comment && (bytes[at] == '"' || bytes[at] == '\'') ? skip_quoted(bytes, at, length)
										 : at + 1;
	}
	return MIN(at, length);
}

/* The name that is defined, before the line is taken apart: most are not asked for. A name that goes on with a letter
 * of another kind, or behind a splice, may be. */
static bool is_asked(const char *bytes, size_t at, size_t end, GHashTable *only)
{
	size_t begin = skip_gap(bytes, at, end), behind = begin;

	while (behind < end && lex_is_word(bytes[behind]))
		behind++;
	if (behind == begin || (behind < end && ((signed char)bytes[behind] < 0 || strchr("\\$?", bytes[behind]))))
		return true;
	g_autofree char *name = g_strndup(bytes + begin, behind - begin);

	return g_hash_table_contains(only, g_intern_string(name));
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

/* The next '#', or what else it may be written as; length: there is none. */
static size_t next_hash(const char *bytes, size_t at, size_t length, bool digraphs)
{
	const char *hash = digraphs || at >= length ? NULL : memchr(bytes + at, '#', length - at);

	if (!digraphs)
		return hash ? (size_t)(hash - bytes) : length;
	while (at < length && bytes[at] != '#' && !(bytes[at] == '%' && at + 1 < length && bytes[at + 1] == ':'))
		at++;
	return at;
}

/* The word "define" at bytes[at]; a splice in it is left to the lexer. Returns where it ends; 0: it is another. */
static size_t behind_define(const char *bytes, size_t at, size_t length)
{
	static const char define[] = "define";
	size_t n = 0;

	while (n < strlen(define) && at + n < length && bytes[at + n] == define[n])
		n++;
	return n == strlen(define) || (n > 0 && at + n < length && bytes[at + n] == '\\') ? at + n : 0;
}

void pasting_define(struct pasting *p, const char *bytes, size_t length, GHashTable *only)
{
	bool digraphs = memmem(bytes, length, "%:", 2);

	for (size_t at = next_hash(bytes, 0, length, digraphs); at < length;
	     at = next_hash(bytes, at + 1, length, digraphs)) {
		size_t word = skip_gap(bytes, at + (bytes[at] == '#' ? 1 : 2), length);
		size_t behind = behind_define(bytes, word, length);

		if (!behind || !begins_line(bytes, at))
			continue;
		size_t end = line_end(bytes, behind, length);

		if (!only || is_asked(bytes, behind, end, only))
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

/* What stands between the parentheses, and in those that follow them: ID(CAT)(accept, 4). Returns the index of the one
 * that closes the first. */
static int read_arguments(const struct pasting *p, const struct code *code, int open, struct sum *s)
{
	int depth = 0, close = -1;

	for (int at = open; code_token(code, at)->kind != TOKEN_END; at++) {
		const struct lex_token *t = code_token(code, at);

		depth += code_is_punct(t, '(') ? 1 : code_is_punct(t, ')') ? -1 : 0;
		if (depth == 0 && close < 0)
			close = at;
		if (depth == 0 && !code_is_punct(code_token(code, at + 1), '('))
			return close;
		(void)sum_token(p, code, t, s);
	}
	return close < 0 ? (int)code->tokens->len : close;
}

/* open: the index of the parenthesis behind the macro's name. Returns that of the one that closes it. */
static int read_use(struct pasting *p, const struct code *code, int open, const void *file)
{
	struct use use = {.macro = interned(code, code_token(code, open - 1)), .file = file};

	pasting_sum_init(&use.sum);
	pasting_sum_add_word(&use.sum, use.macro);
	int close = read_arguments(p, code, open, &use.sum);

	g_array_append_val(p->uses, use);
	return close;
}

/* The innermost open parenthesis that stands behind a name; -1: none. */
static int call_around(const struct code *code, const GArray *opened)
{
	for (guint i = opened->len; i-- > 0;) {
		int open = g_array_index(opened, int, i);

		if (code_token(code, open - 1)->kind == TOKEN_IDENT)
			return open;
	}
	return -1;
}

/* A joiner that is not called itself is given to another macro, which may: EACH_CALL(JOIN). */
void pasting_use(struct pasting *p, const char *bytes, size_t length, const void *file)
{
	auto_ptr(code) code = code_new(bytes, length);
	g_autoptr(GArray) opened = g_array_new(FALSE, FALSE, sizeof(int));
	int last = -1;

	for (int at = 0; code_token(code, at)->kind != TOKEN_END; at++) {
		const struct lex_token *t = code_token(code, at);

		if (code_is_punct(t, '('))
			g_array_append_val(opened, at);
		if (code_is_punct(t, ')') && opened->len)
			g_array_set_size(opened, opened->len - 1);
		if (t->kind != TOKEN_IDENT || !pasting_joins(p, interned(code, t)))
			continue;
		bool called = code_is_punct(code_token(code, at + 1), '(');
		int around = called ? at + 1 : call_around(code, opened);

		if (around < 0 || around == last)
			continue;
		int close = read_use(p, code, around, file);

		last = around;
		at = called ? close : at;
	}
}
