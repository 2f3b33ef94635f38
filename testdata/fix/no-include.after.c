/* fix: nothing is included but the socket header. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int s)
{
	int fd = accept4(s, 0, 0, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd < 0) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			fd = accept(s, 0, 0);
			if (fd >= 0 && (fcntl(fd, F_SETFD, FD_CLOEXEC) == -1 ||
					fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) == -1)) {
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
