/* fix: the call is what is returned.
 * run: take(s, NULL, NULL) */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int s, struct sockaddr *addr, socklen_t *len)
{
	int fd = accept4(s, addr, len, SOCK_CLOEXEC);
	if (fd < 0) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			fd = accept(s, addr, len);
			if (fd >= 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) == -1) {
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
