/* fix: the result goes into a member; one flag.
 * run: take(&(struct conn){0}, s) */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

struct conn {
	int fd;
};

int take(struct conn *conn, int s)
{
	conn->fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (conn->fd == -1) {
		perror("accept4");
		return -1;
	}
	return 0;
}
