/* case: where a path has tested a mask, the flags that it leaves out were not asked for, and those that it leaves in
 * were. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

static int missing(void)
{
	return errno == ENOSYS || errno == EPERM || errno == ENOTSUP;
}

int others_are_refused(int s, int flags)
{
	int fd = accept4(s, 0, 0, flags); /* expect: all=conditional flags=CLOEXEC:kept,NONBLOCK:na */

	if (fd >= 0 || !missing())
		return fd;
	if ((flags & ~SOCK_CLOEXEC) != 0) {
		errno = EINVAL;
		return -1;
	}
	fd = accept(s, 0, 0);
	if (fd >= 0 && (flags & SOCK_CLOEXEC) && fcntl(fd, F_SETFD, FD_CLOEXEC) == -1) {
		close(fd);
		return -1;
	}
	return fd;
}

int one_is_refused_before(int s, int flags)
{
	if (flags & SOCK_NONBLOCK)
		return -1;
	int fd = accept4(s, 0, 0, flags); /* expect: all=handled flags=CLOEXEC:kept,NONBLOCK:na */

	if (fd < 0 && missing()) {
		fd = accept(s, 0, 0);
		if (fd >= 0 && (flags & SOCK_CLOEXEC))
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}

int both_are_needed(int s, int flags)
{
	if ((flags & (SOCK_NONBLOCK | SOCK_CLOEXEC)) != (SOCK_NONBLOCK | SOCK_CLOEXEC))
		return -1;
	int fd = accept4(s, 0, 0, flags); /* expect: all=handled flags=CLOEXEC:kept,NONBLOCK:lost */

	if (fd < 0 && missing()) {
		fd = accept(s, 0, 0);
		if (fd >= 0 && (flags & SOCK_CLOEXEC))
			fcntl(fd, F_SETFD, FD_CLOEXEC);
		if (fd >= 0 && !(flags & SOCK_NONBLOCK))
			fcntl(fd, F_SETFL, O_NONBLOCK);
	}
	return fd;
}

int none_may_be_there(int s, int flags)
{
	if ((flags | SOCK_NONBLOCK) != SOCK_NONBLOCK)
		return -1;
	int fd = accept4(s, 0, 0, flags); /* expect: all=handled flags=CLOEXEC:na,NONBLOCK:lost */

	if (fd < 0 && missing())
		fd = accept(s, 0, 0);
	return fd;
}
