/* case: the flags are decided at run time, and restored under the same condition. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener, bool cloexec)
{
	int flags = cloexec ? SOCK_CLOEXEC : 0;
	int fd = accept4(listener, NULL, NULL, flags | SOCK_NONBLOCK); /* expect: ENOSYS=handled flags=CLOEXEC:kept,NONBLOCK:lost */
	if (fd < 0 && errno == ENOSYS) {
		fd = accept(listener, NULL, NULL);
		if (fd >= 0 && cloexec)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}
