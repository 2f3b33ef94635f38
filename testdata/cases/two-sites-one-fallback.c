/* case: two calls come together before the test, one fallback serves both. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener, int inherit)
{
	int fd;

	if (inherit)
		fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled flags=CLOEXEC:na */
	else
		fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled rest=unhandled flags=CLOEXEC:kept */
	if (fd < 0 && errno == ENOSYS) {
		fd = accept(listener, NULL, NULL);
		if (fd >= 0 && !inherit)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}
