/* fix: the call is in an else if: the wrapper.
 * run: take(s, -1) */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s, int known)
{
	int fd;

	if (known >= 0)
		fd = known;
	else if ((fd = accept4(s, NULL, NULL, SOCK_CLOEXEC)) < 0)
		return -1;
	return fd;
}
