/* Source lines become cells: what a character is shown as, and from which byte it comes. The caret line is made from
 * the same cells, so that tabs, wide characters and escapes cannot shift it. */
#include "render/terminal.h"

#include <string.h>

#define TAB           8
#define SHOWN_WIDTH   150 /* columns of a source line that are shown */
#define SHOWN_BEFORE  60  /* of them before the caret, when the line is longer */
#define LOOKED_AROUND 600 /* bytes of a long line around the column that are looked at */

static const char *const sgr[PAINT_COUNT] = {
	[PAINT_NONE] = "\033[0m",       [PAINT_BOLD] = "\033[1m",    [PAINT_ERROR] = "\033[1;31m",
	[PAINT_WARNING] = "\033[1;35m", [PAINT_NOTE] = "\033[1;36m", [PAINT_CARET] = "\033[1;32m",
};

void terminal_paint(GString *out, bool color, enum paint paint)
{
	if (color)
		g_string_append(out, sgr[paint]);
}

/* U+202A..202E and U+2066..2069 reorder what follows them, U+200E/F mark a direction. */
static bool is_direction_mark(gunichar c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f ||
	       c == 0x061c;
}

/* What one character at p is shown as, in `shown`; returns the bytes it takes and its width on the screen. */
static size_t show_character(const char *p, size_t left, char shown[16], unsigned *out_width)
{
	gunichar c = g_utf8_get_char_validated(p, (gssize)left);

	*out_width = 1;
	if (c == (gunichar)-1 || c == (gunichar)-2) {
		g_strlcpy(shown, "\xef\xbf\xbd", 16);
		return 1;
	}
	if (c < 0x20 || (c >= 0x7f && c < 0xa0))
		*out_width = (unsigned)g_snprintf(shown, 16, "\\x%02x", c);
	else if (is_direction_mark(c) || c == 0x2028 || c == 0x2029)
		*out_width = (unsigned)g_snprintf(shown, 16, "\\u%04x", c);
	else {
		shown[g_unichar_to_utf8(c, shown)] = '\0';
		*out_width = g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
	}
	return (size_t)g_utf8_skip[*(const guchar *)p];
}

void terminal_put(GString *out, const char *text)
{
	size_t left = strlen(text);

	while (left > 0) {
		char shown[16];
		unsigned width;
		size_t n = show_character(text, left, shown, &width);

		g_string_append(out, shown);
		text += n;
		left -= n;
	}
}

struct snippet {
	GString *line, *marks;
	size_t column, end_column; /* bytes, from 0 */
	unsigned width;            /* so far */
};

static void snippet_add(struct snippet *s, size_t at, const char *shown, unsigned width)
{
	char mark = at == s->column ? '^' : at > s->column && at < s->end_column ? '~' : ' ';

	g_string_append(s->line, shown);
	for (unsigned i = 0; i < width; i++)
		g_string_append_c(s->marks, i > 0 && mark == '^' ? (s->end_column ? '~' : ' ') : mark);
	s->width += width;
}

static void snippet_scan(struct snippet *s, const char *line, size_t from, size_t length)
{
	for (size_t at = from; at < length && s->width < SHOWN_WIDTH;) {
		char shown[16];
		unsigned width;
		size_t n = 1;

		if (line[at] == '\t') {
			width = TAB - s->width % TAB;
			g_snprintf(shown, sizeof(shown), "%*s", (int)width, "");
		} else {
			n = show_character(line + at, length - at, shown, &width);
		}
		snippet_add(s, at, shown, width);
		at += n;
	}
	if (s->column >= length && s->width < SHOWN_WIDTH)
		g_string_append_c(s->marks, '^');
}

/* Where showing a line starts: at its beginning, unless the column would then be out of sight. */
static size_t first_shown(const char *line, size_t column)
{
	size_t from;

	if (column < SHOWN_WIDTH - SHOWN_BEFORE / 2)
		return 0;
	from = column - SHOWN_BEFORE;
	while (from < column && ((guchar)line[from] & 0xc0) == 0x80)
		from++;
	return from;
}

static void strip_right(GString *s)
{
	while (s->len > 0 && s->str[s->len - 1] == ' ')
		g_string_truncate(s, s->len - 1);
}

void terminal_put_snippet(GString *out, bool color, const char *gutter, const char *line, unsigned column,
			  unsigned end_column)
{
	size_t length = strlen(line);
	struct snippet s = {.column = column ? column - 1 : 0, .end_column = end_column ? end_column - 1 : 0};
	size_t from, shown_to;

	if (length > 0 && line[length - 1] == '\r')
		length--;
	if (s.column > length) /* the file has changed since: nothing to point at */
		return;
	from = first_shown(line, s.column);
	shown_to = MIN(length, from + LOOKED_AROUND);
	s.line = g_string_new(from ? "…" : NULL);
	s.marks = g_string_new(from ? " " : NULL);
	snippet_scan(&s, line, from, shown_to);
	if (s.width >= SHOWN_WIDTH || shown_to < length)
		g_string_append(s.line, "…");
	strip_right(s.line);
	strip_right(s.marks);
	g_string_append_printf(out, "%s%s\n%*s", gutter, s.line->str, (int)strlen(gutter), "");
	terminal_paint(out, color, PAINT_CARET);
	g_string_append(out, s.marks->str);
	terminal_paint(out, color, PAINT_NONE);
	g_string_append_c(out, '\n');
	g_string_free(s.line, TRUE);
	g_string_free(s.marks, TRUE);
}
