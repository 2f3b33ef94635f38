#include "check.h"
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled:abort rest=handled */
	if (fd >= 0)
		return fd;
	check(errno);
	return accept(listener, NULL, NULL);
}
