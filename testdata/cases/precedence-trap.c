/* case: && binds tighter than ||: `fd < 0 && errno == ENOSYS || errno == EPERM` still falls back for both. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled */
	if (fd < 0 && errno == ENOSYS || errno == EPERM)
		fd = accept(listener, NULL, NULL);
	return fd;
}
