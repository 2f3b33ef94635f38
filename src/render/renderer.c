/* The table of output formats. */
#include "render/renderer.h"

#include <string.h>

#include "render/formats.h"

const struct renderer *const renderers[] = {&renderer_text,   &renderer_json,  &renderer_sarif,    &renderer_gitlab,
					    &renderer_github, &renderer_html,  &renderer_markdown, &renderer_csv,
					    &renderer_junit,  &renderer_jsonl, &renderer_rdjson,   NULL};

const struct renderer *renderer_find(const char *name)
{
	for (const struct renderer *const *r = renderers; *r; r++) {
		if (strcmp((*r)->name, name) == 0)
			return *r;
	}
	return NULL;
}
