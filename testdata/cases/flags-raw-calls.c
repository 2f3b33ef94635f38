/* case: raw calls do what the functions do: they give the flags back, read them, and close what was not handed on. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static int missing(void)
{
	return errno == ENOSYS || errno == EPERM || errno == ENOTSUP;
}

int by_fcntl(int s)
{
	int fd = accept4(s, 0, 0, SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:kept */

	if (fd < 0 && missing()) {
		fd = accept(s, 0, 0);
		if (fd >= 0 && syscall(SYS_fcntl, fd, F_SETFD, FD_CLOEXEC) < 0) {
			syscall(SYS_close, fd);
			return -1;
		}
	}
	return fd;
}

int by_ioctl(int s)
{
	int one = 1, fd = accept4(s, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:kept,NONBLOCK:kept */

	if (fd < 0 && missing()) {
		fd = accept(s, 0, 0);
		if (fd >= 0) {
			syscall(__NR_ioctl, fd, FIONBIO, &one);
			syscall(__NR_ioctl, fd, FIOCLEX);
		}
	}
	return fd;
}

int with_what_was_there(int s)
{
	int fd = accept4(s, 0, 0, SOCK_NONBLOCK); /* expect: all=handled flags=NONBLOCK:kept */

	if (fd < 0 && missing()) {
		fd = accept(s, 0, 0);
		if (fd >= 0) {
			long old = syscall(SYS_fcntl, fd, F_GETFL, 0);

			syscall(SYS_fcntl, fd, F_SETFL, old | O_NONBLOCK);
		}
	}
	return fd;
}

int of_another(int s, int other)
{
	int fd = accept4(s, 0, 0, SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:lost */

	if (fd < 0 && missing()) {
		fd = accept(s, 0, 0);
		if (fd >= 0)
			syscall(SYS_fcntl, other, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}

void ends(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: ENOSYS=handled rest=unhandled:exit */

	if (fd < 0 && errno != ENOSYS)
		syscall(SYS_exit_group, 1);
	if (fd < 0)
		fd = accept(s, 0, 0);
	close(fd);
}
