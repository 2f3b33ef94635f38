/* case: a name is a function in one arm of an #if and a macro for the call in the other; the second arm counts, too. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

#ifndef HAVE_ACCEPT4
static int port_accept(int listener, struct sockaddr *who, socklen_t *size, int flags)
{
	(void)flags;
	return accept(listener, who, size);
}
#else
#define port_accept accept4
#endif

int take(int listener)
{
	return port_accept(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned form=macro */
}

int take_or_fall_back(int listener)
{
	int fd = port_accept(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled form=macro */

	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
