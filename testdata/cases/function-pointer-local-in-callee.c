/* case: the function that takes the call's address calls it through a local pointer; its caller falls back. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int once(int listener)
{
	int (*take)(int, struct sockaddr *restrict, socklen_t *restrict, int) = NULL;
	take = (int (*)(int, struct sockaddr *restrict, socklen_t *restrict, int))accept4; /* expect: ENOSYS=handled EPERM=unhandled ENOTSUP=unhandled */
	return take(listener, NULL, NULL, 0);
}

int serve(int listener)
{
	int fd = once(listener);
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
