/* case: a counter that a parameter bounds, then failure. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int listener, int tries)
{
	int fd = -1;

	while (fd < 0 && tries-- > 0) {
		fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled:error-returned */
		if (fd < 0 && errno == ENOSYS)
			return accept(listener, NULL, NULL);
		if (fd < 0)
			sleep(1);
	}
	return fd;
}
