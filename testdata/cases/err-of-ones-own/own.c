#define _GNU_SOURCE
#include <errno.h>
#include <sys/socket.h>
#include "ctrl.h"

int with_a_context(struct ctrl *c)
{
	int fd = accept4(c->sock, 0, 0, 0); /* expect: all=unhandled:error-returned */

	if (fd < 0) {
		if (errno != EINTR)
			err(c->log, "cannot take: %m\n");
		return -1;
	}
	return fd;
}

int with_a_number(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=handled */

	if (fd >= 0)
		return fd;
	errx(1, "accept4 %d", errno);
	return accept(s, 0, 0);
}
