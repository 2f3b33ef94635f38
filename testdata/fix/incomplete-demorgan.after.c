/* fix: negated terms in a larger condition. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	int fd;

	fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (fd >= 0 || (errno != EINVAL && errno != ENOTSUP && errno != EPERM && errno != ENOSYS))
		return fd;
	fd = accept(s, NULL, NULL);
	if (fd >= 0)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd;
}
