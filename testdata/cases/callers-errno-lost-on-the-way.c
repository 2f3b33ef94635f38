/* case: the wrapper turns every failure into the same errno, so its caller's test never matches. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int new_way(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
	if (fd < 0)
		errno = EIO;
	return fd;
}

int take(int listener)
{
	int fd = new_way(listener);
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
