/* Every name and line that comes from the scanned source is text, never markup. */
#include "render/html_write.h"

#include <stdarg.h>
#include <string.h>

#include "util/utf8.h"

void html_put(GString *out, const char *text)
{
	g_autofree char *printable = utf8_printable(text, strlen(text));
	g_autofree char *escaped = g_markup_escape_text(printable, -1);

	g_string_append(out, escaped);
}

void html_number(GString *out, unsigned number)
{
	g_autofree char *digits = g_strdup_printf("%u", number);
	size_t length = strlen(digits);

	for (size_t i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			g_string_append_c(out, ',');
		g_string_append_c(out, digits[i]);
	}
}

void html_printf(GString *out, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	for (const char *p = format; *p; p++) {
		if (p[0] == '%' && p[1] == 's') {
			html_put(out, va_arg(args, const char *));
			p++;
		} else if (p[0] == '%' && p[1] == 'u') {
			g_string_append_printf(out, "%u", va_arg(args, unsigned));
			p++;
		} else if (p[0] == '%' && p[1] == 'n') {
			html_number(out, va_arg(args, unsigned));
			p++;
		} else {
			g_string_append_c(out, *p);
		}
	}
	va_end(args);
}

void html_rich(GString *out, const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, "`", -1);
	guint count = g_strv_length(parts);

	for (guint i = 0; i < count; i++)
		html_printf(out, i % 2 && i + 1 < count ? "<code>%s</code>" : "%s", parts[i]);
}

void html_count(GString *out, unsigned number, const char *noun)
{
	html_number(out, number);
	html_printf(out, " %s%s", noun, number == 1 ? "" : "s");
}

void html_address(GString *out, const char *text)
{
	g_autofree char *escaped = g_uri_escape_string(text, "/", FALSE);

	html_put(out, escaped);
}

char *html_date(const char *text)
{
	static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
					     "July",    "August",   "September", "October", "November", "December"};
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, NULL);
	g_autoptr(GDateTime) utc = time ? g_date_time_to_utc(time) : NULL;

	if (!utc)
		return g_strdup(text);
	return g_strdup_printf("%d %s %d, %02d:%02d UTC", g_date_time_get_day_of_month(utc),
			       months[g_date_time_get_month(utc) - 1], g_date_time_get_year(utc),
			       g_date_time_get_hour(utc), g_date_time_get_minute(utc));
}

char *html_list(const GPtrArray *words, const char *last)
{
	GString *s = g_string_new(NULL);

	for (guint i = 0; i < words->len; i++)
		g_string_append_printf(s, "%s%s%s%s",
				       i == 0               ? ""
				       : i + 1 < words->len ? ", "
							    : " ",
				       i && i + 1 == words->len ? last : "", i && i + 1 == words->len ? " " : "",
				       (const char *)g_ptr_array_index(words, i));
	return g_string_free(s, FALSE);
}

void html_width(GString *out, unsigned part, unsigned whole)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];

	g_string_append_printf(out, "style=\"width:%s%%\"",
			       g_ascii_formatd(text, sizeof(text), "%.2f", whole ? 100.0 * part / whole : 0));
}
