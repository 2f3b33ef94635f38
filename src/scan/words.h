/* The names that stand for a rule's call in a set of contents: the rules' own, and the macros whose replacement holds
 * one. Contents are known by an id (git's), so that each is read once and never again: the memo keeps what it holds. */
#ifndef SCAN_WORDS_H
#define SCAN_WORDS_H

#include "scan/scan.h"

#define SCAN_ID_LENGTH 20

struct scan_content {
	const char *path;
	const guint8 *id; /* SCAN_ID_LENGTH bytes */
};

/* of interned const char *; free with g_ptr_array_unref. read: the bytes of files[index], NULL when they can't be had.
 */
GPtrArray *scan_words(const struct scan_options *options, const GArray *files /* of struct scan_content */,
		      GBytes *(*read)(guint index, void *data), void *data);

#endif
