/* fix: the flags are only known when the program runs.
 * run: take(s, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK) */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int s, struct sockaddr *addr, socklen_t *len, int flags)
{
	int fd;

	fd = accept4(s, addr, len, flags);
	if (fd < 0) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			fd = accept(s, addr, len);
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

int take_plain(int s)
{
	return take(s, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
}
