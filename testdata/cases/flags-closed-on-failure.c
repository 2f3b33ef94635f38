/* case: where the flag can't be set the descriptor is closed and not handed on. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled flags=CLOEXEC:kept,NONBLOCK:na */
	if (fd >= 0 || errno != ENOSYS)
		return fd;
	fd = accept(listener, NULL, NULL);
	if (fd >= 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) == -1) {
		close(fd);
		fd = -1;
	}
	return fd;
}
