/* fix: a flag under a condition.
 * run: take(s, 1) */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s, int master)
{
	int fd;

	fd = accept4(s, NULL, NULL, SOCK_NONBLOCK | (master ? SOCK_CLOEXEC : 0));
	if (fd < 0)
		return -1;
	return fd;
}
