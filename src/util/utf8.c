/* Repairing UTF-8. g_utf8_make_valid() would do for the first function, but it stops counting bytes at a NUL. */
#include "util/utf8.h"

#include <string.h>

/* What a character is shown as; 0 for what is no character: *bytes then stands on one byte to be replaced. */
static gunichar next_char(const char **bytes, const char *end)
{
	gunichar c = g_utf8_get_char_validated(*bytes, end - *bytes);
	if (c == (gunichar)-1 || c == (gunichar)-2 || c == 0) {
		++*bytes;
		return 0;
	}
	*bytes = g_utf8_next_char(*bytes);
	return c;
}

char *utf8_repair(const char *bytes, size_t length)
{
	GString *out = g_string_sized_new(length + 1);
	for (const char *end = bytes + length; bytes < end;) {
		gunichar c = next_char(&bytes, end);
		g_string_append_unichar(out, c ? c : 0xfffd);
	}
	return g_string_free(out, FALSE);
}

/* Bidirectional controls and line separators: they move what stands around them. */
static gboolean is_mover(gunichar c)
{
	return (c >= 0x200e && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	       c == 0x061c || c == 0xfeff;
}

char *utf8_printable(const char *bytes, size_t length)
{
	GString *out = g_string_sized_new(length + 1);
	for (const char *end = bytes + length; bytes < end;) {
		const char *start = bytes;
		gunichar c = next_char(&bytes, end);
		if (c == 0)
			g_string_append(out, *start ? "\xef\xbf\xbd" : "\\0");
		else if (c == '\n')
			g_string_append(out, "\\n");
		else if (c == '\r')
			g_string_append(out, "\\r");
		else if (c != '\t' && (c < 0x20 || (c >= 0x7f && c < 0xa0)))
			g_string_append_printf(out, "\\x%02x", c);
		else if (is_mover(c))
			g_string_append_printf(out, "\\u%04x", c);
		else
			g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

unsigned utf8_width(const char *text)
{
	unsigned width = 0;
	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (c == '\t')
			width = (width / 8 + 1) * 8;
		else if (!g_unichar_iszerowidth(c))
			width += g_unichar_iswide(c) ? 2 : 1;
	}
	return width;
}
