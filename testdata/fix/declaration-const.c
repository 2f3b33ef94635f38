/* fix: the variable is const: a wrapper. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	const int fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);

	if (fd < 0)
		return -1;
	return fd;
}
