#include "take.h"
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

static int take_old(int listener)
{
	int fd = accept(listener, NULL, NULL);
	if (fd >= 0)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd;
}

int take(int listener)
{
	int fd = use_new ? accept4(listener, NULL, NULL, SOCK_CLOEXEC) : accept(listener, NULL, NULL); /* expect: all=handled flags=CLOEXEC:lost */
	if (fd < 0 && use_new) {
		use_new = 0;
		fd = take_old(listener);
	}
	return fd;
}

int take_well(int listener)
{
	int fd;
	if (!use_new)
		return take_old(listener);
	fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled EPERM=unhandled flags=CLOEXEC:kept */
	if (fd < 0 && errno == ENOSYS) {
		use_new = 0;
		fd = take_old(listener);
	}
	return fd;
}
