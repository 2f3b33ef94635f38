/* fix: the call in the condition of a for.
 * run: serve(s) */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int serve(int s)
{
	int fd, n;

	for (n = 0; ; n++) {
		fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
		if (fd == -1) {
			switch (errno) {
			case ENOSYS:
			case ENOTSUP:
			case EPERM:
				fd = accept(s, NULL, NULL);
				if (fd != -1 &&
				    fcntl(fd, F_SETFD, FD_CLOEXEC) == -1) {
					close(fd);
					fd = -1;
				}
				break;
			default:
				break;
			}
		}
		if (fd == -1)
			break;
		close(fd);
	}
	return n;
}
