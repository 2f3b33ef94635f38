/* case: the second try drops the flags, but is the same missing call. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:error-returned */
	if (fd < 0 && errno == ENOSYS)
		fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=unhandled:error-returned */
	return fd;
}
