#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <sys/socket.h>

int take(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=unhandled:exit */

	if (fd >= 0)
		return fd;
	err(1, "accept4");
	return accept(s, 0, 0);
}
