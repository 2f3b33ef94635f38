/* A source line is shown in three parts: what stands before the column, what is marked, and the rest. Each is made
 * printable by itself and measured, so that tabs, wide characters and escapes cannot shift the caret. */
#include "render/terminal.h"

#include <string.h>

#include "util/term.h"
#include "util/utf8.h"

#define TAB          8
#define SHOWN_BYTES  150 /* of a source line */
#define BYTES_BEFORE 60  /* of them before the caret, when the line is longer */
#define ELLIPSIS     "\xe2\x80\xa6"

void terminal_put(GString *out, const char *text)
{
	g_autofree char *printable = utf8_printable(text, strlen(text));

	g_string_append(out, printable);
}

/* Appends bytes as they are to be shown from cell `at` on, tabs as blanks; returns the cell behind them. */
static unsigned put_part(GString *out, const char *bytes, size_t length, unsigned at)
{
	g_autofree char *printable = utf8_printable(bytes, length);
	g_auto(GStrv) pieces = g_strsplit(printable, "\t", -1);

	for (char **piece = pieces; *piece; piece++) {
		g_string_append(out, *piece);
		at += utf8_width(*piece);
		for (unsigned n = piece[1] ? TAB - at % TAB : 0; n > 0; n--, at++)
			g_string_append_c(out, ' ');
	}
	return at;
}

static bool inside_character(const char *line, size_t at)
{
	return ((guchar)line[at] & 0xc0) == 0x80;
}

/* The bytes of the line that are shown: all, or a window that holds the column. */
static void choose_window(const char *line, size_t length, size_t column, size_t *out_from, size_t *out_to)
{
	size_t from = column > SHOWN_BYTES - BYTES_BEFORE / 2 ? column - BYTES_BEFORE : 0, to = length;

	while (from > 0 && from < column && inside_character(line, from))
		from++;
	if (length - from > SHOWN_BYTES) {
		to = MAX(from + SHOWN_BYTES, column);
		while (to < length && inside_character(line, to))
			to++;
	}
	*out_from = from;
	*out_to = to;
}

static void put_marks(GString *out, unsigned before, unsigned width)
{
	g_string_append_printf(out, "%*s^", (int)before, "");
	for (unsigned i = 1; i < width; i++)
		g_string_append_c(out, '~');
}

void terminal_put_snippet(GString *out, bool color, const char *gutter, const char *line, unsigned column,
			  unsigned end_column)
{
	size_t length = strlen(line), start = column ? column - 1 : 0, end, from, to;
	unsigned before, marked;

	if (length > 0 && line[length - 1] == '\r')
		length--;
	if (start > length) /* the file has changed since: nothing to point at */
		return;
	choose_window(line, length, start, &from, &to);
	end = CLAMP(end_column ? end_column - 1 : start + 1, start, to);
	g_string_append(out, gutter);
	if (from > 0)
		g_string_append(out, ELLIPSIS);
	before = put_part(out, line + from, start - from, from > 0);
	marked = put_part(out, line + start, end - start, before);
	(void)put_part(out, line + end, to - end, marked);
	g_string_append_printf(out, "%s\n%*s", to < length ? ELLIPSIS : "", (int)strlen(gutter), "");
	g_string_append(out, term_begin(STYLE_GOOD, color));
	put_marks(out, before, marked - before);
	g_string_append_printf(out, "%s\n", term_end(STYLE_GOOD, color));
}

void terminal_begin_link(GString *out, const char *address)
{
	g_string_append(out, "\033]8;;");
	terminal_put(out, address);
	g_string_append(out, "\033\\");
}

void terminal_end_link(GString *out)
{
	g_string_append(out, "\033]8;;\033\\");
}
