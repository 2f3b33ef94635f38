/* case: a helper sets the flags, by arguments that say which. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

static void adjust(int fd, bool cloexec, bool nonblock)
{
	if (fd < 0)
		return;
	if (cloexec)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	if (nonblock)
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

int all(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK); /* expect: ENOSYS=handled flags=CLOEXEC:kept,NONBLOCK:kept */
	if (fd < 0 && errno == ENOSYS) {
		fd = accept(listener, NULL, NULL);
		adjust(fd, true, true);
	}
	return fd;
}

int half(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK); /* expect: ENOSYS=handled flags=CLOEXEC:kept,NONBLOCK:lost */
	if (fd < 0 && errno == ENOSYS) {
		fd = accept(listener, NULL, NULL);
		adjust(fd, true, false);
	}
	return fd;
}
