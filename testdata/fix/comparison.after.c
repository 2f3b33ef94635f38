/* fix: the assignment within an expression.
 * run: take(s, &(int){0}) */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int s, int *out)
{
	int ok, fd;

	fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			fd = accept(s, NULL, NULL);
			if (fd >= 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) == -1) {
				close(fd);
				fd = -1;
			}
			break;
		default:
			break;
		}
	}
	ok = fd >= 0;
	*out = fd;
	return ok;
}
