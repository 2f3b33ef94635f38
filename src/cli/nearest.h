/* "Did you mean …?": the known word that a mistyped one is likely to be. */
#ifndef CLI_NEAREST_H
#define CLI_NEAREST_H

#include <glib.h>

/* The word of `known` with the fewest changes (a letter more, less, another, two swapped) to it; NULL when even that
 * one differs in more than a third of the letters. Borrowed. */
const char *nearest_word(const char *word, const GPtrArray *known);

/* "; did you mean X?", or "" when nothing is near. prefix goes before X. Free with g_free. */
char *nearest_hint(const char *word, const char *prefix, const GPtrArray *known);

#endif
