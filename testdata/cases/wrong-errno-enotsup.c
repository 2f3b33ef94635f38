/* case: only ENOTSUP is taken for "missing", which no kernel says; a kernel without the call says ENOSYS (nanomsg). */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=unhandled:error-returned EPERM=unhandled:error-returned ENOTSUP=handled flags=CLOEXEC:kept patterns=wrong-errno-tested */
	if (fd < 0 && errno == ENOTSUP) {
		fd = accept(listener, NULL, NULL);
		if (fd >= 0)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}
