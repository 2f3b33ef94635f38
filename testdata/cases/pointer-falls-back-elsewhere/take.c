#include "net.h"

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int (*some_accept)(int listener) = use_accept;
static int (*late)(int listener) = use_accept;

void set_late(int (*next)(int listener))
{
	late = next;
}

int take_only(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0 && errno != EAGAIN)
		fd = only_accept(listener);
	return fd;
}

int take_member(const struct net *net, int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0 && errno != EAGAIN)
		fd = net->only(listener);
	return fd;
}

int take_some(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=conditional|unhandled|unknown */
	if (fd < 0 && errno != EAGAIN)
		fd = some_accept(listener);
	return fd;
}

int take_late(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=conditional|unhandled|unknown */
	if (fd < 0 && errno != EAGAIN)
		fd = late(listener);
	return fd;
}

int take_either(const struct net *net, int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=conditional|unhandled|unknown */
	if (fd < 0 && errno != EAGAIN)
		fd = net->either(listener);
	return fd;
}
