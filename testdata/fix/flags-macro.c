/* fix: a macro of the file names the flags. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

#define TAKE_FLAGS (SOCK_CLOEXEC | SOCK_NONBLOCK)

int take(int s)
{
	int fd;

	fd = accept4(s, NULL, NULL, TAKE_FLAGS);
	if (fd < 0)
		return -1;
	return fd;
}
