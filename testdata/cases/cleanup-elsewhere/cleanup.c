#include "cleanup.h"

#include <errno.h>
#include <stdlib.h>

void clean_quiet(int *x)
{
	*x = 0;
}
void clean_loud(int *x)
{
	if (*x)
		abort();
}
void clean_errno(int *x)
{
	*x = errno = 0;
}
