#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int run(int n, ...);
int sum(int n, ...);

static void clear(int n)
{
	errno = n;
}

int ran(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled|conditional|unknown */
	if (fd < 0) {
		run(1, clear);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int summed(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		sum(2, 3, errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

