/* What cover.c uses of the search in conditions.c. */
#ifndef SOURCE_COND_SEARCH_H
#define SOURCE_COND_SEARCH_H

#include "source/cond_internal.h"

/* A configuration that enables all the arms at once; NULL when none was found. */
struct config *search_together(struct solver *s, const int *arms, unsigned n);

#endif
