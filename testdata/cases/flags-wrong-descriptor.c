/* case: the flag is set on the listener instead of the new descriptor. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled flags=CLOEXEC:lost */
	if (fd < 0 && errno == ENOSYS) {
		fd = accept(listener, NULL, NULL);
		fcntl(listener, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}
