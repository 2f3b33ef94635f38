#include "end.h"
#include <errno.h>
#include <stdio.h>

static int error(int status, int e, const char *what)
{
	return fprintf(stderr, "%s: %d %d\n", what, status, e);
}

void tell(int e)
{
	if (e == ENOSYS)
		error(1, e, "accept4");
}
