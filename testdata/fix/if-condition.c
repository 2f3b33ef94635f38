/* fix: the call in an if's condition, assigned there. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	int fd;

	if ((fd = accept4(s, NULL, NULL, SOCK_CLOEXEC)) < 0)
		return -1;
	return fd;
}
