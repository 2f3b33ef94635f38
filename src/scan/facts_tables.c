/* Tables of functions, read off the text: a variable at file scope whose initialiser names functions. Who names the
 * variable may call them, whatever member, element or pointer it goes through: the table is a fact that calls all of
 * them. */
#include <string.h>

#include "scan/facts_internal.h"

/* The tokens of a declaration at file scope, up to its '='. */
struct declaration {
	size_t begin, equals;        /* where it begins; its '=', 0 before that was met */
	size_t name, name_end;       /* the last word outside of brackets */
	size_t pointer, pointer_end; /* the last word in brackets that begin with '*': "(*const name[])(int)" */
	unsigned words;
	bool internal;
};

struct reading {
	const char *bytes;
	struct declaration now;
	unsigned round, square, curly; /* brackets that are open */
	bool starred;                  /* the first token in the outermost round brackets was '*' */
	char last;                     /* the last token's first character */
	GArray *out;                   /* of struct read_table */
};

static void begin_declaration(struct reading *r, size_t at)
{
	r->now = (struct declaration){.begin = at};
	r->starred = false;
}

static void end_declaration(struct reading *r, size_t at)
{
	const struct declaration *d = &r->now;
	bool pointer = d->pointer_end > d->pointer;
	size_t begin = pointer ? d->pointer : d->name, end = pointer ? d->pointer_end : d->name_end;
	if (d->equals && end > begin) {
		g_autofree char *name = g_strndup(r->bytes + begin, end - begin);
		struct read_table table = {g_intern_string(name), d->equals, at, d->internal, 0};
		g_array_append_val(r->out, table);
	}
}

static void take_word(struct reading *r, size_t at, size_t end)
{
	struct declaration *d = &r->now;
	if (!d->words++)
		d->begin = at;
	if (d->equals || r->square || r->curly || g_ascii_isdigit(r->bytes[at]))
		return;
	if (end - at == 6 && memcmp(r->bytes + at, "static", 6) == 0) {
		d->internal = true;
	} else if (r->round == 0) {
		d->name = at;
		d->name_end = end;
	} else if (r->round == 1 && r->starred) {
		d->pointer = at;
		d->pointer_end = end;
	}
}

static void take_bracket(struct reading *r, char c)
{
	switch (c) {
	case '(': r->round++; break;
	case '[': r->square++; break;
	case '{': r->curly++; break;
	case ')': r->round -= r->round > 0; break;
	case ']': r->square -= r->square > 0; break;
	case '}': r->curly -= r->curly > 0; break;
	default: break;
	}
	if (c == ')' && r->round == 0)
		r->starred = false;
}

static bool begins_with(const struct reading *r, const char *word)
{
	return strncmp(r->bytes + r->now.begin, word, strlen(word)) == 0;
}

/* What stands between the braces of a namespace or of extern "C" stands at file scope. */
static void take_sign(struct reading *r, size_t at)
{
	char c = r->bytes[at];
	bool outside = r->round + r->square + r->curly == 0;
	bool opens = c == '{' && !r->now.equals && (begins_with(r, "namespace") || begins_with(r, "extern"));
	if (outside && (opens || c == '}')) {
		begin_declaration(r, at + 1);
		return;
	}
	if (c == '*' && r->round == 1 && r->last == '(')
		r->starred = true;
	if (c == '=' && outside && !r->now.equals)
		r->now.equals = at;
	if ((c == ';' || (c == ',' && r->now.equals)) && outside)
		end_declaration(r, at);
	if (c == ',' && r->now.equals && outside) { /* another one of the same type */
		struct declaration next = {.begin = at + 1, .words = r->now.words, .internal = r->now.internal};
		r->now = next;
	} else if (c == ';' && outside) {
		begin_declaration(r, at + 1);
	}
	take_bracket(r, c);
}

void read_tables(const char *bytes, size_t begin, size_t end, GArray *out)
{
	struct reading r = {.bytes = bytes, .out = out};
	begin_declaration(&r, begin);
	for (size_t at = read_space(bytes, begin, end), next; at < end; at = read_space(bytes, next, end)) {
		next = read_token(bytes, at, end);
		if (bytes[at] == '#')
			continue;
		if (read_is_word(bytes[at]))
			take_word(&r, at, next);
		else if (bytes[at] != '"' && bytes[at] != '\'')
			take_sign(&r, at);
		r.last = bytes[at];
	}
}
