/* fix: the test is in a function. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

static int is_missing(int error)
{
	return error == ENOSYS;
}

int take(int s)
{
	int fd;

	fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0 && is_missing(errno)) {
		fd = accept(s, NULL, NULL);
		if (fd >= 0)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}
