/* fix: a loop condition with more than the call.
 * run: serve(s, 2) */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int serve(int s, int left)
{
	int fd;

	for (;;) {
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
		if (!(fd >= 0 && left > 0))
			break;
		left--;
		close(fd);
	}
	return left;
}
