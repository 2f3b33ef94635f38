/* case: the same, but the flag is computed behind the fallback, and so says that all is done. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled rest=unhandled flags=CLOEXEC:lost */
	bool done;

	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	done = fd >= 0;
	if (fd < 0)
		return -1;
	if (!done)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd;
}
