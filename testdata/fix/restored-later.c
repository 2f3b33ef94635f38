/* fix: code behind the call restores the flag for every descriptor. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static int set_cloexec(int fd)
{
	return fcntl(fd, F_SETFD, FD_CLOEXEC);
}

int take(int s)
{
	int fd;

	fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0)
		return -1;
	if (set_cloexec(fd) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}
