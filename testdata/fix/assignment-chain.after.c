/* fix: two variables get the result in one statement.
 * run: take(s, &(int){0}) */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int s, int *out)
{
	int fd;

	*out = fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (fd == -1) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			*out = fd = accept(s, NULL, NULL);
			if (fd != -1 && fcntl(fd, F_SETFD, FD_CLOEXEC) == -1) {
				close(fd);
				*out = fd = -1;
			}
			break;
		default:
			break;
		}
	}
	if (fd == -1)
		return -1;
	return 0;
}
