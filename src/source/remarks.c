/* Only comments count: the same word in a string or in code is somebody's data. A remark about "the next line" may be
 * explained at length, so lines that hold nothing but comments are passed over. */
#include "source/remarks.h"

#include <string.h>

#include "source/lex_internal.h"
#include "util/lines.h"

struct comment {
	size_t begin, end; /* logical */
	unsigned first_line, last_line;
	bool alone; /* nothing but comments on its lines */
};

struct remarks {
	struct spliced text;
	GArray *lines;    /* of the file's own bytes */
	GArray *comments; /* of struct comment */
	GPtrArray *found; /* of struct source_remark * */
};

static void remark_free(gpointer data)
{
	struct source_remark *r = data;

	g_free(r->rest);
	g_free(r);
}

static unsigned line_of(const struct remarks *r, size_t logical)
{
	return lines_find(r->lines, spliced_begin(&r->text, logical), NULL);
}

static void add_comment(struct remarks *r, const struct lex_token *t)
{
	struct comment c = {.begin = t->begin, .end = t->end, .alone = t->line_start};

	c.first_line = line_of(r, t->begin);
	c.last_line = line_of(r, t->end > t->begin ? t->end - 1 : t->begin);
	g_array_append_val(r->comments, c);
}

/* Code on the line on which a comment ends: it does not stand alone. */
static void note_code(struct remarks *r, const struct lex_token *t)
{
	struct comment *last =
		r->comments->len ? &g_array_index(r->comments, struct comment, r->comments->len - 1) : NULL;

	if (last && last->alone && line_of(r, t->begin) == last->last_line)
		last->alone = false;
}

static void find_comments(struct remarks *r)
{
	struct lexer lexer;
	struct lex_token t;

	lexer_init(&lexer, &r->text);
	for (lexer_next(&lexer, &t); t.kind != TOKEN_END; lexer_next(&lexer, &t)) {
		if (t.kind == TOKEN_COMMENT)
			add_comment(r, &t);
		else if (t.kind != TOKEN_NEWLINE)
			note_code(r, &t);
	}
}

static unsigned line_after(const struct remarks *r, guint index)
{
	unsigned line = g_array_index(r->comments, struct comment, index).last_line + 1;

	for (guint i = index + 1; i < r->comments->len; i++) {
		const struct comment *c = &g_array_index(r->comments, struct comment, i);

		if (c->first_line > line || !c->alone)
			break;
		line = c->last_line + 1;
	}
	return line;
}

/* What follows the word, up to the end of the line or of the comment. */
static char *rest_of(const char *from, const char *end)
{
	const char *stop = from;

	while (stop < end && *stop != '\n' && *stop != '\r')
		stop++;
	if (stop == end && stop - from >= 2 && memcmp(stop - 2, "*/", 2) == 0)
		stop -= 2;
	return g_strndup(from, (gsize)(stop - from));
}

static void search_comment(struct remarks *r, guint index, const char *const *words)
{
	const struct comment *c = &g_array_index(r->comments, struct comment, index);
	const char *s = r->text.bytes, *end = s + c->end;

	for (const char *at = s + c->begin; at < end;) {
		size_t length = 0;

		while (at + length < end && lex_is_word(at[length]))
			length++;
		for (unsigned i = 0; length && words[i]; i++) {
			if (strlen(words[i]) != length || memcmp(words[i], at, length) != 0)
				continue;
			struct source_remark *found = g_new0(struct source_remark, 1);

			*found = (struct source_remark){g_intern_string(words[i]), rest_of(at + length, end),
							line_of(r, (size_t)(at - s)), line_after(r, index)};
			g_ptr_array_add(r->found, found);
		}
		at += MAX(length, 1);
	}
}

GPtrArray *source_remarks(const char *bytes, size_t length, const char *const *words)
{
	struct remarks r = {.found = g_ptr_array_new_with_free_func(remark_free)};

	spliced_init(&r.text, bytes, length);
	r.lines = lines_index(bytes, length);
	r.comments = g_array_new(FALSE, FALSE, sizeof(struct comment));
	find_comments(&r);
	for (guint i = 0; i < r.comments->len; i++)
		search_comment(&r, i, words);
	g_array_unref(r.comments);
	g_array_unref(r.lines);
	spliced_clear(&r.text);
	return r.found;
}
