/* fix: a plain assignment, both flags. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	int fd;

	fd = accept4(s, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd < 0)
		return -1;
	return fd;
}
