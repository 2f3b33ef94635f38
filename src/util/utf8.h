/* Arbitrary bytes (file names, source lines, compiler messages) as text that may be shown: what reaches JSON, HTML or a
 * terminal has gone through one of these. */
#ifndef UTIL_UTF8_H
#define UTIL_UTF8_H

#include <glib.h>
#include <stddef.h>

/* The same text where it is valid UTF-8; each byte that is not, and each NUL, becomes U+FFFD. Free with g_free. */
char *utf8_repair(const char *bytes, size_t length);
/* Repaired, on one line and harmless in a terminal: tabs stay, other control characters and those that reorder or break
 * lines are written out (\n, \x1b, \u202e). Free with g_free. */
char *utf8_printable(const char *bytes, size_t length);
/* The cells that printable text takes in a terminal; a tab goes to the next multiple of 8. */
unsigned utf8_width(const char *text);

#endif
