/* Conditions cut into tokens. Character constants are integers, as the preprocessor has them; literals and characters
 * that cannot stand in a condition become COND_OTHER, which makes the condition too hard rather than wrong. */
#include "source/cond_internal.h"

#include <string.h>

static bool is_ident(char c)
{
	return g_ascii_isalnum(c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static bool read_integer(const char *p, size_t length, struct cond_value *out)
{
	g_autofree char *plain = g_malloc(length + 1);
	size_t n = 0;
	int base = 10;
	char *end;

	for (size_t i = 0; i < length; i++)
		if (p[i] != '\'')
			plain[n++] = p[i];
	plain[n] = '\0';
	if (plain[0] == '0' && (plain[1] == 'x' || plain[1] == 'X'))
		base = 16;
	else if (plain[0] == '0' && (plain[1] == 'b' || plain[1] == 'B'))
		base = 2;
	else if (plain[0] == '0')
		base = 8;
	out->bits = g_ascii_strtoull(plain + (base == 2 ? 2 : 0), &end, base);
	out->known = true;
	out->is_unsigned = strpbrk(end, "uU") != NULL || (out->bits >> 63 && base != 10);
	return end[strspn(end, "uUlLzZ")] == '\0' && end != plain;
}

static const char *read_escape(const char *p, const char *end, guint64 *out)
{
	static const char names[] = "abfnrtv", values[] = "\a\b\f\n\r\t\v";
	char *stop;

	if (*p == 'x') {
		*out = g_ascii_strtoull(p + 1, &stop, 16);
		return stop;
	}
	if (*p >= '0' && *p <= '7') {
		for (*out = 0; p < end && *p >= '0' && *p <= '7'; p++)
			*out = *out * 8 + (guint64)(*p - '0');
		return p;
	}
	*out = (unsigned char)*p;
	if (*p && strchr(names, *p))
		*out = (unsigned char)values[strchr(names, *p) - names];
	return p + 1;
}

/* 'x' with an optional prefix; its length, 0 when it is none. */
static size_t read_character(const char *p, struct cond_value *out)
{
	const char *start = p, *close;

	while (g_ascii_isalnum(*p))
		p++;
	close = *p == '\'' ? strchr(p + (p[1] == '\\' ? 3 : 2), '\'') : NULL;
	if (!p[0] || !p[1] || !close)
		return 0;
	out->known = true;
	p++;
	while (p < close) {
		guint64 c = (unsigned char)*p;

		p = *p == '\\' ? read_escape(p + 1, close, &c) : p + 1;
		out->bits = out->bits << 8 | c;
	}
	return (size_t)(close + 1 - start);
}

static int read_operator(const char *p, unsigned *out_length)
{
	static const struct {
		const char *text;
		int op;
	} pairs[] = {{"&&", COND_AND}, {"||", COND_OR}, {"==", COND_EQ},  {"!=", COND_NE},
		     {"<=", COND_LE},  {">=", COND_GE}, {"<<", COND_SHL}, {">>", COND_SHR}};

	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		if (strncmp(p, pairs[i].text, 2) == 0) {
			*out_length = 2;
			return pairs[i].op;
		}
	}
	*out_length = 1;
	return (unsigned char)*p;
}

/* The alternative spellings of C++ and <iso646.h> are macros or keywords; in a condition they mean nothing else. */
static int named_operator(const char *name)
{
	static const struct {
		const char *name;
		int op;
	} names[] = {{"and", COND_AND}, {"or", COND_OR}, {"not", '!'}, {"not_eq", COND_NE}};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(names[i].name, name) == 0)
			return names[i].op;
	return 0;
}

static void read_word(const char *p, struct cond_token *t, unsigned *length)
{
	g_autofree char *name = NULL;
	size_t n = 0;

	while (is_ident(p[n]))
		n++;
	if (p[n] == '\'' && n <= 2 && (n = read_character(p, &t->value))) {
		*length = (unsigned)n;
		t->kind = COND_INT;
		return;
	}
	for (n = 0; is_ident(p[n]); n++)
		;
	*length = (unsigned)n;
	name = g_strndup(p, n);
	t->name = g_intern_string(name);
	t->op = named_operator(name);
	t->kind = t->op ? COND_PUNCT : COND_IDENT;
}

static void read_one(const char *p, struct cond_token *t, unsigned *length)
{
	if (g_ascii_isdigit(*p)) {
		size_t n = 0;

		while (is_ident(p[n]) || p[n] == '.' || (p[n] == '\'' && is_ident(p[n + 1])))
			n++;
		*length = (unsigned)n;
		t->kind = read_integer(p, n, &t->value) ? COND_INT : COND_OTHER;
	} else if (is_ident(*p)) {
		read_word(p, t, length);
	} else if (*p == '\'') {
		*length = (unsigned)read_character(p, &t->value);
		t->kind = *length ? COND_INT : COND_OTHER;
		*length = MAX(*length, 1);
	} else {
		t->op = read_operator(p, length);
		t->kind = strchr("\"#\\@`", *p) ? COND_OTHER : COND_PUNCT;
	}
}

GArray *cond_tokens(const char *text)
{
	GArray *tokens = g_array_new(FALSE, TRUE, sizeof(struct cond_token));
	const char *p = text;

	for (;;) {
		struct cond_token t = {0};
		unsigned length = 0;

		while (g_ascii_isspace(*p))
			p++;
		if (!*p)
			return tokens;
		read_one(p, &t, &length);
		if (tokens->len >= COND_TOKENS_MAX) {
			t.kind = COND_OTHER;
			length = (unsigned)strlen(p);
		}
		t.begin = (unsigned)(p - text);
		t.end = t.begin + length;
		g_array_append_val(tokens, t);
		p += length;
	}
}

char *cond_asked_header(const char *at, const char **out_end, bool *out_angled)
{
	const char *end;

	at += strlen("__has_include");
	at += strspn(at, " \t");
	if (*at != '(')
		return NULL;
	at++;
	at += strspn(at, " \t");
	if (*at != '"' && *at != '<')
		return NULL;
	*out_angled = *at == '<';
	end = strchr(at + 1, *out_angled ? '>' : '"');
	if (!end)
		return NULL;
	*out_end = end + 1 + strspn(end + 1, " \t");
	if (**out_end != ')')
		return NULL;
	(*out_end)++;
	return g_strndup(at + 1, (gsize)(end - at - 1));
}
