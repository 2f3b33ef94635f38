/* The pieces that the data behind the pages is made of. Private to this folder. */
#ifndef RENDER_HTML_DATA_H
#define RENDER_HTML_DATA_H

#include <jansson.h>

#include "render/html_parts.h"

/* The files that pages show, and which of their lines. */
struct html_lines {
	GHashTable *wanted; /* interned path -> GArray of unsigned: lines */
	GHashTable *index;  /* interned path -> its place in `paths`, plus one */
	GPtrArray *paths;   /* interned, in the order in which they were asked for */
};
void html_lines_init(struct html_lines *lines);
void html_lines_clear(struct html_lines *lines);
/* Gives the path's number. */
json_int_t html_lines_want(struct html_lines *lines, const char *path, unsigned line);
/* [[first line, text], …] for each path, by number: empty where the source is gone. */
json_t *html_source(const struct html_report *r, const struct html_lines *lines);

/* As it may be shown, tabs and all; and several lines, each made harmless by itself. */
json_t *html_shown(const char *text);
json_t *html_shown_lines(const char *text);

/* The evidence of a site: one story for errors that differ in nothing but their names, one for each flag that is lost.
 */
json_t *html_stories(const struct site *site, struct html_lines *lines);

#endif
