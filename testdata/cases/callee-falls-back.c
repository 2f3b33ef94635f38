/* case: the fallback is in a function of its own, and that in another. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int plain(int listener)
{
	return accept(listener, NULL, NULL);
}

static int old_way(int listener)
{
	int fd;

	do
		fd = plain(listener);
	while (fd < 0 && errno == EINTR);
	return fd;
}

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=handled */
	if (fd < 0 && (errno == ENOSYS || errno == ENOTSUP))
		return old_way(listener);
	return fd;
}
