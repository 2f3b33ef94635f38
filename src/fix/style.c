/* The file's habits, by counting: what most places do is the style. */
#include "fix/style.h"

#include <string.h>

#include "fix/tokens.h"

#define TAB      8
#define UNIT_MAX 8
#define LIMIT    80

struct votes {
	unsigned unit[UNIT_MAX + 1];
	unsigned brace[3];
	unsigned tab_lines, space_lines;
	unsigned keyword[2], call[2], own_else[2];
	unsigned case_indent[2 * UNIT_MAX + 1];
	unsigned lines, long_lines;
};

static size_t line_begin(const struct source_text *text, size_t offset)
{
	while (offset > 0 && text->bytes[offset - 1] != '\n')
		offset--;
	return offset;
}

unsigned style_column(const struct source_text *text, size_t offset)
{
	unsigned column = 0;
	for (size_t i = line_begin(text, offset); i < offset; i++)
		column = text->bytes[i] == '\t' ? (column / TAB + 1) * TAB : column + 1;
	return column;
}

static size_t first_of_line(const struct source_text *text, size_t offset)
{
	size_t i = line_begin(text, offset);
	while (i < text->length && (text->bytes[i] == ' ' || text->bytes[i] == '\t'))
		i++;
	return i;
}

char *style_indent_at(const struct source_text *text, size_t offset)
{
	size_t begin = line_begin(text, offset);
	return g_strndup(text->bytes + begin, first_of_line(text, offset) - begin);
}

char *style_blanks(const struct style *style, unsigned column)
{
	unsigned tabs = style->tabs ? column / TAB : 0;
	GString *out = g_string_new(NULL);
	for (unsigned i = 0; i < tabs; i++)
		g_string_append_c(out, '\t');
	g_string_append_printf(out, "%*s", (int)(column - tabs * TAB), "");
	return g_string_free(out, FALSE);
}

static bool starts_line(const struct source_text *text, size_t offset)
{
	return first_of_line(text, offset) == offset;
}

static bool same_line(const struct source_text *text, size_t a, size_t b)
{
	return line_begin(text, a) == line_begin(text, b);
}

static unsigned line_column(const struct source_text *text, size_t offset)
{
	return style_column(text, first_of_line(text, offset));
}

static bool is_control(const struct tokens *t, unsigned i)
{
	return tokens_word(t, i, "if") || tokens_word(t, i, "while") || tokens_word(t, i, "for") ||
	       tokens_word(t, i, "switch");
}

static void vote_unit(const struct tokens *t, unsigned brace, struct votes *v)
{
	if (brace + 1 >= t->n)
		return;
	size_t open = token_at(t, brace)->begin, next = token_at(t, brace + 1)->begin;
	unsigned outer = line_column(t->text, open), inner = style_column(t->text, next);
	bool label = tokens_word(t, brace + 1, "case") || tokens_word(t, brace + 1, "public");
	if (!label && starts_line(t->text, next) && inner > outer && inner - outer <= UNIT_MAX)
		v->unit[inner - outer]++;
}

static void vote_control(const struct tokens *t, unsigned word, struct votes *v)
{
	unsigned close = tokens_op(t, word + 1, '(') ? tokens_close(t, word + 1) : t->n;
	if (close >= t->n)
		return;
	v->keyword[token_at(t, word + 1)->spaced]++;
	if (!tokens_op(t, close + 1, '{'))
		return;
	size_t brace = token_at(t, close + 1)->begin, at = token_at(t, word)->begin;
	unsigned here = line_column(t->text, at), there = style_column(t->text, brace);
	if (same_line(t->text, token_at(t, close)->begin, brace))
		v->brace[BRACE_KR]++;
	else
		v->brace[there > here ? BRACE_GNU : BRACE_ALLMAN]++;
	if (tokens_word(t, word, "switch") && tokens_word(t, close + 2, "case")) {
		size_t label = token_at(t, close + 2)->begin;
		unsigned column = style_column(t->text, label), base = starts_line(t->text, brace) ? there : here;
		if (starts_line(t->text, label) && column >= base && column - base <= 2 * UNIT_MAX)
			v->case_indent[column - base]++;
	}
}

