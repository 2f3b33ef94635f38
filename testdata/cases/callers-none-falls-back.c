/* case: the failure is handed on through two functions, and nobody falls back. */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

static int try_new(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:exit */
}

static int take(int listener)
{
	int fd = try_new(listener);
	return fd < 0 ? -errno : fd;
}

void serve_first(int listener)
{
	int fd = take(listener);
	if (fd < 0) {
		fprintf(stderr, "error %d\n", -fd);
		exit(1);
	}
}
