/* fix: the statement follows a case label.
 * run: take(s, 1) */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

/* accept4(), or accept() where it is missing at run time. */
static int accept4_or_accept(int sock, struct sockaddr *addr,
			     socklen_t *addrlen, int flags)
{
	int fd = accept4(sock, addr, addrlen, flags);

	if (fd < 0) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			fd = accept(sock, addr, addrlen);
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
	return fd;
}

int take(int s, int how)
{
	switch (how) {
	case 1:
		return accept4_or_accept(s, NULL, NULL, SOCK_CLOEXEC);
	default:
		return -1;
	}
}
