/* case: the helper asks whether the flag is there before it sets it. A descriptor of the old call has none, so it is set;
 * a test that is the wrong way round never does. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static int ensure(int fd, int get, int set, int flag)
{
	int now = fcntl(fd, get);
	if (now < 0)
		return -1;
	if ((now & flag) == flag)
		return 0;
	return fcntl(fd, set, now | flag);
}

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK); /* expect: ENOSYS=handled rest=unhandled flags=CLOEXEC:kept,NONBLOCK:kept */
	if (fd >= 0 || errno != ENOSYS)
		return fd;
	fd = accept(listener, NULL, NULL);
	if (fd < 0)
		return -1;
	if (ensure(fd, F_GETFD, F_SETFD, FD_CLOEXEC) || ensure(fd, F_GETFL, F_SETFL, O_NONBLOCK)) {
		close(fd);
		return -1;
	}
	return fd;
}

int take_wrong(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK); /* expect: ENOSYS=handled rest=unhandled flags=NONBLOCK:lost */
	if (fd >= 0 || errno != ENOSYS)
		return fd;
	fd = accept(listener, NULL, NULL);
	if (fd >= 0) {
		int now = fcntl(fd, F_GETFL);
		if (now & O_NONBLOCK)
			fcntl(fd, F_SETFL, now | O_NONBLOCK);
	}
	return fd;
}
