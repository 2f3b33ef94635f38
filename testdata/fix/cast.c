/* fix: a cast on the result. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

long take(int s)
{
	long fd;

	fd = (long)accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0)
		return -1;
	return fd;
}
