/* fix: a declaration with initialiser. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	int fd = accept4(s, NULL, NULL, SOCK_NONBLOCK);

	if (fd < 0)
		return -1;
	return fd;
}
