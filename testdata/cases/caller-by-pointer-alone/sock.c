#define _GNU_SOURCE
#include <errno.h>
#include <sys/socket.h>
#include "protocol.h"

struct conn *sock_accept(struct listener *l, int *status)
{
	struct conn *c = NULL;
	int ret;
	int fd = accept4(l->rx.fd, NULL, NULL, 0); /* expect: all=unhandled:busy-loop */
	if (fd != -1) {
		c = conn_new(fd);
		*status = DONE;
		return c;
	}
	switch (errno) {
	case EAGAIN:
		ret = DONE;
		fd_cant_recv(l->rx.fd);
		break;
	case EINTR: ret = RETRY; break;
	default: ret = YIELD;
	}
	*status = ret;
	return c;
}

struct conn *sock_take(struct listener *l)
{
	int fd = accept4(l->rx.fd, NULL, NULL, 0); /* expect: all=unhandled:exit */
	if (fd < 0)
		return NULL;
	return conn_new(fd);
}

struct conn *sock_peek(struct listener *l)
{
	int fd = accept4(l->rx.fd, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
	if (fd < 0)
		return NULL;
	return conn_new(fd);
}
