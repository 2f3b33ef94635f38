/* fix: the call in the body of a do that tries again after a signal. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	int fd;

	do {
		fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	} while (fd == -1 && errno == EINTR);
	return fd;
}
