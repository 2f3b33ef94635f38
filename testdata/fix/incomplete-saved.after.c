/* fix: the error is kept in a variable first. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

int take(int s)
{
	int fd, err;

	fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	err = errno;
	if (fd < 0) {
		puts("no accept4");
		if (ENOSYS == err || ENOTSUP == err || EPERM == err) {
			fd = accept(s, NULL, NULL);
			if (fd >= 0)
				fcntl(fd, F_SETFD, FD_CLOEXEC);
		}
	}
	return fd;
}
