/* fix: what the fallback gives takes the way that what the call gives takes: out of the function. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	int fd;

	fd = accept4(s, NULL, NULL, SOCK_NONBLOCK);
	if (fd >= 0) {
		return fd;
	}
	perror("accept4");
	return -1;
}
