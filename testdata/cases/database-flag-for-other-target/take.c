#include <errno.h>
#include <sys/socket.h>
#ifndef MISSING
#define MISSING ENOSYS
#endif

int take(int listener)
{
	int fd = accept4(listener, 0, 0, 0); /* expect: all=handled */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP || errno == MISSING))
		fd = accept(listener, 0, 0);
	return fd;
}
