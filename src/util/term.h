/* What the terminal can do, and the few ways in which text is made to stand out on it. */
#ifndef UTIL_TERM_H
#define UTIL_TERM_H

#include <stdbool.h>

enum color_mode { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER, COLOR_MODE_COUNT };

/* auto, always, never; false (and *out untouched) for anything else. */
bool color_mode_parse(const char *word, enum color_mode *out);
/* Whether what is written to fd is to be coloured: with COLOR_AUTO when it is a terminal that is not dumb and NO_COLOR
 * is unset or empty. */
bool term_has_color(enum color_mode mode, int fd);
/* Whether the terminal behind fd makes links of OSC 8. There is no way to ask: those that are known to are told by
 * their environment, and FORCE_HYPERLINK (0: no) has the last word. */
bool term_has_links(int fd);
/* Columns of the terminal; 80 when it does not say. */
unsigned term_width(int fd);

enum term_style {
	STYLE_PLAIN,
	STYLE_BOLD, /* places and headings */
	STYLE_ERROR,
	STYLE_WARNING,
	STYLE_NOTE,
	STYLE_GOOD,  /* carets, what is in order */
	STYLE_FAINT, /* what may be skipped */
	STYLE_COUNT
};
/* The bytes that start a style, and that end any; "" without colour. */
const char *term_begin(enum term_style style, bool color);
const char *term_end(enum term_style style, bool color);

#endif
