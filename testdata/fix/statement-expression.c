/* fix: within a retry macro. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

#ifndef TEMP_FAILURE_RETRY
#define TEMP_FAILURE_RETRY(x) (x)
#endif

int take(int s)
{
	int fd;

	fd = TEMP_FAILURE_RETRY(accept4(s, NULL, NULL, SOCK_CLOEXEC));
	if (fd < 0)
		return -1;
	return fd;
}
