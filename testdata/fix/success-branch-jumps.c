/* fix: the same by a goto. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	int fd;

	fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (fd >= 0) {
		goto taken;
	}
	perror("accept4");
	return -1;
taken:
	return fd;
}
