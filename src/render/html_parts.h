/* The parts of the HTML report, each in a file of its own. Private to this folder. */
#ifndef RENDER_HTML_PARTS_H
#define RENDER_HTML_PARTS_H

#include <glib.h>
#include <stdbool.h>

#include "render/renderer.h"
#include "render/tally.h"

/* The words for the outcomes: CSS class and what people read. */
extern const char *const html_outcome_class[OUTCOME_COUNT];
extern const char *const html_outcome_text[OUTCOME_COUNT];

/* Text that cannot be anything but text: repaired, without control characters, escaped. */
void html_put(GString *out, const char *text);
/* Like printf, but every %s goes through html_put. Only %s and %u are known. */
void html_printf(GString *out, const char *format, ...);

/* "src/" when all sites are below src. Owned. */
char *html_common_folder(const struct run *run);
/* "src/net" for "src/net/a.c": the first folder below the common one. Owned. */
char *html_component(const char *common, const char *path);

/* The plots: what became of the sites by component and in earlier runs, what happens at run time, what was covered. */
void html_plots(const struct run *run, const struct render_options *options, GString *out);
/* The table of sites with its controls, and what was not analysed. */
void html_tables(const struct run *run, const struct render_options *options, GString *out);
/* The JSON that the script makes the sites' pages from, safe inside a script element. */
void html_data(const struct run *run, const struct render_options *options, const char *title, GString *out);

#endif
