/* fix: the test is for everything else. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	int fd;

	fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (fd >= 0)
		return fd;
	if (errno != ENOSYS && errno != ENOTSUP && errno != EPERM)
		return -1;
	fd = accept(s, NULL, NULL);
	if (fd >= 0)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd;
}
