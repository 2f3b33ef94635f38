#define _GNU_SOURCE
#include "common.h"
#include <errno.h>
#include <sys/socket.h>

int take(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=unhandled:exit */

	if (fd >= 0)
		return fd;
	errx(1, "accept4 %d", errno);
	return accept(s, 0, 0);
}
