#include "hooks.h"

#include <errno.h>
#include <unistd.h>

void stop(int error)
{
	if (error == EPERM)
		_exit(3);
}

void forget(int error)
{
	if (error == EPERM)
		errno = 0;
}

void pass(int error)
{
	(void)error;
}
