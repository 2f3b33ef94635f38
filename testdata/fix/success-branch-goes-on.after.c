/* fix: the same in a loop: out of it with the connection. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int s)
{
	int fd = -1, tries = 0;

	while (tries++ < 3) {
		fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
		if (fd < 0) {
			switch (errno) {
			case ENOSYS:
			case ENOTSUP:
			case EPERM:
				fd = accept(s, NULL, NULL);
				if (fd >= 0 &&
				    fcntl(fd, F_SETFD, FD_CLOEXEC) == -1) {
					close(fd);
					fd = -1;
				}
				break;
			default:
				break;
			}
		}
		if (fd >= 0) {
			break;
		}
		if (errno != EINTR)
			return -1;
	}
	return fd;
}
