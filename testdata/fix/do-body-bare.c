/* fix: the same without braces. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	int fd;

	do
		fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	while (fd == -1 && errno == EINTR);
	return fd;
}
