/* JSON has no place for bytes that are no UTF-8 (file names, source): they become U+FFFD. */
#include "render/json_text.h"

#include <string.h>

#include "util/utf8.h"

json_t *json_text(const char *s)
{
	g_autofree char *valid = s ? utf8_repair(s, strlen(s)) : NULL;

	return valid ? json_string(valid) : json_null();
}

json_t *json_texts(const GPtrArray *list)
{
	json_t *array = json_array();

	for (guint i = 0; i < list->len; i++)
		json_array_append_new(array, json_text(g_ptr_array_index(list, i)));
	return array;
}

static int append(const char *bytes, size_t length, void *data)
{
	g_string_append_len(data, bytes, (gssize)length);
	return 0;
}

void json_append(json_t *document, GString *out)
{
	(void)json_dump_callback(document, append, out, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
	json_decref(document);
	g_string_append_c(out, '\n');
}
