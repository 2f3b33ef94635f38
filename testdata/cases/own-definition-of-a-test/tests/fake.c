#define _GNU_SOURCE
#include <errno.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int accept4(int listener, struct sockaddr *restrict addr, socklen_t *restrict len, int flags) /* expect-occurrence: definition */
{
	int fd = syscall(SYS_accept4, listener, addr, len, flags); /* expect: ENOSYS=handled EPERM=unhandled ENOTSUP=unhandled */
	if (fd == -1 && errno == ENOSYS)
		fd = accept(listener, addr, len);
	return fd;
}
