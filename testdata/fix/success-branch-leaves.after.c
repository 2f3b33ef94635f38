/* fix: what the fallback gives takes the way that what the call gives takes: out of the function. */
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

	fd = accept4(s, NULL, NULL, SOCK_NONBLOCK);
	if (fd < 0) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			fd = accept(s, NULL, NULL);
			if (fd >= 0 && fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) == -1) {
				close(fd);
				fd = -1;
			}
			break;
		default:
			break;
		}
	}
	if (fd >= 0) {
		return fd;
	}
	perror("accept4");
	return -1;
}
