/* The distance is Damerau-Levenshtein's (with swaps of neighbours), three rows of it at a time. */
#include "cli/nearest.h"

#include <string.h>

#define LENGTH_MAX 64 /* of a word that is worth a guess */

static unsigned least(unsigned a, unsigned b, unsigned c)
{
	return MIN(a, MIN(b, c));
}

static unsigned distance(const char *a, const char *b)
{
	unsigned rows[3][LENGTH_MAX + 1], n = (unsigned)strlen(a), m = (unsigned)strlen(b);

	for (unsigned k = 0; k <= m; k++)
		rows[0][k] = k;
	for (unsigned i = 1; i <= n; i++) {
		unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];

		row[0] = i;
		for (unsigned k = 1; k <= m; k++) {
			row[k] = least(row[k - 1] + 1, above[k] + 1, above[k - 1] + (a[i - 1] != b[k - 1]));
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
				row[k] = MIN(row[k], second[k - 2] + 1);
		}
	}
	return rows[n % 3][m];
}

const char *nearest_word(const char *word, const GPtrArray *known)
{
	const char *nearest = NULL;
	unsigned best = (unsigned)(strlen(word) + 2) / 3 + 1;

	if (strlen(word) > LENGTH_MAX)
		return NULL;
	for (guint i = 0; i < known->len; i++) {
		const char *candidate = g_ptr_array_index(known, i);
		unsigned d = strlen(candidate) <= LENGTH_MAX ? distance(word, candidate) : G_MAXUINT;

		if (d < best) {
			best = d;
			nearest = candidate;
		}
	}
	return nearest;
}

char *nearest_hint(const char *word, const char *prefix, const GPtrArray *known)
{
	const char *nearest = nearest_word(word, known);

	return nearest ? g_strdup_printf("; did you mean %s%s?", prefix, nearest) : g_strdup("");
}
