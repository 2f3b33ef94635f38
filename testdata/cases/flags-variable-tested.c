/* case: the fallback tests the bits of the flags variable (libevent's way). */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int listener, int flags)
{
	int fd = accept4(listener, NULL, NULL, flags); /* expect: ENOSYS=handled rest=unhandled flags=CLOEXEC:kept,NONBLOCK:kept */
	if (fd >= 0 || (errno != EINVAL && errno != ENOSYS))
		return fd;
	fd = accept(listener, NULL, NULL);
	if (fd < 0)
		return fd;
	if (flags & SOCK_CLOEXEC) {
		if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0) {
			close(fd);
			return -1;
		}
	}
	if (flags & SOCK_NONBLOCK) {
		if (fcntl(fd, F_SETFL, O_NONBLOCK) < 0) {
			close(fd);
			return -1;
		}
	}
	return fd;
}
