/* fix: the same by a goto. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int s)
{
	int fd;

	fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			fd = accept(s, NULL, NULL);
			if (fd >= 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) == -1) {
				close(fd);
				fd = -1;
			}
			break;
		default:
			break;
		}
	}
	if (fd >= 0) {
		goto taken;
	}
	perror("accept4");
	return -1;
taken:
	return fd;
}
