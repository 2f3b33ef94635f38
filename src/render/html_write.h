/* Writing HTML in which nothing that comes from a run can be markup. Private to this folder. */
#ifndef RENDER_HTML_WRITE_H
#define RENDER_HTML_WRITE_H

#include <glib.h>

/* Text that cannot be anything but text: repaired, without control characters, escaped. */
void html_put(GString *out, const char *text);
/* Like printf, but every %s goes through html_put. Only %s, %u and %n, a number
 * as html_number writes it, are known. */
void html_printf(GString *out, const char *format, ...);
/* Text whose `backticks` hold code. */
void html_rich(GString *out, const char *text);
/* "2,756" */
void html_number(GString *out, unsigned number);
/* "3 places" */
void html_count(GString *out, unsigned number, const char *noun);
/* As a value in an address behind '#'. */
void html_address(GString *out, const char *text);
/* "1 December 2026, 02:00 UTC" of RFC 3339; the text itself when it is none. Owned. */
char *html_date(const char *text);
/* "a, b and c". Owned. */
char *html_list(const GPtrArray *words, const char *last);
/* A share of a bar, as the width of its element. */
void html_width(GString *out, unsigned part, unsigned whole);

#endif
