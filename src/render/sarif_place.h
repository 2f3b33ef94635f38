/* Places as SARIF has them: URIs, and columns in UTF-16 code units. Private to this folder. */
#ifndef RENDER_SARIF_PLACE_H
#define RENDER_SARIF_PLACE_H

#include <glib.h>
#include <jansson.h>

#include "model/location.h"
#include "render/renderer.h"

/* What is remembered of the file that was asked about last. */
struct sarif_places {
	const struct render_options *options;
	char *path;
	const char *bytes; /* borrowed; NULL: the file can't be read */
	size_t length;
	GArray *lines;
	GPtrArray *hashes; /* NULL until they are asked for */
};

void sarif_places_clear(struct sarif_places *places);

/* {"uri", "uriBaseId"}: relative to the folder that sarif_base_uri() names. */
json_t *sarif_artifact(const struct render_options *options, const char *path);
/* "file:///root/", owned: where the program was started if the root is below it, as consumers expect of a repository;
 * else the root. */
char *sarif_base_uri(const struct render_options *options, const char *root);
/* {"physicalLocation": …}; line 0: the file. */
json_t *sarif_location(struct sarif_places *places, const struct location_range *where);
/* The same with the source's text, of the region and of two lines around it. */
json_t *sarif_location_with_text(struct sarif_places *places, const struct location_range *where);
/* GitHub's hash of a line; NULL when the file can't be read. Borrowed until another file is asked about. */
const char *sarif_line_hash(struct sarif_places *places, const char *path, unsigned line);

#endif
