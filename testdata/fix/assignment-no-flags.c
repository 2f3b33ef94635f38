/* fix: no flag is asked for: none is restored. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	int fd;

	fd = accept4(s, NULL, NULL, 0);
	if (fd < 0)
		return -1;
	return fd;
}
