/* case: fcntl runs only where accept4 did the work already; the fallback's descriptor stays bare. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled flags=CLOEXEC:lost */
	if (fd >= 0) {
		fcntl(fd, F_SETFD, FD_CLOEXEC);
		return fd;
	}
	if (errno == ENOSYS)
		return accept(listener, NULL, NULL);
	return -1;
}
