/* Where a function is called from, read off the text of all files. */
#ifndef SOURCE_CALLED_H
#define SOURCE_CALLED_H

#include <glib.h>
#include <stdbool.h>

struct called {
	const char *function, *path; /* interned: the function around the call, and its file */
	bool repeats;                /* a call of that one may come by there more than once */
};

/* Adds the calls of `name` in a file (of struct called); false where it is named in any other way than in a call, a
 * declaration or its definition. */
bool called_read(const char *name, const char *path, const char *bytes, size_t length, GArray *out_calls);

#endif
