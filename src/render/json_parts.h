/* The parts of the JSON (json.c), for the formats that have them apart. New references. Private to this folder. */
#ifndef RENDER_JSON_PARTS_H
#define RENDER_JSON_PARTS_H

#include <jansson.h>

#include "render/renderer.h"

/* {"schema", "tool", "run", "summary"} */
json_t *json_of_head(const struct run *run);
json_t *json_of_site(const struct site *site, const struct render_options *options);
json_t *json_of_occurrence(const struct occurrence *o);
json_t *json_of_problem(const struct problem *p);

#endif
