#define _GNU_SOURCE
#include "ops.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>

static int take_any(int s)
{
	int c = accept4(s, 0, 0, SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:kept,NONBLOCK:na */

	if (c < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP)) {
		c = accept(s, 0, 0);
		if (c >= 0)
			fcntl(c, F_SETFD, FD_CLOEXEC);
	}
	return c;
}

static int take_plainly(int s)
{
	int c = accept4(s, 0, 0, SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:lost,NONBLOCK:na */

	return c < 0 ? accept(s, 0, 0) : c;
}

static int take_next_time(int s)
{
	static int old;
	int c = old ? accept(s, 0, 0) : accept4(s, 0, 0, 0); /* expect: all=unknown */

	if (c < 0)
		old = 1;
	return c;
}

void fill(struct ops *any, struct ops *plain, struct ops *next)
{
	any->take = take_any;
	plain->take = take_plainly;
	next->take = take_next_time;
}
