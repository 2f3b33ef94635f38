/* The line index: one pass with memchr over the bytes, a binary search for each question. */
#include "util/lines.h"

#include <string.h>

GArray *lines_index(const char *bytes, size_t length)
{
	GArray *index = g_array_new(FALSE, FALSE, sizeof(size_t));
	size_t start = 0;
	g_array_append_val(index, start);
	while (start < length) {
		const char *end = memchr(bytes + start, '\n', length - start);
		if (!end)
			break;
		start = (size_t)(end - bytes) + 1;
		g_array_append_val(index, start);
	}
	return index;
}

unsigned lines_find(const GArray *index, size_t offset, unsigned *out_column)
{
	const size_t *starts = (const size_t *)(const void *)index->data;
	unsigned low = 0, high = index->len;
	while (high - low > 1) {
		unsigned middle = low + (high - low) / 2;
		if (starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	if (out_column)
		*out_column = (unsigned)(offset - starts[low]) + 1;
	return low + 1;
}

bool lines_offset(const GArray *index, size_t length, unsigned line, unsigned column, size_t *out_offset)
{
	if (line < 1 || line > index->len || column < 1)
		return false;
	size_t offset = g_array_index(index, size_t, line - 1) + column - 1;
	if (offset > length)
		return false;
	*out_offset = offset;
	return true;
}

const char *lines_get(const GArray *index, const char *bytes, size_t length, unsigned line, size_t *out_length)
{
	if (line < 1 || line > index->len)
		return NULL;
	size_t start = g_array_index(index, size_t, line - 1);
	size_t end = line < index->len ? g_array_index(index, size_t, line) - 1 : length;
	if (line < index->len && end > start && bytes[end - 1] == '\r')
		end--;
	*out_length = end - start;
	return bytes + start;
}
