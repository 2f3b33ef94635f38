/* fix: the test's outcome is kept in a variable. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	int fd, missing;

	fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	missing = fd < 0 && errno == ENOSYS;
	if (missing) {
		fd = accept(s, NULL, NULL);
		if (fd >= 0)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}
