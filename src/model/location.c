/* Ordering of places. Paths are compared by their bytes and not by the locale, so that the same tree gives the same
 * order everywhere. */
#include "model/location.h"

#include <string.h>

static int number_compare(unsigned a, unsigned b)
{
	return (a > b) - (a < b);
}

static int path_compare(const char *a, const char *b)
{
	if (a == b)
		return 0;
	if (!a || !b)
		return a ? 1 : -1;
	int order = strcmp(a, b);
	return (order > 0) - (order < 0);
}

int location_compare(const struct location *a, const struct location *b)
{
	int order = path_compare(a->path, b->path);
	if (order == 0)
		order = number_compare(a->line, b->line);
	if (order == 0)
		order = number_compare(a->column, b->column);
	return order;
}
