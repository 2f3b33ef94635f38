/* fix: a loop that accepts until nothing waits.
 * run: serve(s) */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

void serve(int s)
{
	int fd;

	for (;;) {
		fd = accept4(s, NULL, NULL, SOCK_NONBLOCK);
		if (fd < 0) {
			switch (errno) {
			case ENOSYS:
			case ENOTSUP:
			case EPERM:
				fd = accept(s, NULL, NULL);
				if (fd >= 0 &&
				    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) == -1) {
					close(fd);
					fd = -1;
				}
				break;
			default:
				break;
			}
		}
		if (fd < 0)
			break;
		puts("connected");
		close(fd);
	}
}
