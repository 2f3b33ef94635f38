/* How wide a type is that a tree gives a name to. */
#ifndef SOURCE_WIDTH_H
#define SOURCE_WIDTH_H

#include <glib.h>
#include <stdbool.h>

/* What the files read so far say of a type's name. */
struct width {
	bool wide;  /* a typedef makes it an integer of at least 32 bits */
	bool other; /* something else makes something else of it */
};

void width_read(struct width *width, const char *name, const char *bytes, size_t length);

#endif
