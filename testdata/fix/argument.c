/* fix: the call is an argument. */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

static int handle(int fd, const char *name)
{
	if (fd < 0)
		return -1;
	puts(name);
	return fd;
}

int take(int s)
{
	return handle(accept4(s, NULL, NULL, SOCK_CLOEXEC), "client");
}
