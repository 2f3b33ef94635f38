/* fix: the error is assigned within the test. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	int fd, err;

	fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0 && (err = errno) == ENOSYS) {
		fd = accept(s, NULL, NULL);
		if (fd >= 0)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
		err = 0;
	}
	return fd;
}
