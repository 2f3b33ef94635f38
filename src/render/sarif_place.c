/* The record counts columns in bytes; SARIF's viewers count characters. Files are looked at as they are now: where one
 * has changed or is gone, a column stays as it was recorded. */
#include "render/sarif_place.h"

#include <string.h>

#include "render/json_text.h"
#include "render/line_hash.h"
#include "render/story.h"
#include "util/lines.h"
#include "util/utf8.h"

#define BASE_ID "SRCROOT"
#define CONTEXT 2 /* lines before and after */

void sarif_places_clear(struct sarif_places *places)
{
	g_clear_pointer(&places->path, g_free);
	g_clear_pointer(&places->lines, g_array_unref);
	g_clear_pointer(&places->hashes, g_ptr_array_unref);
	places->bytes = NULL;
}

static void open_file(struct sarif_places *places, const char *path)
{
	if (g_strcmp0(places->path, path) == 0)
		return;
	sarif_places_clear(places);
	places->path = g_strdup(path);
	if (places->options->source_bytes)
		places->bytes = places->options->source_bytes(path, &places->length, places->options->source_data);
	if (places->bytes)
		places->lines = lines_index(places->bytes, places->length);
}

/* UTF-16 code units before a byte column. */
static unsigned column_of(struct sarif_places *places, const char *path, unsigned line, unsigned column)
{
	size_t length;

	open_file(places, path);
	const char *text = places->bytes && column > 1
				   ? lines_get(places->lines, places->bytes, places->length, line, &length)
				   : NULL;

	if (!text || column - 1 > length)
		return column;
	g_autofree char *before = utf8_repair(text, column - 1);
	unsigned units = 1;

	for (const char *p = before; *p; p = g_utf8_next_char(p))
		units += g_utf8_get_char(p) >= 0x10000 ? 2 : 1;
	return units;
}

static char *escaped_path(const char *path)
{
	return g_uri_escape_bytes((const guint8 *)path, strlen(path), "/");
}

char *sarif_base_uri(const struct render_options *options, const char *root)
{
	const char *prefix = story_path_prefix(options);
	g_autofree char *folder = g_strconcat(root, g_str_has_suffix(root, "/") ? "" : "/", NULL);

	if (*prefix && g_str_has_suffix(folder, prefix))
		folder[strlen(folder) - strlen(prefix)] = '\0';
	g_autofree char *escaped = escaped_path(folder);

	return g_strconcat("file://", escaped, NULL);
}

json_t *sarif_artifact(const struct render_options *options, const char *path)
{
	g_autofree char *prefixed = g_strconcat(path[0] == '/' ? "" : story_path_prefix(options), path, NULL);
	g_autofree char *escaped = escaped_path(prefixed);
	g_autofree char *uri = g_strconcat(path[0] == '/' ? "file://" : "", escaped, NULL);
	json_t *object = json_object();

	json_object_set_new(object, "uri", json_text(uri));
	if (path[0] != '/')
		json_object_set_new(object, "uriBaseId", json_string(BASE_ID));
	return object;
}

static json_t *region(struct sarif_places *places, const struct location_range *where)
{
	unsigned start = column_of(places, where->path, where->line, where->column);
	json_t *object = json_object();

	json_object_set_new(object, "startLine", json_integer(where->line));
	if (where->column)
		json_object_set_new(object, "startColumn", json_integer(start));
	if (where->end_line && where->end_column) {
		unsigned end = column_of(places, where->path, where->end_line, where->end_column);

		json_object_set_new(object, "endLine", json_integer(where->end_line));
		json_object_set_new(object, "endColumn", json_integer(end));
	}
	return object;
}

json_t *sarif_location(struct sarif_places *places, const struct location_range *where)
{
	json_t *physical = json_object(), *location = json_object();

	json_object_set_new(physical, "artifactLocation", sarif_artifact(places->options, where->path));
	if (where->line)
		json_object_set_new(physical, "region", region(places, where));
	json_object_set_new(location, "physicalLocation", physical);
	return location;
}

/* The bytes from one place to another, repaired, as {"text": …}; NULL when they are not there. */
static json_t *snippet(struct sarif_places *places, const struct location_range *where)
{
	size_t begin, end;

	open_file(places, where->path);
	if (!places->bytes ||
	    !lines_offset(places->lines, places->length, where->line, MAX(where->column, 1), &begin) ||
	    !lines_offset(places->lines, places->length, where->end_line, where->end_column, &end) || end <= begin)
		return NULL;
	g_autofree char *text = utf8_repair(places->bytes + begin, end - begin);
	json_t *object = json_object();

	json_object_set_new(object, "text", json_text(text));
	return object;
}

/* Whole lines: from the first line's beginning to the last one's end. */
static void set_context(struct sarif_places *places, json_t *physical, const struct location_range *where)
{
	struct location_range around = {where->path, where->line > CONTEXT ? where->line - CONTEXT : 1, 1,
					MIN(where->end_line + CONTEXT, places->lines->len), 1};
	size_t length = 0;

	while (around.end_line > where->end_line &&
	       (!lines_get(places->lines, places->bytes, places->length, around.end_line, &length) || !length))
		around.end_line--;
	if (!lines_get(places->lines, places->bytes, places->length, around.end_line, &length))
		return;
	around.end_column = (unsigned)length + 1;
	json_t *text = snippet(places, &around), *context;

	if (!text)
		return;
	context = region(places, &around);
	json_object_set_new(context, "snippet", text);
	json_object_set_new(physical, "contextRegion", context);
}

json_t *sarif_location_with_text(struct sarif_places *places, const struct location_range *where)
{
	json_t *location = sarif_location(places, where), *physical = json_object_get(location, "physicalLocation");
	json_t *text = where->line && where->end_line ? snippet(places, where) : NULL;

	if (!text)
		return location;
	json_object_set_new(json_object_get(physical, "region"), "snippet", text);
	set_context(places, physical, where);
	return location;
}

const char *sarif_line_hash(struct sarif_places *places, const char *path, unsigned line)
{
	open_file(places, path);
	if (places->bytes && !places->hashes)
		places->hashes = line_hashes(places->bytes, places->length);
	return places->hashes && line > 0 && line <= places->hashes->len ? g_ptr_array_index(places->hashes, line - 1)
									 : NULL;
}
