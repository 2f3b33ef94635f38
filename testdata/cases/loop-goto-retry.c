/* case: goto makes the loop. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd;

retry:
	fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=unhandled:busy-loop EPERM=unhandled:busy-loop ENOTSUP=unhandled:error-returned */
	if (fd < 0) {
		if (errno == ENOTSUP)
			return -1;
		goto retry;
	}
	return fd;
}
