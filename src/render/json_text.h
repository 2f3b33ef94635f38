/* Text in JSON documents, and writing them. Private to this folder. */
#ifndef RENDER_JSON_TEXT_H
#define RENDER_JSON_TEXT_H

#include <glib.h>
#include <jansson.h>

/* Repaired; null for NULL. */
json_t *json_text(const char *s);
/* An array of const char *. */
json_t *json_texts(const GPtrArray *list);
/* Appends the document, indented, with a newline, and drops the reference. */
void json_append(json_t *document, GString *out);

#endif
