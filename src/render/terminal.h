/* Putting untrusted text on a terminal: names and source lines are data, whatever bytes they hold. Private to this
 * folder. */
#ifndef RENDER_TERMINAL_H
#define RENDER_TERMINAL_H

#include <glib.h>
#include <stdbool.h>

enum paint { PAINT_NONE, PAINT_BOLD, PAINT_ERROR, PAINT_WARNING, PAINT_NOTE, PAINT_CARET, PAINT_COUNT };

/* Turns a colour on, or (PAINT_NONE) everything off; nothing at all without color. */
void terminal_paint(GString *out, bool color, enum paint paint);

/* Appends text with control characters and those that change the direction of writing shown as \xNN and \uNNNN, and
 * bytes that are no UTF-8 as U+FFFD. */
void terminal_put(GString *out, const char *text);

/* Appends a source line and, below it, a caret under its byte column with tildes up to end_column (0: caret only). Tabs
 * are expanded; of a long line the part around the column is shown. `gutter` goes before the line, as many blanks
 * before the caret. */
void terminal_put_snippet(GString *out, bool color, const char *gutter, const char *line, unsigned column,
			  unsigned end_column);

#endif
