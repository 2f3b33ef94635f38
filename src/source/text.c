/* Lexing one file: drives the lexer over the bytes, hands directives to directive.c and code to outline.c, and notes
 * every occurrence of the names searched for with its class. See text.h for what comes out.
 *
 * A plain word search looks at the bytes as they are, the compiler at the text without line splices. Both must find
 * their occurrences here: a name cut by a splice counts as one occurrence, and a word that is a name only to the plain
 * search (the second half of a longer identifier) is listed as a look-alike. */
#include "source/lex_internal.h"

#include <stdint.h>
#include <string.h>

static void add_match(struct source_text *text, const struct spliced *spliced, const char *name, size_t begin,
		      size_t end, const struct match_place *place)
{
	struct lex_match match = {.name = name, .class = place->class, .arm = place->arm, .macro = place->macro};

	match.offset = spliced_begin(spliced, begin);
	match.length = spliced_end(spliced, end) - match.offset;
	match.line = source_text_line(text, match.offset, &match.column);
	g_array_append_val(text->matches, match);
}

/* Words inside a literal, a comment, or a longer token. */
static void add_words(struct source_text *text, const struct spliced *spliced, const struct source_needles *needles,
		      const struct lex_token *t, const struct match_place *place)
{
	const char *bytes = spliced->bytes + t->begin;
	size_t length = t->end - t->begin, at = 0;
	const char *name;

	while ((name = needles_next(needles, bytes, length, at, &at))) {
		add_match(text, spliced, name, t->begin + at, t->begin + at + strlen(name), place);
		at += strlen(name);
	}
}

void matches_add(struct source_text *text, const struct spliced *spliced, const struct source_needles *needles,
		 const struct lex_token *t, const struct match_place *place)
{
	struct match_place inside = *place;
	const char *name;

	switch (t->kind) {
	case TOKEN_IDENT:
		name = needles_lookup(needles, spliced->bytes + t->begin, t->end - t->begin);
		if (name) {
			add_match(text, spliced, name, t->begin, t->end, place);
			return;
		}
		inside.class = LEX_LOOK_ALIKE;
		break;
	case TOKEN_NUMBER: inside.class = LEX_LOOK_ALIKE; break;
	case TOKEN_COMMENT: inside.class = LEX_COMMENT; break;
	case TOKEN_STRING: inside.class = place->class == LEX_DIRECTIVE ? LEX_DIRECTIVE : LEX_STRING; break;
	default: return;
	}
	add_words(text, spliced, needles, t, &inside);
}

static void find_lines(struct source_text *text)
{
	const char *end = text->bytes + text->length, *p = text->bytes;
	size_t start = 0;

	g_array_append_val(text->lines, start);
	while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
		text->crlf = text->crlf || (p > text->bytes && p[-1] == '\r');
		start = (size_t)(++p - text->bytes);
		g_array_append_val(text->lines, start);
	}
}

