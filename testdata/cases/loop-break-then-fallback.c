/* case: the loop is left for every error but EINTR, the fallback stands behind it. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd;

	for (;;) {
		fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
		if (fd >= 0)
			return fd;
		if (errno != EINTR)
			break;
	}
	return accept(listener, NULL, NULL);
}
