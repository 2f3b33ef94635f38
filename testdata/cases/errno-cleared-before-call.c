/* case: errno is set to 0 before the call: the failing call sets it again. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd;

	errno = 0;
	fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled:error-returned */
	if (errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
