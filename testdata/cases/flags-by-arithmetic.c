/* case: a flag's bit is put in and taken out by ^, + and - as well as by | and &. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>

static int missing(void)
{
	return errno == ENOSYS || errno == EPERM || errno == ENOTSUP;
}

int put_in_by_xor(int s)
{
	int fd = accept4(s, 0, 0, SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:kept */

	if (fd < 0 && missing()) {
		fd = accept(s, 0, 0);
		int old = fd < 0 ? -1 : fcntl(fd, F_GETFD, 0);
		if (old >= 0)
			fcntl(fd, F_SETFD, (old & ~FD_CLOEXEC) ^ FD_CLOEXEC);
	}
	return fd;
}

int put_in_by_adding(int s)
{
	int fd = accept4(s, 0, 0, SOCK_NONBLOCK); /* expect: all=handled flags=NONBLOCK:kept */

	if (fd < 0 && missing()) {
		fd = accept(s, 0, 0);
		if (fd >= 0)
			fcntl(fd, F_SETFL, (fcntl(fd, F_GETFL, 0) & ~O_NONBLOCK) + O_NONBLOCK);
	}
	return fd;
}

int taken_out_by_xor(int s)
{
	int fd = accept4(s, 0, 0, SOCK_NONBLOCK); /* expect: all=handled flags=NONBLOCK:lost */

	if (fd < 0 && missing()) {
		fd = accept(s, 0, 0);
		if (fd >= 0)
			fcntl(fd, F_SETFL, (fcntl(fd, F_GETFL, 0) | O_NONBLOCK) ^ O_NONBLOCK);
	}
	return fd;
}

int taken_out_by_subtracting(int s)
{
	int fd = accept4(s, 0, 0, SOCK_NONBLOCK); /* expect: all=handled flags=NONBLOCK:lost */

	if (fd < 0 && missing()) {
		fd = accept(s, 0, 0);
		if (fd >= 0)
			fcntl(fd, F_SETFL, (fcntl(fd, F_GETFL, 0) | O_NONBLOCK) - O_NONBLOCK);
	}
	return fd;
}

int asked_for_by_adding(int s)
{
	int fd = accept4(s, 0, 0, SOCK_NONBLOCK + SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:kept,NONBLOCK:lost */

	if (fd < 0 && missing()) {
		fd = accept(s, 0, 0);
		if (fd >= 0)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}
