/* fix: errors are negative numbers. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

static int try_accept4(int s)
{
	int fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

int take(int s)
{
	int r = try_accept4(s);

	if (r == -ENOSYS) {
		r = accept(s, NULL, NULL);
		if (r >= 0)
			fcntl(r, F_SETFD, FD_CLOEXEC);
	}
	return r;
}
