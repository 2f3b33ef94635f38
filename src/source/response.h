/* Response files: in a command @FILE stands for the words of that file, which may name further ones. */
#ifndef SOURCE_RESPONSE_H
#define SOURCE_RESPONSE_H

#include <glib.h>

#include "source/overlay.h"

/* Where they may lie, and what became of them. */
struct response_search {
	const char *directory;                /* absolute: the one that the command runs in */
	const char *tops[2];                  /* absolute, NULL: none. Files elsewhere are not read */
	const struct source_overlay *overlay; /* NULL: what the disk has */
	GHashTable *read;   /* set of interned const char *: absolute names of what was read; added to */
	GPtrArray *refused; /* of char *, owned by it: the words that stay as they are; added to */
};

/* The words with all that they stand for; free with g_strfreev. */
char **response_expand(char *const *words, const struct response_search *search);

#endif
