/* fix: --style wrapper.
 * options: --style wrapper */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	int fd;

	fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0)
		return -1;
	return fd;
}
