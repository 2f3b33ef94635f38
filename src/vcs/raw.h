/* Git's raw diff records. Private to vcs/. */
#ifndef VCS_RAW_H
#define VCS_RAW_H

#include <glib.h>
#include <stdbool.h>

/* Strings are the reader's, until the next record. */
struct raw_record {
	char status;                 /* as git's: A D M R T U */
	const char *old_path, *path; /* equal but for renames */
	char *old_id, *id;
	bool old_file, file; /* regular files */
};

struct raw_reader {
	const char *at, *end;
	bool broken;
	struct raw_record record; /* owner of the ids */
};

void raw_begin(struct raw_reader *reader, GBytes *bytes);
bool raw_next(struct raw_reader *reader, struct raw_record *out);
/* Frees what the reader has. False (VCS_ERROR) when not all of it could be read. */
bool raw_end(struct raw_reader *reader, GError **error);

#endif
