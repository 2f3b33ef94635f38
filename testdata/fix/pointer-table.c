/* fix: the function's address in a table: a wrapper. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

static const struct {
	int (*take)(int, struct sockaddr *restrict, socklen_t *restrict, int);
} calls = {accept4};

int take(int s)
{
	int fd = calls.take(s, NULL, NULL, SOCK_CLOEXEC);

	if (fd < 0)
		return -1;
	return fd;
}
