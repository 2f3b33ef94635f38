/* case: a flag that was restored and then taken off again is lost: FIONCLEX, F_SETFD without the bit. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

int by_ioctl(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:lost */
	if (fd < 0) {
		fd = accept(listener, NULL, NULL);
		if (fd >= 0)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	if (fd >= 0)
		ioctl(fd, FIONCLEX);
	return fd;
}

int by_fcntl(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:lost */
	if (fd < 0) {
		fd = accept(listener, NULL, NULL);
		if (fd >= 0)
			ioctl(fd, FIOCLEX);
	}
	if (fd >= 0)
		fcntl(fd, F_SETFD, 0);
	return fd;
}
