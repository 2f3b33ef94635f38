/* fix: the call in the condition of a do. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	int fd, tries = 0;

	do {
		tries++;
	} while ((fd = accept4(s, NULL, NULL, SOCK_CLOEXEC)) == -1 && errno == EINTR && tries < 9);
	return fd;
}
