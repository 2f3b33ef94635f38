/* case: three tries with the new call, then one with the old. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	for (int i = 0; i < 3; i++) {
		int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=handled */
		if (fd >= 0)
			return fd;
		if (errno == EPERM)
			return -1;
	}
	return accept(listener, NULL, NULL);
}
