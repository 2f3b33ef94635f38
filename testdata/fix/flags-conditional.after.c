/* fix: a flag under a condition.
 * run: take(s, 1) */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int s, int master)
{
	int fd;

	fd = accept4(s, NULL, NULL, SOCK_NONBLOCK | (master ? SOCK_CLOEXEC : 0));
	if (fd < 0) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			fd = accept(s, NULL, NULL);
			if (fd >= 0 && ((master &&
					 fcntl(fd, F_SETFD, FD_CLOEXEC) == -1) ||
					fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) == -1)) {
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