static void vote_token(const struct tokens *t, unsigned i, struct votes *v)
{
	if (tokens_op(t, i, '{'))
		vote_unit(t, i, v);
	else if (is_control(t, i))
		vote_control(t, i, v);
	else if (tokens_word(t, i, "else") && i > 0 && tokens_op(t, i - 1, '}'))
		v->own_else[starts_line(t->text, token_at(t, i)->begin)]++;
	else if (tokens_is_word(t, i) && tokens_op(t, i + 1, '(') && i > 0 && token_at(t, i - 1)->kind == TOK_OP &&
		 !tokens_word(t, i, "return") && !tokens_word(t, i, "sizeof"))
		v->call[token_at(t, i + 1)->spaced]++;
}

static void vote_lines(const struct source_text *text, struct votes *v)
{
	for (guint i = 0; i + 1 < text->lines->len; i++) {
		size_t begin = g_array_index(text->lines, size_t, i), end = g_array_index(text->lines, size_t, i + 1);
		v->lines++;
		v->long_lines += end - begin > LIMIT + 2;
		v->tab_lines += text->bytes[begin] == '\t';
		v->space_lines += end - begin > TAB && memcmp(text->bytes + begin, "        ", TAB) == 0;
	}
}

static unsigned most(const unsigned *votes, unsigned n, unsigned fallback)
{
	unsigned best = fallback, count = 0;
	for (unsigned i = 0; i < n; i++) {
		if (votes[i] > count) {
			best = i;
			count = votes[i];
		}
	}
	return best;
}

void style_detect(const struct source_text *text, struct style *out)
{
	auto_ptr(tokens) t = tokens_new_all(text, 0, text->length);
	struct votes v = {0};
	for (unsigned i = 0; i < t->n; i++)
		vote_token(t, i, &v);
	vote_lines(text, &v);
	*out = (struct style){.tabs = v.tab_lines > v.space_lines,
			      .braces = (enum brace_style)most(v.brace, 3, BRACE_KR),
			      .own_line_else = most(v.own_else, 2, 0),
			      .keyword = most(v.keyword, 2, 1) ? " " : "",
			      .call = most(v.call, 2, 0) ? " " : "",
			      .limit = v.long_lines * 25 > v.lines ? 120 : LIMIT,
			      .eol = text->crlf ? "\r\n" : "\n"};
	out->unit = most(v.unit, UNIT_MAX + 1, out->tabs ? TAB : 4);
	if (out->braces == BRACE_GNU && out->unit > 4)
		out->unit = 2;
	out->case_indent = most(v.case_indent, 2 * UNIT_MAX + 1, 0);
	out->line_comments = memmem(text->bytes, text->length, "// ", 3) != NULL;
}

/* --- writing ---------------------------------------------------------------------------------------------------- */

void code_init(struct code *c, const struct style *style, const char *base)
{
	*c = (struct code){style, g_string_new(NULL), g_strdup(base)};
}

char *code_finish(struct code *c)
{
	g_clear_pointer(&c->base, g_free);
	return g_string_free(g_steal_pointer(&c->out), FALSE);
}

static unsigned base_column(const struct code *c)
{
	unsigned column = 0;
	for (const char *p = c->base; *p; p++)
		column = *p == '\t' ? (column / TAB + 1) * TAB : column + 1;
	return column;
}

static void put_indent(struct code *c, unsigned depth)
{
	if (!c->style->tabs || depth == 0) {
		g_string_append_printf(c->out, "%s%*s", c->base, (int)depth, "");
		return;
	}
	/* blanks before a tab would be lost in it: the whole is written anew */
	unsigned column = base_column(c) + depth;
	for (; column >= TAB; column -= TAB)
		g_string_append_c(c->out, '\t');
	g_string_append_printf(c->out, "%*s", (int)column, "");
}

static const char *const keywords[] = {"if", "while", "for", "switch", "return", "sizeof", "case", "defined"};

