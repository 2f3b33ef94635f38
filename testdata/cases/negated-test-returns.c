/* case: the test is turned round: everything that is not "missing" returns early, the fallback is what remains
 * (the shape of wayland and libevent). */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static int cloexec_or_close(int fd)
{
	if (fd == -1)
		return -1;
	int flags = fcntl(fd, F_GETFD);
	if (flags == -1 || fcntl(fd, F_SETFD, flags | FD_CLOEXEC) == -1) {
		close(fd);
		return -1;
	}
	return fd;
}

int accept_cloexec(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=unhandled:error-returned flags=CLOEXEC:kept,NONBLOCK:na */
	if (fd >= 0)
		return fd;
	if (errno != ENOSYS)
		return -1;
	return cloexec_or_close(accept(listener, NULL, NULL));
}
