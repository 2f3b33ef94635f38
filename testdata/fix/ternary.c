/* fix: the call on one arm of ?: a wrapper.
 * run: take(s, 1) */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s, int wanted)
{
	int fd = wanted ? accept4(s, NULL, NULL, SOCK_CLOEXEC) : -1;

	if (fd < 0)
		return -1;
	return fd;
}
