/* fix: the statement is the whole body of an if.
 * run: take(s, 1) */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s, int wanted)
{
	int fd = -1;

	if (wanted)
		fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0)
		return -1;
	return fd;
}
