/* The formats there are, for the table in renderer.c. Private to this folder. */
#ifndef RENDER_FORMATS_H
#define RENDER_FORMATS_H

#include "render/renderer.h"

extern const struct renderer renderer_text;
extern const struct renderer renderer_json;
extern const struct renderer renderer_sarif;
extern const struct renderer renderer_gitlab;
extern const struct renderer renderer_github;
extern const struct renderer renderer_html;
extern const struct renderer renderer_markdown;
extern const struct renderer renderer_csv;
extern const struct renderer renderer_junit;
extern const struct renderer renderer_jsonl;
extern const struct renderer renderer_rdjson;

#endif
