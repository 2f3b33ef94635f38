/* case: the flags are restored with ioctl: FIOCLEX, and FIONBIO with a pointer to 1. */
#include <errno.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

int take(int listener)
{
	int on = 1;
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:kept,NONBLOCK:kept severity=none */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP)) {
		fd = accept(listener, NULL, NULL);
		if (fd >= 0) {
			ioctl(fd, FIOCLEX);
			ioctl(fd, FIONBIO, &on);
		}
	}
	return fd;
}
