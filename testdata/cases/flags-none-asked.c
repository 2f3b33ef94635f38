/* case: no flag is asked for, so none can be lost; the fallback may set one all the same. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled flags=CLOEXEC:na,NONBLOCK:na */
	if (fd < 0 && errno == ENOSYS) {
		fd = accept(listener, NULL, NULL);
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}
