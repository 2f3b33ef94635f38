#define _GNU_SOURCE
#include "log.h"
#include <errno.h>
#include <sys/socket.h>

int take(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=handled */

	if (fd >= 0)
		return fd;
	error(3, "accept4: %d", errno);
	return accept(s, 0, 0);
}
