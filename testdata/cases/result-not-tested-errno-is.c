/* case: only errno is tested, the result not at all: under the failing call that comes to the same. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled:error-returned */
	if (errno == ENOSYS)
		return accept(listener, NULL, NULL);
	return fd;
}
