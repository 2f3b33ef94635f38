/* fix: the call under a condition of the preprocessor. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

#define HAVE_ACCEPT4 1

int take(int s)
{
	int fd;

#ifdef HAVE_ACCEPT4
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
#else
	fd = accept(s, NULL, NULL);
#endif
	if (fd < 0)
		return -1;
	return fd;
}
