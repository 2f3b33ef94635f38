/* Putting untrusted text on a terminal: names and source lines are data, whatever bytes they hold. Private to this
 * folder. */
#ifndef RENDER_TERMINAL_H
#define RENDER_TERMINAL_H

#include <glib.h>
#include <stdbool.h>

/* Appends text so that no byte of it can do anything but be read. */
void terminal_put(GString *out, const char *text);

/* Appends a source line and, below it, a caret under its byte column with tildes up to end_column (0: caret only). Tabs
 * are expanded; of a long line the part around the column is shown. `gutter` goes before the line, as many blanks
 * before the caret. */
void terminal_put_snippet(GString *out, bool color, const char *gutter, const char *line, unsigned column,
			  unsigned end_column);

/* Between the two is a link (OSC 8). */
void terminal_begin_link(GString *out, const char *address);
void terminal_end_link(GString *out);

#endif
