/* fix: a local variable holds some of the flags.
 * run: take(s, 0) */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s, int wait)
{
	int fd, flags = SOCK_CLOEXEC;

	if (!wait)
		flags |= SOCK_NONBLOCK;
	fd = accept4(s, NULL, NULL, flags);
	if (fd < 0)
		return -1;
	return fd;
}
