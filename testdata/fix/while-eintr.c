/* fix: an empty loop that tries again after a signal. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	int fd;

	while ((fd = accept4(s, NULL, NULL, SOCK_CLOEXEC)) == -1 && errno == EINTR)
		;
	return fd;
}
