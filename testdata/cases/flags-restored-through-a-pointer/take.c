#define _GNU_SOURCE
#include "ops.h"

#include <sys/socket.h>

static int take(int s)
{
	int c = accept4(s, 0, 0, SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:kept,NONBLOCK:na */

	return c < 0 ? accept(s, 0, 0) : c;
}

static int forget(int s)
{
	int c = accept4(s, 0, 0, SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:lost,NONBLOCK:na */

	return c < 0 ? accept(s, 0, 0) : c;
}

void install(struct ops *o)
{
	o->take = take;
	o->take_and_forget = forget;
}
