/* The JSON's parts, each on a line of its own with its kind, for programs that read a stream: the run first (with tool
 * and summary), then sites, occurrences and problems in the JSON's order and with its keys. */
#include <jansson.h>

#include "render/formats.h"
#include "render/json_parts.h"

static int append(const char *bytes, size_t length, void *data)
{
	g_string_append_len(data, bytes, (gssize)length);
	return 0;
}

static void put_line(GString *out, const char *kind, json_t *object)
{
	json_t *line = json_object();

	json_object_set_new(line, "kind", json_string(kind));
	json_object_update(line, object);
	(void)json_dump_callback(line, append, out, JSON_COMPACT | JSON_REAL_PRECISION(6));
	g_string_append_c(out, '\n');
	json_decref(line);
	json_decref(object);
}

static bool render_jsonl(const struct run *run, const struct render_options *options, GString *out, GError **error)
{
	(void)error;
	put_line(out, "run", json_of_head(run));
	for (guint i = 0; i < run->sites->len; i++)
		put_line(out, "site", json_of_site(g_ptr_array_index(run->sites, i), options));
	for (guint i = 0; i < run->occurrences->len; i++)
		put_line(out, "occurrence", json_of_occurrence(g_ptr_array_index(run->occurrences, i)));
	for (guint i = 0; i < run->problems->len; i++) {
		/* "kind" is taken */
		json_t *object = json_of_problem(g_ptr_array_index(run->problems, i));

		json_object_set(object, "problem", json_object_get(object, "kind"));
		json_object_del(object, "kind");
		put_line(out, "problem", object);
	}
	return true;
}

const struct renderer renderer_jsonl = {
	.name = "jsonl",
	.summary = "the JSON's parts, one on a line",
	.shows_record = true,
	.render = render_jsonl,
};