/* The gap between a word and its parenthesis, as the file has it. */
static char *spaced(const struct style *s, const char *line)
{
	GString *out = g_string_new(NULL);
	bool quoted = false;
	for (const char *p = line; *p;) {
		size_t n = 0;
		while (g_ascii_isalnum(p[n]) || p[n] == '_')
			n++;
		quoted ^= n == 0 && *p == '"';
		g_string_append_len(out, p, (gssize)MAX(n, 1));
		p += MAX(n, 1);
		if (n == 0 || quoted)
			continue;
		bool keyword = false;
		for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++)
			keyword |= strlen(keywords[i]) == n && memcmp(keywords[i], p - n, n) == 0;
		if (*p == '(' && !keyword)
			g_string_append(out, s->call);
		if (keyword && p[0] == ' ' && p[1] == '(' && n <= 6 && p[-1] != 'n') {
			g_string_append(out, s->keyword);
			p++;
		}
	}
	return g_string_free(out, FALSE);
}

static bool is_logical(const char *at)
{
	return g_str_has_prefix(at, "|| ") || g_str_has_prefix(at, "&& ");
}

/* Where a line of more than `room` bytes is broken: behind the last || or && that fits, else the first; in a line
 * without any behind a comma. 0: nowhere. */
static size_t break_at(const char *line, size_t room, bool commas)
{
	size_t best = 0, comma = 0;
	for (size_t i = 0; line[i]; i++) {
		if (is_logical(line + i) && (best == 0 || i + 2 <= room))
			best = i + 3;
		if (line[i] == ',' && line[i + 1] == ' ' && i + 1 <= room)
			comma = i + 2;
	}
	return best || !commas ? best : comma;
}

#define PARENS_MAX 32

/* The columns behind the parentheses that are open. */
struct parens {
	size_t columns[PARENS_MAX];
	unsigned n;
};

static void follow_parens(struct parens *open, const char *text, size_t length, size_t column)
{
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '(' && open->n < PARENS_MAX)
			open->columns[open->n++] = column + i + 1;
		else if (text[i] == ')' && open->n > 0)
			open->n--;
	}
}

static void put_line(struct code *c, unsigned depth, const char *line)
{
	size_t column = base_column(c) + depth, limit = c->style->limit, further = 0;
	bool commas = !strstr(line, " || ") && !strstr(line, " && ");
	struct parens open = {.n = 0};
	put_indent(c, depth);
	while (column + further + strlen(line) > limit) {
		size_t at = break_at(line, limit > column + further ? limit - column - further : 0, commas);
		if (at == 0 || line[at] == '\0')
			break;
		g_string_append_len(c->out, line, (gssize)at - 1);
		g_string_append(c->out, c->style->eol);
		follow_parens(&open, line, at, further);
		further = open.n ? open.columns[open.n - 1] : c->style->unit;
		put_indent(c, depth + (unsigned)further);
		line += at;
	}
	g_string_append(c->out, line);
	g_string_append(c->out, c->style->eol);
}

void code_line(struct code *c, unsigned depth, const char *line)
{
	g_autofree char *own = spaced(c->style, line);
	put_line(c, depth, own);
}

void code_linef(struct code *c, unsigned depth, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *line = g_strdup_vprintf(format, args);
	va_end(args);
	code_line(c, depth, line);
}

unsigned code_open(struct code *c, unsigned depth, const char *header)
{
	unsigned inner = depth + (c->style->braces == BRACE_GNU ? c->style->unit : 0);
	if (c->style->braces == BRACE_KR) {
		code_linef(c, depth, "%s {", header);
	} else {
		code_line(c, depth, header);
		code_line(c, inner, "{");
	}
	return inner + c->style->unit;
}

void code_close(struct code *c, unsigned depth)
{
	code_line(c, depth + (c->style->braces == BRACE_GNU ? c->style->unit : 0), "}");
}

void code_directive(struct code *c, const char *line)
{
	g_string_append(c->out, line);
	g_string_append(c->out, c->style->eol);
}
