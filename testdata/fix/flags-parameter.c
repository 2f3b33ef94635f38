/* fix: the flags are only known when the program runs.
 * run: take(s, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK) */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s, struct sockaddr *addr, socklen_t *len, int flags)
{
	int fd;

	fd = accept4(s, addr, len, flags);
	if (fd < 0)
		return -1;
	return fd;
}

int take_plain(int s)
{
	return take(s, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
}
