#define _GNU_SOURCE
#include <errno.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, 0, 0, 0); /* expect-occurrence: look-alike */

	if (fd < 0 && (errno == EPERM || errno == ENOTSUP))
		fd = accept(listener, 0, 0);
	return fd;
}
