#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>

int ask_again(int listener);

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = ask_again(listener);
	return fd;
}
