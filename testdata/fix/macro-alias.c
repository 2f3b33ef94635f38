/* fix: a macro stands for the call's name. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

#define do_accept accept4

int take(int s)
{
	int fd = do_accept(s, NULL, NULL, SOCK_CLOEXEC);

	if (fd < 0)
		return -1;
	return fd;
}
