/* fix: nothing holds the result.
 * run: poke(s) */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int poke(int s)
{
	int fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
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
	if (fd < 0) {
		perror("accept4");
		return -1;
	}
	return 0;
}
