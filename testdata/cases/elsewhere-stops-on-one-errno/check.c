#include "check.h"
#include <errno.h>
#include <stdlib.h>

void check(int error)
{
	if (error == EPERM)
		abort();
}
