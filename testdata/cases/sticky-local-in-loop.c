/* case: an automatic flag is enough where the loop around goes on. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int use_accept4 = 1;
	int fd;

	for (;;) {
		fd = use_accept4 ? accept4(listener, NULL, NULL, 0) : accept(listener, NULL, NULL); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled:error-returned */
		if (fd >= 0 || !use_accept4 || (errno != ENOSYS && errno != EPERM))
			return fd;
		use_accept4 = 0;
	}
}
