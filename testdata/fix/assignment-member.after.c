/* fix: the result goes into a member; one flag.
 * run: take(&(struct conn){0}, s) */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
	int fd;
};

int take(struct conn *conn, int s)
{
	conn->fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (conn->fd == -1) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			conn->fd = accept(s, NULL, NULL);
			if (conn->fd != -1 &&
			    fcntl(conn->fd, F_SETFD, FD_CLOEXEC) == -1) {
				close(conn->fd);
				conn->fd = -1;
			}
			break;
		default:
			break;
		}
	}
	if (conn->fd == -1) {
		perror("accept4");
		return -1;
	}
	return 0;
}
