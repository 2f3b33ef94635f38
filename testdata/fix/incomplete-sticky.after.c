/* fix: a static variable remembers: it stays so. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

static int use_accept4 = 1;

int take(int s)
{
	int fd;

	if (use_accept4) {
		fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
		if (fd >= 0 || (errno != ENOSYS && errno != ENOTSUP &&
				errno != EPERM))
			return fd;
		use_accept4 = 0;
	}
	fd = accept(s, NULL, NULL);
	if (fd >= 0)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd;
}
