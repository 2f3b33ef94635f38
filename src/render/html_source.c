/* Source for the pages: put in once for each file, in the pieces that are near a site or a step of its evidence. */
#include <string.h>

#include "render/html_data.h"
#include "util/lines.h"
#include "util/utf8.h"

#define NEAR           8  /* lines shown before and after a step */
#define JOIN_MAX       24 /* a gap this small between two pieces is put in */
#define LINE_MAX_BYTES 2000

json_t *html_shown(const char *text)
{
	g_autofree char *printable = text ? utf8_printable(text, MIN(strlen(text), LINE_MAX_BYTES)) : NULL;

	return printable ? json_string(printable) : json_null();
}

json_t *html_shown_lines(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autoptr(GString) out = g_string_new(NULL);

	for (char **line = lines; *line; line++) {
		size_t length = strlen(*line);
		g_autofree char *printable = utf8_printable(*line, MIN(length, LINE_MAX_BYTES));

		g_string_append_printf(out, "%s%s", line > lines ? "\n" : "", printable);
	}
	return json_string(out->str);
}

void html_lines_init(struct html_lines *lines)
{
	lines->wanted = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
	lines->index = g_hash_table_new(NULL, NULL);
	lines->paths = g_ptr_array_new();
}

void html_lines_clear(struct html_lines *lines)
{
	g_hash_table_unref(lines->wanted);
	g_hash_table_unref(lines->index);
	g_ptr_array_unref(lines->paths);
}

json_int_t html_lines_want(struct html_lines *lines, const char *path, unsigned line)
{
	const char *interned = g_intern_string(path ? path : "");
	GArray *numbers = g_hash_table_lookup(lines->wanted, interned);

	if (!numbers) {
		numbers = g_array_new(FALSE, FALSE, sizeof(unsigned));
		g_hash_table_insert(lines->wanted, (gpointer)interned, numbers);
		g_ptr_array_add(lines->paths, (gpointer)interned);
		g_hash_table_insert(lines->index, (gpointer)interned, GUINT_TO_POINTER(lines->paths->len));
	}
	if (line)
		g_array_append_val(numbers, line);
	return (json_int_t)GPOINTER_TO_UINT(g_hash_table_lookup(lines->index, interned)) - 1;
}

static int number_compare(gconstpointer left, gconstpointer right)
{
	unsigned a = *(const unsigned *)left, b = *(const unsigned *)right;

	return (a > b) - (a < b);
}

struct source {
	const char *bytes;
	size_t length;
	GArray *lines;
};

static json_t *piece_json(const struct source *source, unsigned first, unsigned last)
{
	g_autoptr(GString) text = g_string_new(NULL);
	json_t *array = json_array();

	for (unsigned line = first; line <= last; line++) {
		size_t length = 0;
		const char *bytes = lines_get(source->lines, source->bytes, source->length, line, &length);

		if (!bytes || (line == source->lines->len && !length))
			break;
		if (length && bytes[length - 1] == '\r')
			length--;
		g_autofree char *printable = utf8_printable(bytes, MIN(length, LINE_MAX_BYTES));

		g_string_append_printf(text, "%s%s", line > first ? "\n" : "", printable);
	}
	json_array_append_new(array, json_integer(first));
	json_array_append_new(array, json_string(text->str));
	return array;
}

static json_t *pieces_json(const struct source *source, GArray *wanted)
{
	json_t *array = json_array();
	unsigned count = source->lines->len;

	g_array_sort(wanted, number_compare);
	for (guint i = 0; i < wanted->len;) {
		unsigned line = g_array_index(wanted, unsigned, i), first = line > NEAR ? line - NEAR : 1;
		unsigned last = line + NEAR;

		for (i++; i < wanted->len && g_array_index(wanted, unsigned, i) <= last + NEAR + JOIN_MAX; i++)
			last = g_array_index(wanted, unsigned, i) + NEAR;
		if (first <= count)
			json_array_append_new(array, piece_json(source, first, MIN(last, count)));
	}
	return array;
}

json_t *html_source(const struct html_report *r, const struct html_lines *lines)
{
	const struct render_options *o = r->options;
	json_t *files = json_array();

	for (guint i = 0; i < lines->paths->len; i++) {
		const char *path = g_ptr_array_index(lines->paths, i);
		struct source source = {0};

		if (o->source_bytes && *path)
			source.bytes = o->source_bytes(path, &source.length, o->source_data);
		if (!source.bytes) {
			json_array_append_new(files, json_array());
			continue;
		}
		source.lines = lines_index(source.bytes, source.length);
		json_array_append_new(files, pieces_json(&source, g_hash_table_lookup(lines->wanted, path)));
		g_array_unref(source.lines);
	}
	return files;
}