unsigned source_text_line(const struct source_text *text, size_t offset, unsigned *out_column)
{
	const size_t *lines = (const size_t *)(const void *)text->lines->data;
	unsigned low = 0, high = text->lines->len;

	while (high - low > 1) {
		unsigned middle = low + (high - low) / 2;

		if (lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	if (out_column)
		*out_column = (unsigned)(offset - lines[low]) + 1;
	return low + 1;
}

const char *source_bytes_unreadable(const char *bytes, size_t length)
{
	size_t head = MIN(length, 65536), zeros = 0;

	if (length >= 2 && ((bytes[0] == '\xff' && bytes[1] == '\xfe') || (bytes[0] == '\xfe' && bytes[1] == '\xff')))
		return "UTF-16 text (convert it to UTF-8)";
	for (size_t i = 0; i < head; i++)
		zeros += bytes[i] == '\0';
	if (zeros * 10 <= head)
		return NULL;
	return zeros * 4 < head * 3 && zeros * 4 > head ? "UTF-16 text without a byte order mark (convert it to UTF-8)"
							: "binary data";
}

static int match_compare(gconstpointer a, gconstpointer b)
{
	const struct lex_match *x = a, *y = b;

	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

static bool has_match_at(const struct source_text *text, unsigned count, size_t offset)
{
	unsigned low = 0, high = count;

	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		size_t here = g_array_index(text->matches, struct lex_match, middle).offset;

		if (here == offset)
			return true;
		if (here < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static int arm_at(const struct source_text *text, size_t offset)
{
	int found = -1;

	for (unsigned i = 0; i < text->arms->len; i++) {
		const struct if_arm *arm = &g_array_index(text->arms, struct if_arm, i);

		if (arm->begin > offset)
			break;
		if (offset < arm->end)
			found = (int)i;
	}
	return found;
}

/* Words that are names only as long as the splice beside them is not taken out. */
static void add_cut_words(struct source_text *text, const struct spliced *spliced, const struct source_needles *needles)
{
	unsigned count = text->matches->len;
	size_t before = 0, last = SIZE_MAX;

	for (unsigned i = 0; i < spliced->splices->len; i++) {
		const struct splice *cut = &g_array_index(spliced->splices, struct splice, i);
		size_t from = cut->at + before, to = cut->at + cut->removed, at;
		const char *name;

		before = cut->removed;
		if (from == 0 || to >= text->length || !lex_is_word(text->bytes[from - 1]) ||
		    !lex_is_word(text->bytes[to]))
			continue;
		size_t begin = from > 300 ? from - 300 : 0, end = MIN(text->length, to + 300);
		for (at = begin; (name = needles_next(needles, text->bytes, end, at, &at)); at += strlen(name)) {
			struct match_place place = {LEX_LOOK_ALIKE, -1, NULL};
			bool touches = at + strlen(name) == from || at == to;

			if (!touches || at == last || has_match_at(text, count, at))
				continue;
			last = at;
			place.arm = arm_at(text, at);
			struct lex_match match = {.name = name,
						  .offset = at,
						  .length = strlen(name),
						  .class = place.class,
						  .arm = place.arm};
			match.line = source_text_line(text, at, &match.column);
			g_array_append_val(text->matches, match);
		}
	}
	if (text->matches->len > count)
		g_array_sort(text->matches, match_compare);
}

static struct source_text *text_new(const char *path, const char *bytes, size_t length)
{
	struct source_text *text = g_new0(struct source_text, 1);

	text->path = g_intern_string(path);
	text->bytes = length ? bytes : "";
	text->length = length;
	text->lines = g_array_new(FALSE, FALSE, sizeof(size_t));
	text->matches = g_array_new(FALSE, TRUE, sizeof(struct lex_match));
	text->arms = g_array_new(FALSE, TRUE, sizeof(struct if_arm));
	text->defines = g_array_new(FALSE, TRUE, sizeof(struct lex_define));
	text->includes = g_array_new(FALSE, TRUE, sizeof(struct lex_include));
	text->functions = g_array_new(FALSE, TRUE, sizeof(struct lex_function));
	text->binary = source_bytes_unreadable(text->bytes, length) != NULL;
	return text;
}

static void read_all(struct source_text *text, const struct spliced *spliced, const struct source_needles *needles,
		     struct lexer *lx)
{
	auto_ptr(outline) outline = outline_new(text, spliced, lx);
	auto_ptr(directives) directives = directives_new(text, spliced, needles, outline);
	struct lex_token t;

	for (lexer_next(lx, &t); t.kind != TOKEN_END; lexer_next(lx, &t)) {
		struct match_place place = {LEX_CODE, directives_arm(directives), NULL};

		if (t.kind == TOKEN_NEWLINE)
			continue;
		if (t.kind == TOKEN_PUNCT && t.punct == '#' && t.line_start) {
			directives_read(directives, lx, &t);
			continue;
		}
		matches_add(text, spliced, needles, &t, &place);
		if (t.kind == TOKEN_COMMENT)
			continue;
		directives_code(directives);
		outline_token(outline, &t, place.arm);
	}
	directives_finish(directives);
	outline_finish(outline, directives_groups(directives));
}

struct source_text *source_text_lex(const char *path, const char *bytes, size_t length,
				    const struct source_needles *needles)
{
	struct source_text *text = text_new(path, bytes, length);
	struct spliced spliced;
	struct lexer lx;

	find_lines(text);
	spliced_init(&spliced, text->bytes, length);
	lexer_init(&lx, &spliced);
	read_all(text, &spliced, needles, &lx);
	add_cut_words(text, &spliced, needles);
	spliced_clear(&spliced);
	return text;
}

bool source_match_is_macro(const struct source_text *text, const struct lex_match *m)
{
	size_t end = m->offset + m->length;

	if (!m->macro || m->class == LEX_MACRO_NAME)
		return false;
	return m->class == LEX_MACRO_BODY || (m->class == LEX_STRING && m->offset > 0 && end < text->length &&
					      text->bytes[m->offset - 1] == '"' && text->bytes[end] == '"');
}

void source_text_free(struct source_text *text)
{
	if (!text)
		return;
	for (unsigned i = 0; i < text->arms->len; i++)
		g_free(g_array_index(text->arms, struct if_arm, i).condition);
	for (unsigned i = 0; i < text->defines->len; i++) {
		g_free(g_array_index(text->defines, struct lex_define, i).body);
		g_free(g_array_index(text->defines, struct lex_define, i).params);
	}
	for (unsigned i = 0; i < text->includes->len; i++)
		g_free(g_array_index(text->includes, struct lex_include, i).name);
	g_array_unref(text->lines);
	g_array_unref(text->matches);
	g_array_unref(text->arms);
	g_array_unref(text->defines);
	g_array_unref(text->includes);
	g_array_unref(text->functions);
	if (text->guards)
		g_hash_table_unref(text->guards);
	g_free(text);
}

const struct lex_function *source_text_function_at(const struct source_text *text, size_t offset)
{
	unsigned low = 0, high = text->functions->len;

	while (low < high) {
		unsigned middle = low + (high - low) / 2;

		if (g_array_index(text->functions, struct lex_function, middle).begin <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	for (unsigned i = low; i-- > 0 && i + 8 > low;) {
		const struct lex_function *f = &g_array_index(text->functions, struct lex_function, i);

		if (offset < f->end)
			return f;
	}
	return NULL;
}
