/* case: two callers, each with its own fallback. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int try_new(int listener, struct sockaddr *addr, socklen_t *len)
{
	return accept4(listener, addr, len, 0); /* expect: ENOSYS=handled EPERM=conditional ENOTSUP=unhandled */
}

int take(int listener)
{
	int fd = try_new(listener, NULL, NULL);
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int take_from(int listener, struct sockaddr *addr, socklen_t *len)
{
	int fd = try_new(listener, addr, len);
	return fd < 0 && (errno == ENOSYS || errno == EPERM) ? accept(listener, addr, len) : fd;
}
