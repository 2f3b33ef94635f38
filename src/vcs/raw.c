/* ":100644 100644 OLD-ID ID M" NUL PATH NUL, and for a rename both paths: as diff-index, diff-tree and diff-files write
 * them with -z. */
#include "vcs/raw.h"

#include <string.h>

#include "vcs/vcs.h"

enum { FIELD_OLD_MODE, FIELD_MODE, FIELD_OLD_ID, FIELD_ID, FIELD_STATUS, FIELD_COUNT };

void raw_begin(struct raw_reader *reader, GBytes *bytes)
{
	gsize length;

	*reader = (struct raw_reader){.at = g_bytes_get_data(bytes, &length)};
	reader->end = reader->at + length;
}

static void clear_ids(struct raw_reader *reader)
{
	g_clear_pointer(&reader->record.old_id, g_free);
	g_clear_pointer(&reader->record.id, g_free);
}

/* The string up to the next NUL; NULL at the end. */
static const char *next_string(struct raw_reader *reader)
{
	const char *start = reader->at;
	const char *stop = start < reader->end ? memchr(start, '\0', (size_t)(reader->end - start)) : NULL;

	if (!stop)
		return NULL;
	reader->at = stop + 1;
	return start;
}

static bool is_file(const char *mode)
{
	return g_str_has_prefix(mode, "100");
}

static bool read_record(struct raw_reader *reader)
{
	struct raw_record *r = &reader->record;
	const char *head = next_string(reader);
	g_auto(GStrv) fields = head && *head == ':' ? g_strsplit(head + 1, " ", -1) : NULL;

	if (!fields || g_strv_length(fields) != FIELD_COUNT)
		return false;
	r->status = fields[FIELD_STATUS][0];
	r->old_file = is_file(fields[FIELD_OLD_MODE]);
	r->file = is_file(fields[FIELD_MODE]);
	r->old_id = g_strdup(fields[FIELD_OLD_ID]);
	r->id = g_strdup(fields[FIELD_ID]);
	r->old_path = next_string(reader);
	r->path = r->status == 'R' || r->status == 'C' ? next_string(reader) : r->old_path;
	return r->path;
}

bool raw_next(struct raw_reader *reader, struct raw_record *out)
{
	clear_ids(reader);
	if (reader->broken || reader->at >= reader->end)
		return false;
	reader->broken = !read_record(reader);
	*out = reader->record;
	return !reader->broken;
}

bool raw_end(struct raw_reader *reader, GError **error)
{
	clear_ids(reader);
	if (reader->broken)
		g_set_error_literal(error, VCS_ERROR, VCS_ERROR_PROGRAM, "git wrote a record that cannot be read");
	return !reader->broken;
}
