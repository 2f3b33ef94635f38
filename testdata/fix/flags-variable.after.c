/* fix: a local variable holds some of the flags.
 * run: take(s, 0) */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int s, int wait)
{
	int fd, flags = SOCK_CLOEXEC;

	if (!wait)
		flags |= SOCK_NONBLOCK;
	fd = accept4(s, NULL, NULL, flags);
	if (fd < 0) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			fd = accept(s, NULL, NULL);
			if (fd >= 0 && (((flags & SOCK_CLOEXEC) &&
					 fcntl(fd, F_SETFD, FD_CLOEXEC) == -1) ||
					((flags & SOCK_NONBLOCK) &&
					 fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) == -1))) {
				close(fd);
				fd = -1;
			}
			break;
		default:
			break;
		}
	}
	if (fd < 0)
		return -1;
	return fd;
}
