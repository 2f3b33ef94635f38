/* Words in comments that tools are told by ("NOLINT"): where they stand, and what follows them. */
#ifndef SOURCE_REMARKS_H
#define SOURCE_REMARKS_H

#include <glib.h>
#include <stddef.h>

struct source_remark {
	const char *word;   /* interned */
	char *rest;         /* owned: what follows in the comment, up to the end of the line */
	unsigned line;      /* of the word */
	unsigned next_line; /* the line after its comment and after those that hold nothing but comments */
};

/* The remarks of a file, in order, that begin with one of words (whole words, NULL-terminated). Free with
 * g_ptr_array_unref. */
GPtrArray *source_remarks(const char *bytes, size_t length, const char *const *words);

#endif
