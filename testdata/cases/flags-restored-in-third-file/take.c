#include "take.h"
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled flags=CLOEXEC:kept */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

static int first(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled flags=CLOEXEC:lost */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int take_first(int listener)
{
	int fd = first(listener);
	if (fd < 0)
		return -1;
	return keep_open(fd);
}
