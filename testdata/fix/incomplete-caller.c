/* fix: the caller falls back. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

static int take4(int s)
{
	return accept4(s, NULL, NULL, SOCK_CLOEXEC);
}

int take(int s)
{
	int fd = take4(s);

	if (fd < 0 && errno == ENOSYS) {
		fd = accept(s, NULL, NULL);
		if (fd >= 0)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}
