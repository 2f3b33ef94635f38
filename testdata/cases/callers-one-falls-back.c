/* case: the function hands the failure on; its only caller falls back. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int try_new(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled:error-returned */
	if (fd < 0)
		return -1;
	return fd;
}

int take(int listener)
{
	int fd = try_new(listener);
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		fd = accept(listener, NULL, NULL);
	return fd;
}
