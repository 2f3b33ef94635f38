/* case: the call is an argument; the function that gets the result does the fallback, or does not. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int or_old(int fd, int listener)
{
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		return accept(listener, NULL, NULL);
	return fd;
}

static int or_zero(int fd)
{
	return fd < 0 ? 0 : fd;
}

int take(int listener)
{
	return or_old(accept4(listener, NULL, NULL, 0), listener); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled:error-returned */
}

int take_badly(int listener)
{
	return or_zero(accept4(listener, NULL, NULL, 0)); /* expect: all=unhandled */
}
