/* A file's conditions and definitions with those of the headers that it includes: the text that the preprocessor reads,
 * as far as conditions go, on which the solver of conditions.h then works as on any other. */
#ifndef SOURCE_FLATTEN_H
#define SOURCE_FLATTEN_H

#include "source/text.h"

struct header_search {
	/* The absolute path of the one file that an #include in `includer` (absolute) can mean; NULL when there is
	 * none, or more than one. Owned by the caller. */
	char *(*find)(const char *name, bool angled, const char *includer, void *data);
	void *data;
	const GPtrArray *reachable; /* of char *: the only headers worth a look; NULL: whatever is found */
};

struct flattened {
	struct source_text *text; /* directives only, no matches */
	char *bytes;              /* owned: the text's */
	int *arms;                /* by arm of the file: the arm in text */
};

/* NULL when no header has a say in whether the n arms are reached. */
struct flattened *flattened_new(const struct source_text *text, const char *absolute, const int *arms, unsigned n,
				const struct header_search *search);
void flattened_free(struct flattened *flattened);

UTIL_DEFINE_AUTO(flattened, flattened_free)

#endif
