/* fix: the fallback is returned at once. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int s)
{
	int fd;

	fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0 && (errno == ENOSYS || errno == ENOTSUP || errno == EPERM)) {
		int newfd = accept(s, NULL, NULL);
		if (newfd >= 0 && fcntl(newfd, F_SETFD, FD_CLOEXEC) == -1) {
			close(newfd);
			newfd = -1;
		}
		return newfd;
	}
	return fd;
}
