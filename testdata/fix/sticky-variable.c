/* fix: a variable chooses the call, but nothing clears it. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

static int use_accept4 = 1;

int take(int s)
{
	int fd;

	if (use_accept4) {
		fd = accept4(s, NULL, NULL, SOCK_NONBLOCK);
	} else {
		fd = accept(s, NULL, NULL);
	}
	if (fd == -1)
		return -1;
	if (!use_accept4)
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	return fd;
}
